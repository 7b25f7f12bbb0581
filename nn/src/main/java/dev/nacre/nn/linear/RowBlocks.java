package dev.nacre.nn.linear;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
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
        List<FutureTask<R>> tasks = new ArrayList<>();
        for (int block = 0; block < blocks; block++) {
            int from = (int) ((long) rows * block / blocks);
            int to = (int) ((long) rows * (block + 1) / blocks);
            FutureTask<R> task = new FutureTask<>(() -> function.apply(from, to));
            tasks.add(task);
            Thread.ofVirtual().name("nacre-rows-" + from).start(task);
        }
        return tasks.stream().map(RowBlocks::result).toList();
    }

    private static <R> R result(FutureTask<R> task) {
        try {
            return task.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while adding up rows", interrupted);
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed.getCause());
        }
    }
}
