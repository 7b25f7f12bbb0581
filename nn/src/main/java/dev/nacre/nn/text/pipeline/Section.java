package dev.nacre.nn.text.pipeline;

import dev.nacre.core.io.Json;
import dev.nacre.core.io.JsonException;
import dev.nacre.nn.InputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * An object inside a {@code tokenizer.json}, read strictly: what is missing, of the wrong kind or unknown is refused
 * with a sentence that says where it stands. A setting that nobody looked at could change every id.
 *
 * @param place the file and the path inside it, for messages
 */
record Section(String place, Map<String, Json> fields) {
    private static final String TYPE = "type";
    private static final int LONGEST_QUOTE = 80;
    private static final int LONGEST_BRIEF = 1_000;
    private static final int MOST_PARTS = 100;
    /** Such that there is a number after it, which may be the count. */
    private static final int LARGEST_COUNT = Integer.MAX_VALUE - 1;

    static Section of(String place, Json json) {
        return new Section(place, read(place, json, Json::fields));
    }

    /** The word by which objects of one role tell what they are. */
    String type() {
        return text(TYPE);
    }

    boolean has(String key) {
        return fields.containsKey(key) && !fields.get(key).equals(Json.NULL);
    }

    /** Refuses every key but these and {@code type}. */
    Section only(String... keys) {
        TreeSet<String> unknown = new TreeSet<>(fields.keySet());
        Arrays.asList(keys).forEach(unknown::remove);
        unknown.remove(TYPE);
        if (!unknown.isEmpty()) {
            throw refusal("the setting " + quoted(unknown.first()) + " is unknown to Nacre");
        }
        return this;
    }

    String text(String key) {
        return required(key, Json::text);
    }

    /** Empty where the key is missing or null. */
    Optional<String> optionalBrief(String key) {
        return has(key) ? Optional.of(brief(key)) : Optional.empty();
    }

    /** A text that must not be long, since it is used again and again or stands in messages. */
    String brief(String key) {
        String text = text(key);
        if (text.length() > LONGEST_BRIEF) {
            throw refusal("the setting " + quoted(key) + " has " + text.length() + " characters; at most "
                    + LONGEST_BRIEF + " are read");
        }
        return text;
    }

    boolean flag(String key) {
        return required(key, Json::truth);
    }

    boolean flag(String key, boolean otherwise) {
        return has(key) ? flag(key) : otherwise;
    }

    double decimal(String key) {
        return required(key, Json::decimal);
    }

    /** A whole number from 0, such as an id. */
    int count(String key) {
        return count(place + "." + key, required(key, Function.identity()));
    }

    static int count(String place, Json json) {
        long value = read(place, json, Json::whole);
        if (value < 0 || value > LARGEST_COUNT) {
            throw new InputException(place + ": " + value + " is not a number from 0 to " + LARGEST_COUNT);
        }
        return (int) value;
    }

    Section section(String key) {
        return of(place + "." + key, required(key, Function.identity()));
    }

    Optional<Section> optionalSection(String key) {
        return has(key) ? Optional.of(section(key)) : Optional.empty();
    }

    List<Json> items(String key) {
        return required(key, Json::items);
    }

    List<Section> sections(String key) {
        List<Section> sections = new ArrayList<>();
        for (Json item : items(key)) {
            sections.add(of(place + "." + key + "[" + sections.size() + "]", item));
        }
        return sections;
    }

    /**
     * This part, or, of one of the type {@code Sequence}, the parts that its list holds, sequences among them
     * resolved.
     */
    List<Section> flattened(String listKey) {
        List<Section> parts = new ArrayList<>();
        flatten(listKey, parts);
        return parts;
    }

    private void flatten(String listKey, List<Section> into) {
        if (type().equals("Sequence")) {
            only(listKey).sections(listKey).forEach(part -> part.flatten(listKey, into));
        } else if (into.size() == MOST_PARTS) {
            throw refusal("more than " + MOST_PARTS + " steps in a sequence are not supported");
        } else {
            into.add(this);
        }
    }

    private <T> T required(String key, Function<Json, T> reading) {
        Json value = fields.get(key);
        if (value == null) {
            throw refusal("the setting " + quoted(key) + " is missing");
        }
        return read(place + "." + key, value, reading);
    }

    private static <T> T read(String place, Json json, Function<Json, T> reading) {
        try {
            return reading.apply(json);
        } catch (JsonException wrongKind) {
            throw new InputException(place + ": " + wrongKind.getMessage(), wrongKind);
        }
    }

    /** In quotes and no longer than a message can bear. */
    static String quoted(String text) {
        return '"' + (text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "…") + '"';
    }

    /** An exception that says where and what; {@code what} has no full stop. */
    InputException refusal(String what) {
        return new InputException(place + ": " + what);
    }

    /** An exception for a {@link #type} that nothing here reads. */
    InputException unsupported(String... supported) {
        return refusal("the type " + quoted(type()) + " is not supported; Nacre reads " + String.join(", ", supported));
    }
}
