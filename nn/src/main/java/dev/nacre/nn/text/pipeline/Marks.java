package dev.nacre.nn.text.pipeline;

import java.util.Arrays;
import java.util.stream.IntStream;

/** The tokens that mark a text's start and end. */
record Marks(int[] before, int[] after) {
    static final Marks NONE = new Marks(new int[0], new int[0]);

    int count() {
        return before.length + after.length;
    }

    /** The largest id, or 0. */
    int largest() {
        return IntStream.concat(Arrays.stream(before), Arrays.stream(after)).max().orElse(0);
    }

    /** These around others. */
    Marks around(Marks inner) {
        Ids start = new Ids();
        start.addAll(before);
        start.addAll(inner.before);
        Ids end = new Ids();
        end.addAll(inner.after);
        end.addAll(after);
        return new Marks(start.toArray(), end.toArray());
    }

    /** The text's ids from {@code from} to {@code to} with the marks around them. */
    int[] around(Ids ids, int from, int to) {
        int[] all = new int[count() + to - from];
        System.arraycopy(before, 0, all, 0, before.length);
        System.arraycopy(ids.range(from, to), 0, all, before.length, to - from);
        System.arraycopy(after, 0, all, all.length - after.length, after.length);
        return all;
    }
}
