package dev.nacre.kernels.cpu;

import dev.nacre.core.Layout;
import dev.nacre.core.backend.Operand;
import dev.nacre.core.op.Attention;
import dev.nacre.kernels.cpu.GemmOperand.LeftMatrix;
import dev.nacre.kernels.cpu.GemmOperand.RightMatrix;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/**
 * One operand of attention, {@code [batch, heads, length, width]}, head by head: read in place, whatever its strides.
 */
record AttentionHeads(MemorySegment segment, Layout layout) {
    private static final long LONGEST_STRIDE = 1 << 23;

    static AttentionHeads of(Operand operand) {
        return new AttentionHeads(Dense.memory(operand), operand.layout());
    }

    /** Read in place where rows are contiguous, as row-major copies in {@code copies} otherwise. */
    static AttentionHeads withWholeRows(Workers workers, Operand operand, List<Dense> copies) {
        var layout = operand.layout();
        long stride = layout.stride(2);
        if (layout.stride(3) == 1 && stride >= layout.shape().size(3) && stride <= LONGEST_STRIDE) {
            return of(operand);
        }
        var copy = Dense.of(workers, operand);
        copies.add(copy);
        return new AttentionHeads(copy.segment(), Layout.of(operand.shape(), operand.shape().strides(),
                copy.offset()));
    }

    /** From a row to the next, in elements. */
    long rowStride() {
        return layout.stride(2);
    }

    /** Address of a row. */
    long address(int head, int row) {
        return segment.address() + at(head, row) * Float.BYTES;
    }

    int length() {
        return Math.toIntExact(layout.shape().size(2));
    }

    int width() {
        return Math.toIntExact(layout.shape().size(3));
    }

    /** First element of row {@code row} of a head; heads are numbered through the batch. */
    long at(int head, int row) {
        long heads = layout.shape().size(1);
        return layout.offset() + head / heads * layout.stride(0) + head % heads * layout.stride(1)
                + row * layout.stride(2);
    }

    /** Rows from {@code row} on as a left factor {@code [rows, width]}. */
    LeftMatrix left(int head, int row) {
        return new LeftMatrix(segment, at(head, row), layout.stride(2), layout.stride(3));
    }

    /** Rows from {@code row} on as a right factor {@code [rows, width]}. */
    RightMatrix right(int head, int row) {
        return new RightMatrix(segment, at(head, row), layout.stride(2), layout.stride(3));
    }

    /** Rows from {@code row} on, turned, as a right factor {@code [width, rows]}. */
    RightMatrix turned(int head, int row) {
        return new RightMatrix(segment, at(head, row), layout.stride(3), layout.stride(2));
    }

    /**
     * Which keys a query may attend to.
     *
     * @param mask one byte for each key, {@code [batch, keys]} row-major from {@code offset} on, or null for all
     */
    record Admission(Attention attention, MemorySegment mask, long offset, int heads, int keys) {
        /** Whether no query in {@code [query, query + queries)} reaches a key in {@code [key, key + count)}. */
        boolean skips(int query, int queries, int key, int count) {
            int reach = attention.window();
            return reach >= 0 && (key - (query + queries - 1) > reach || query - (key + count - 1) > reach);
        }

        /** Overwrites the scores that query {@code query} has with excluded keys, from element {@code at} on. */
        void exclude(MemorySegment scores, long at, int head, int query, int key, int count, float value) {
            int reach = attention.window();
            for (int k = 0; k < count; k++) {
                boolean near = reach < 0 || Math.abs(query - key - k) <= reach;
                long place = offset + (long) head / heads * keys + key + k;
                if (!near || mask != null && mask.get(ValueLayout.JAVA_BYTE, place) == 0) {
                    Floats.set(scores, at + k, value);
                }
            }
        }

        boolean excludesAny() {
            return mask != null || attention.window() >= 0;
        }
    }
}
