package dev.nacre.bench.checkpoint;

import dev.nacre.core.io.StoredType;
import java.lang.foreign.MemorySegment;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/** What goes into a PyTorch file: tensors in dictionaries and lists, and plain values beside them. */
public sealed interface SavedValue {
    /** Python's {@code None}. */
    record None() implements SavedValue {
    }

    /** {@code True} or {@code False}. */
    record Truth(boolean truth) implements SavedValue {
    }

    /** An integer. */
    record Whole(long whole) implements SavedValue {
    }

    /** A floating-point number. */
    record Decimal(double decimal) implements SavedValue {
    }

    /** A text. */
    record Text(String text) implements SavedValue {
    }

    /** A list. */
    record Items(List<SavedValue> items) implements SavedValue {
        /** Copies the list. */
        public Items {
            items = List.copyOf(items);
        }
    }

    /** A tuple. */
    record Tuple(List<SavedValue> items) implements SavedValue {
        /** Copies the list. */
        public Tuple {
            items = List.copyOf(items);
        }
    }

    /**
     * A dictionary.
     *
     * @param ordered whether it is an {@code OrderedDict}, as state dicts are
     * @param entries in their order; keys are texts or integers
     */
    record Dictionary(boolean ordered, Map<SavedValue, SavedValue> entries) implements SavedValue {
        /** Copies the map and keeps its order. */
        public Dictionary {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }
    }

    /** An object of some class, such as {@code omegaconf.listconfig.ListConfig}, with attributes. */
    record Instance(String module, String name, Dictionary attributes) implements SavedValue {
    }

    /**
     * A tensor with a storage of its own.
     *
     * @param type     of its elements
     * @param sizes    of its dimensions, not to be changed
     * @param elements row-major and little-endian; asked for once, when they are written
     */
    record Tensor(StoredType type, List<Long> sizes, Supplier<MemorySegment> elements) implements SavedValue {
        /** Copies the sizes. */
        public Tensor {
            sizes = List.copyOf(sizes);
        }

        long count() {
            return sizes.stream().mapToLong(Long::longValue).reduce(1, Math::multiplyExact);
        }
    }

    /** An ordered dictionary of text keys: a state dict. */
    static Dictionary stateDict(Map<String, ? extends SavedValue> entries) {
        return new Dictionary(true, keyed(entries));
    }

    /** A dictionary of text keys. */
    static Dictionary dictionary(Map<String, ? extends SavedValue> entries) {
        return new Dictionary(false, keyed(entries));
    }

    /** A float32 tensor, whose elements are asked for once, when they are written. */
    static Tensor floats(Supplier<float[]> elements, long... sizes) {
        return new Tensor(StoredType.F32, LongStream.of(sizes).boxed().toList(),
                () -> MemorySegment.ofArray(elements.get()));
    }

    /** Entries in the order in which they are written: a text, its {@link SavedValue}, a text … */
    static Map<String, SavedValue> inOrder(Object... keysAndValues) {
        Map<String, SavedValue> entries = new LinkedHashMap<>();
        for (int index = 0; index < keysAndValues.length; index += 2) {
            entries.put((String) keysAndValues[index], (SavedValue) keysAndValues[index + 1]);
        }
        return entries;
    }

    private static Map<SavedValue, SavedValue> keyed(Map<String, ? extends SavedValue> entries) {
        Map<SavedValue, SavedValue> keyed = new LinkedHashMap<>();
        entries.forEach((key, value) -> keyed.put(new Text(key), value));
        return keyed;
    }
}
