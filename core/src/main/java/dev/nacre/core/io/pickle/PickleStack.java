package dev.nacre.core.io.pickle;

import java.util.ArrayList;
import java.util.List;

/** The stack of a pickle machine: values, and marks between them that values may not be taken from below of. */
final class PickleStack {
    private final PickleInput input;
    private final ArrayList<PickleValue> values = new ArrayList<>();
    private final ArrayList<Integer> marks = new ArrayList<>();

    PickleStack(PickleInput input) {
        this.input = input;
    }

    void push(PickleValue value) {
        values.add(value);
    }

    void mark() {
        marks.add(values.size());
    }

    PickleValue pop() {
        requireValue();
        return values.removeLast();
    }

    PickleValue peek() {
        requireValue();
        return values.getLast();
    }

    /** Everything above the last mark, lowest first, and the mark goes. */
    ArrayList<PickleValue> popToMark() {
        if (marks.isEmpty()) {
            throw input.damaged("an operation on a mark that was never set");
        }
        List<PickleValue> above = values.subList(marks.removeLast(), values.size());
        ArrayList<PickleValue> taken = new ArrayList<>(above);
        above.clear();
        return taken;
    }

    /** Removes the topmost value, or the mark if there is nothing above it. */
    void discard() {
        if (!marks.isEmpty() && marks.getLast() == values.size()) {
            marks.removeLast();
        } else {
            pop();
        }
    }

    private void requireValue() {
        if (values.size() <= (marks.isEmpty() ? 0 : marks.getLast())) {
            throw input.damaged("an operation on a value that was never made");
        }
    }
}
