package dev.nacre.core.io;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A JSON value. Objects keep the order of their keys. A number without fraction and exponent that fits 64 bits is a
 * {@link Whole} and exact; every other number is a {@link Decimal}.
 *
 * <p>The accessors ({@link #text()}, {@link #whole()}, …) answer when the value is of that kind and otherwise throw a
 * {@link JsonException} that says what was found.
 */
public sealed interface Json {
    /** The value {@code null}. */
    Json NULL = new Null();

    /** A string. */
    record Text(String text) implements Json {
        @Override
        public String toString() {
            return JsonWriter.compact(this);
        }
    }

    /** A number without fraction or exponent, within 64 bits. */
    record Whole(long whole) implements Json {
        @Override
        public double decimal() {
            return whole;
        }

        @Override
        public String toString() {
            return JsonWriter.compact(this);
        }
    }

    /** Any other number; always finite. */
    record Decimal(double decimal) implements Json {
        /** JSON has no word for NaN and infinity. */
        public Decimal {
            if (!Double.isFinite(decimal)) {
                throw new JsonException("JSON cannot hold the number " + decimal + "; write a text or null instead");
            }
        }

        @Override
        public String toString() {
            return JsonWriter.compact(this);
        }
    }

    /** {@code true} or {@code false}. */
    record Truth(boolean truth) implements Json {
        @Override
        public String toString() {
            return JsonWriter.compact(this);
        }
    }

    /** {@code null}. */
    record Null() implements Json {
        @Override
        public String toString() {
            return JsonWriter.compact(this);
        }
    }

    /** An array. */
    record Items(List<Json> items) implements Json {
        /** Copies the list. */
        public Items {
            items = List.copyOf(items);
        }

        @Override
        public String toString() {
            return JsonWriter.compact(this);
        }
    }

    /** An object, its keys in the order in which they were given. */
    record Fields(Map<String, Json> fields) implements Json {
        /** Copies the map and keeps its order. */
        public Fields {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }

        /** This object and one more key; a key that was there gets the new value. Copies: for small objects. */
        public Fields with(String key, Json value) {
            var extended = new LinkedHashMap<>(fields);
            extended.put(key, value);
            return new Fields(extended);
        }

        /** See {@link #with(String, Json)}. */
        public Fields with(String key, String value) {
            return with(key, new Text(value));
        }

        /** See {@link #with(String, Json)}. */
        public Fields with(String key, long value) {
            return with(key, new Whole(value));
        }

        /** See {@link #with(String, Json)}. */
        public Fields with(String key, double value) {
            return with(key, new Decimal(value));
        }

        /** See {@link #with(String, Json)}. */
        public Fields with(String key, boolean value) {
            return with(key, new Truth(value));
        }

        @Override
        public String toString() {
            return JsonWriter.compact(this);
        }
    }

    /**
     * Reads one JSON value and nothing after it, within the limits of {@link JsonReader}.
     *
     * @throws JsonException with line and column if the text is anything else
     */
    static Json parse(String text) {
        return new JsonReader(text).read();
    }

    /** An object without keys, to be extended by {@link Fields#with(String, Json)}. */
    static Fields object() {
        return new Fields(Map.of());
    }

    /** The characters of a string. */
    default String text() {
        throw wrongKind("a text");
    }

    /** A number without fraction. */
    default long whole() {
        throw wrongKind("a whole number");
    }

    /** A number of either kind. */
    default double decimal() {
        throw wrongKind("a number");
    }

    /** True or false. */
    default boolean truth() {
        throw wrongKind("true or false");
    }

    /** The elements of an array. */
    default List<Json> items() {
        throw wrongKind("an array");
    }

    /** The keys and values of an object. */
    default Map<String, Json> fields() {
        throw wrongKind("an object");
    }

    /** The value under a key of an object; the error lists the keys that are there. */
    default Json get(String key) {
        return find(key).orElseThrow(() -> new JsonException(
                "the object has no key \"" + key + "\"; it has " + JsonWriter.excerpt(keys().toString())));
    }

    /** The value under a key of an object, or nothing. */
    default Optional<Json> find(String key) {
        return Optional.ofNullable(fields().get(key));
    }

    private List<String> keys() {
        return fields().keySet().stream().map(JsonWriter::quote).toList();
    }

    private JsonException wrongKind(String wanted) {
        return new JsonException("expected " + wanted + " but found " + JsonWriter.excerpt(JsonWriter.compact(this)));
    }
}
