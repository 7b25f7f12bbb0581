package dev.nacre.kernels.cpu;

import dev.nacre.core.Shape;
import dev.nacre.core.backend.Operand;
import dev.nacre.core.op.Sum;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/** Reductions: operands to kernels. Each method says whether there was a kernel. */
final class ReductionDispatch {
    private ReductionDispatch() {
    }

    static boolean sum(Workers workers, Sum sum, List<Operand> inputs, List<Operand> outputs) {
        var shape = inputs.getFirst().shape();
        var y = Dense.memory(outputs.getFirst());
        if (shape.elements() == 0) {
            y.fill((byte) 0);
            return true;
        }
        try (var x = Dense.of(workers, inputs.getFirst())) {
            reduce(workers, runs(shape, sum.axes()), x.segment(), x.offset(), y);
        }
        return true;
    }

    /** Neighbouring dimensions that are summed together, or kept together. */
    private record Run(long size, boolean summed) {
    }

    private static List<Run> runs(Shape shape, List<Integer> axes) {
        var runs = new ArrayList<Run>();
        for (int d = 0; d < shape.rank(); d++) {
            boolean summed = axes.contains(d);
            if (shape.size(d) == 1) {
                continue;
            }
            if (!runs.isEmpty() && runs.getLast().summed == summed) {
                runs.add(new Run(runs.removeLast().size * shape.size(d), summed));
            } else {
                runs.add(new Run(shape.size(d), summed));
            }
        }
        return runs;
    }

    /** Sums over the last summed run, then over those before it. */
    private static void reduce(Workers workers, List<Run> runs, MemorySegment x, long offset, MemorySegment y) {
        int last = runs.size() - 1;
        while (last >= 0 && !runs.get(last).summed) {
            last--;
        }
        if (last < 0) {
            MemorySegment.copy(x, offset * Float.BYTES, y, 0, product(runs) * Float.BYTES);
            return;
        }
        long outer = product(runs.subList(0, last));
        long rows = runs.get(last).size;
        long inner = product(runs.subList(last + 1, runs.size()));
        boolean more = last > 1 || last == 1 && runs.getFirst().summed;
        if (!more) {
            sumOne(workers, x, offset, outer, rows, inner, y);
            return;
        }
        try (var scratch = Scratch.borrow(outer * inner)) {
            sumOne(workers, x, offset, outer, rows, inner, scratch.segment());
            var rest = new ArrayList<>(runs.subList(0, last));
            rest.addAll(runs.subList(last + 1, runs.size()));
            reduce(workers, rest, scratch.segment(), 0, y);
        }
    }

    private static void sumOne(Workers workers, MemorySegment x, long offset, long outer, long rows, long inner,
                               MemorySegment y) {
        if (inner == 1) {
            SumKernels.lastDimension(workers, x, offset, outer, rows, y);
        } else {
            SumKernels.middleDimension(workers, x, offset, outer, rows, inner, y);
        }
    }

    private static long product(List<Run> runs) {
        return runs.stream().mapToLong(Run::size).reduce(1, (a, b) -> a * b);
    }
}
