package dev.nacre.nn.linear;

import dev.nacre.nn.data.Prefetch;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Rows in blocks that depend on their number alone, so that what is added up block by block has the same bits on every
 * number of processors.
 */
final class RowBlocks {
    private static final int MOST = 16;
    private static final int SMALLEST = 256;

    private RowBlocks() {
    }

    /**
     * What a function makes of each block, in order; blocks are worked on at once, each on a virtual thread.
     *
     * @param rows     how many there are
     * @param function of a block's first row and the row after its last
     */
    static <R> List<R> each(int rows, BiFunction<Integer, Integer, R> function) {
        int blocks = Math.clamp(rows / SMALLEST, 1, MOST);
        if (blocks == 1) {
            return List.of(function.apply(0, rows));
        }
        List<R> results = new ArrayList<>();
        try (Prefetch<R> made = new Prefetch<>(blocks, blocks, block -> function.apply(
                (int) ((long) rows * block / blocks), (int) ((long) rows * (block + 1) / blocks)))) {
            made.forEachRemaining(results::add);
        }
        return results;
    }
}
