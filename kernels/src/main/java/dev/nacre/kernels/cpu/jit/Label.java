package dev.nacre.kernels.cpu.jit;

import java.util.ArrayList;
import java.util.List;

/** A place in the code that jumps go to; bound once, before or after the jumps. */
final class Label {
    private static final int UNBOUND = -1;

    private int position = UNBOUND;
    /** Where four bytes wait for the distance. */
    private final List<Integer> waiting = new ArrayList<>();

    boolean isBound() {
        return position != UNBOUND;
    }

    int position() {
        return position;
    }

    List<Integer> waiting() {
        return waiting;
    }

    void bind(int at) {
        if (isBound()) {
            throw new IllegalStateException("a label is bound once");
        }
        position = at;
    }
}
