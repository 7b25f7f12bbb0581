package dev.nacre.kernels.cpu;

import dev.nacre.core.DType;
import dev.nacre.kernels.cpu.jit.RowPrograms;

/** Sums of rows as emitted row programs, in the order of {@link SumLoops}: four rows at a time. */
final class EmittedSums {
    private static final int SHORTEST = 16;
    private static final int FOUR = 4;
    private static final RowPrograms<Integer> PROGRAMS = new RowPrograms<>((together, p) -> {
        if (together == FOUR) {
            var first = p.row(DType.FLOAT32).plus(p.row(DType.FLOAT32));
            p.sum(first.plus(p.row(DType.FLOAT32).plus(p.row(DType.FLOAT32))));
        } else {
            p.sum(p.row(DType.FLOAT32));
        }
    });

    private EmittedSums() {
    }

    static boolean serves(long columns) {
        return CpuProvider.machineCode() && columns >= SHORTEST && columns <= Integer.MAX_VALUE;
    }

    /** {@code sums[c] += Σ_r x[r·columns + c]}; addresses. */
    static void addRows(long x, long rows, long columns, long sums) {
        long bytes = columns * Float.BYTES;
        if (rows >= FOUR) {
            var four = PROGRAMS.of(FOUR, (int) columns).call();
            for (int row = 0; row < FOUR; row++) {
                four.rows(row, x + row * bytes, FOUR * bytes);
            }
            four.channels(FOUR, sums).run(rows / FOUR);
        }
        if (rows % FOUR > 0) {
            PROGRAMS.of(1, (int) columns).call().rows(0, x + rows / FOUR * FOUR * bytes, bytes).channels(1, sums)
                    .run(rows % FOUR);
        }
    }
}
