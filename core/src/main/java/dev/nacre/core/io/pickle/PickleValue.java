package dev.nacre.core.io.pickle;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a pickle holds. Lists, dictionaries and calls are compared by identity: they may be shared, and may contain
 * themselves.
 */
public sealed interface PickleValue {
    /** Python's {@code None}, of which there is one. */
    None NONE = new None();

    /** The tuple of no values. */
    Items EMPTY_TUPLE = new Items(Items.Kind.TUPLE, List.of());

    /** See {@link #NONE}. */
    record None() implements PickleValue {
    }

    /** {@code True} or {@code False}. */
    record Truth(boolean truth) implements PickleValue {
    }

    /** An integer of at most 64 bits. */
    record Whole(long whole) implements PickleValue {
    }

    /** Any other integer, in decimal digits. */
    record Huge(String digits) implements PickleValue {
    }

    /** A floating-point number; may be infinite or NaN. */
    record Decimal(double decimal) implements PickleValue {
    }

    /** A {@code str}, and what Python 2 wrote as one. */
    record Text(String text) implements PickleValue {
    }

    /** {@code bytes} or a {@code bytearray}: a part of the pickle itself. */
    record Bytes(MemorySegment bytes) implements PickleValue {
    }

    /** A name that Python would import, such as {@code torch.FloatStorage}. */
    record Global(String module, String name) implements PickleValue, Comparable<Global> {
        /** Whether it is that one, written with a dot between module and name. */
        public boolean is(String dotted) {
            return dotted.length() == module.length() + 1 + name.length() && dotted.startsWith(module)
                    && dotted.charAt(module.length()) == '.' && dotted.endsWith(name);
        }

        /** By module, then by name; hash tables need an order where a hostile file makes hash codes equal. */
        @Override
        public int compareTo(Global other) {
            int modules = module.compareTo(other.module);
            return modules != 0 ? modules : name.compareTo(other.name);
        }

        @Override
        public String toString() {
            return module + "." + name;
        }
    }

    /** A reference to something outside the pickle. */
    record Persistent(PickleValue id) implements PickleValue {
    }

    /** A list, tuple or set. */
    final class Items implements PickleValue {
        /** Which of them. */
        public enum Kind { LIST, TUPLE, SET }

        private final Kind kind;
        private final List<PickleValue> items;

        Items(Kind kind, List<PickleValue> items) {
            this.kind = kind;
            this.items = items;
        }

        /** Which of the three it is. */
        public Kind kind() {
            return kind;
        }

        /** Its elements. */
        public List<PickleValue> items() {
            return items;
        }
    }

    /** A dictionary, as the pairs that were put into it; a later pair of the same key replaces an earlier one. */
    final class Pairs implements PickleValue {
        private final List<PickleValue> keysAndValues = new ArrayList<>(0);

        Pairs() {
        }

        /** With keys and values in turn. */
        public Pairs(List<PickleValue> alternating) {
            keysAndValues.addAll(alternating);
        }

        /** How many pairs. */
        public int size() {
            return keysAndValues.size() / 2;
        }

        /** The key of one pair. */
        public PickleValue key(int index) {
            return keysAndValues.get(2 * index);
        }

        /** The value of one pair. */
        public PickleValue value(int index) {
            return keysAndValues.get(2 * index + 1);
        }

        /** The value under a text. */
        public Optional<PickleValue> find(String key) {
            for (int index = size() - 1; index >= 0; index--) {
                if (key(index) instanceof Text(String text) && text.equals(key)) {
                    return Optional.of(value(index));
                }
            }
            return Optional.empty();
        }

        void addAll(List<PickleValue> alternating) {
            keysAndValues.addAll(alternating);
        }
    }

    /** An object that Python would make by calling something; nobody called it. */
    final class Call implements PickleValue {
        private final PickleValue callable;
        private final PickleValue arguments;
        private PickleValue keywords = NONE;
        private PickleValue state = NONE;
        private Items items;
        private Pairs pairs;

        Call(PickleValue callable, PickleValue arguments) {
            this.callable = callable;
            this.arguments = arguments;
        }

        /** What would be called. */
        public PickleValue callable() {
            return callable;
        }

        /** What it would be given; empty unless it is a tuple, as it should be. */
        public List<PickleValue> arguments() {
            return arguments instanceof Items items && items.kind() == Items.Kind.TUPLE ? items.items() : List.of();
        }

        /** Arguments with names: a dictionary, or {@code None}. */
        public PickleValue keywords() {
            return keywords;
        }

        /** What the object would take as its attributes: {@code None} if nothing. */
        public PickleValue state() {
            return state;
        }

        /** What was appended to it: objects may behave like lists. */
        public List<PickleValue> items() {
            return items == null ? List.of() : items.items();
        }

        /** What was put into it: objects may behave like dictionaries. */
        public Pairs pairs() {
            return pairs == null ? new Pairs() : pairs;
        }

        /** Whether this is that call, with at least so many arguments. */
        public boolean calls(String global, int atLeast) {
            return callable instanceof Global name && name.is(global) && arguments().size() >= atLeast;
        }

        Call with(PickleValue named) {
            keywords = named;
            return this;
        }

        void build(PickleValue attributes) {
            state = attributes;
        }

        void append(List<PickleValue> more) {
            if (items == null) {
                items = new Items(Items.Kind.LIST, new ArrayList<>(more.size()));
            }
            items.items().addAll(more);
        }

        void put(List<PickleValue> alternating) {
            if (pairs == null) {
                pairs = new Pairs();
            }
            pairs.addAll(alternating);
        }
    }
}
