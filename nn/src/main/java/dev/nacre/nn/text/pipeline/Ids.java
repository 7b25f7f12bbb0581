package dev.nacre.nn.text.pipeline;

import java.util.Arrays;

/** A list of token ids that grows. */
final class Ids {
    private int[] values = new int[32];
    private int size;

    void add(int id) {
        room(1);
        values[size++] = id;
    }

    void addAll(int[] ids) {
        room(ids.length);
        System.arraycopy(ids, 0, values, size, ids.length);
        size += ids.length;
    }

    private void room(int more) {
        if (size + more > values.length) {
            values = Arrays.copyOf(values, Math.max(size + more, 2 * values.length));
        }
    }

    int size() {
        return size;
    }

    /** Forgets all but the first {@code count}. */
    void cutTo(int count) {
        size = count;
    }

    int[] toArray() {
        return Arrays.copyOf(values, size);
    }

    int[] range(int from, int to) {
        return Arrays.copyOfRange(values, from, to);
    }
}
