package dev.nacre.kernels.cpu;

import dev.nacre.core.DType;
import dev.nacre.core.Layout;
import dev.nacre.core.Shape;
import dev.nacre.core.backend.Operand;
import dev.nacre.core.op.Cast;
import dev.nacre.core.op.Comparison;
import dev.nacre.core.op.Concat;
import dev.nacre.core.op.Extremum;
import dev.nacre.core.op.Gather;
import dev.nacre.core.op.IndexAdd;
import dev.nacre.core.op.IndexSelect;
import dev.nacre.core.op.MaxPool2d;
import dev.nacre.core.op.Pad;
import dev.nacre.core.op.Random;
import dev.nacre.core.op.ScatterAdd;
import java.util.List;

/**
 * Choosing, picking and moving elements: operands to kernels. Each method says whether there was a kernel; an index
 * out of bounds is left to the reference loops, which say where it is.
 */
final class IndexDispatch {
    private IndexDispatch() {
    }

    static boolean where(Workers workers, List<Operand> inputs, List<Operand> outputs) {
        if (outputs.getFirst().type().bytes() != Integer.BYTES) {
            return false;
        }
        try (var condition = Dense.of(workers, inputs.get(0)); var a = Dense.of(workers, inputs.get(1));
                var b = Dense.of(workers, inputs.get(2))) {
            SelectKernels.where(workers, condition, a, b, Dense.memory(outputs.getFirst()), count(outputs));
        }
        return true;
    }

    static boolean compare(Workers workers, Comparison comparison, List<Operand> inputs, List<Operand> outputs) {
        if (inputs.getFirst().type() != DType.FLOAT32) {
            return false;
        }
        try (var a = Dense.of(workers, inputs.get(0)); var b = Dense.of(workers, inputs.get(1))) {
            SelectKernels.compare(workers, comparison.relation(), a, b, Dense.memory(outputs.getFirst()),
                    count(outputs));
        }
        return true;
    }

    static boolean cast(Workers workers, Cast cast, List<Operand> inputs, List<Operand> outputs) {
        var from = inputs.getFirst();
        var to = Dense.memory(outputs.getFirst());
        if (from.type() == cast.type()) {
            CopyKernels.copy(workers, from.type().bytes(), Dense.memory(from), from.layout(), to, 0);
            return true;
        }
        try (var x = Dense.of(workers, from)) {
            SelectKernels.convert(workers, from.type(), x, cast.type(), to, count(outputs));
        }
        return true;
    }

    static boolean random(Workers workers, Random random, List<Operand> outputs) {
        SelectKernels.random(workers, random.key(), random.distribution(), Dense.memory(outputs.getFirst()),
                count(outputs));
        return true;
    }

    static boolean select(Workers workers, IndexSelect select, List<Operand> inputs, List<Operand> outputs) {
        var shape = inputs.getFirst().shape();
        try (var x = Dense.of(workers, inputs.get(0)); var index = Dense.of(workers, inputs.get(1))) {
            long[] indices = indices(index, inputs.get(1));
            if (count(outputs) == 0 || !IndexKernels.inside(indices, shape.size(select.axis()))) {
                return false;
            }
            IndexKernels.select(workers, inputs.getFirst().type().bytes(), x.segment(), x.offset(), indices,
                    outer(shape, select.axis()), shape.size(select.axis()), inner(shape, select.axis()),
                    Dense.memory(outputs.getFirst()));
        }
        return true;
    }

    static boolean add(Workers workers, IndexAdd add, List<Operand> inputs, List<Operand> outputs) {
        var shape = outputs.getFirst().shape();
        try (var index = Dense.of(workers, inputs.get(0)); var x = Dense.of(workers, inputs.get(1))) {
            long[] indices = indices(index, inputs.get(0));
            if (inputs.get(1).type() != DType.FLOAT32 || !IndexKernels.inside(indices, add.size())) {
                return false;
            }
            IndexKernels.add(workers, x.segment(), x.offset(), indices, outer(shape, add.axis()), add.size(),
                    inner(shape, add.axis()), Dense.memory(outputs.getFirst()));
        }
        return true;
    }

    static boolean gather(Workers workers, Gather gather, List<Operand> inputs, List<Operand> outputs) {
        if (inputs.getFirst().type().bytes() != Integer.BYTES) {
            return false;
        }
        var shape = inputs.getFirst().shape();
        try (var x = Dense.of(workers, inputs.get(0)); var index = Dense.of(workers, inputs.get(1))) {
            long[] indices = indices(index, inputs.get(1));
            if (!IndexKernels.inside(indices, shape.size(gather.axis()))) {
                return false;
            }
            IndexKernels.gather(workers, x.segment(), x.offset(), indices, shape.size(gather.axis()),
                    inputs.get(1).shape().size(gather.axis()), inner(shape, gather.axis()),
                    Dense.memory(outputs.getFirst()));
        }
        return true;
    }

    static boolean scatterAdd(Workers workers, ScatterAdd scatter, List<Operand> inputs, List<Operand> outputs) {
        if (inputs.get(1).type() != DType.FLOAT32) {
            return false;
        }
        var shape = outputs.getFirst().shape();
        try (var index = Dense.of(workers, inputs.get(0)); var x = Dense.of(workers, inputs.get(1))) {
            long[] indices = indices(index, inputs.get(0));
            if (!IndexKernels.inside(indices, shape.size(scatter.axis()))) {
                return false;
            }
            IndexKernels.scatterAdd(workers, x.segment(), x.offset(), indices, shape.size(scatter.axis()),
                    inputs.get(0).shape().size(scatter.axis()), inner(shape, scatter.axis()),
                    Dense.memory(outputs.getFirst()));
        }
        return true;
    }

    static boolean extremum(Workers workers, Extremum extremum, List<Operand> inputs, List<Operand> outputs) {
        var shape = inputs.getFirst().shape();
        if (inputs.getFirst().type() != DType.FLOAT32) {
            return false;
        }
        try (var x = Dense.of(workers, inputs.getFirst())) {
            PoolKernels.extremum(workers, extremum.largest(), x.segment(), x.offset(), outer(shape, extremum.axis()),
                    shape.size(extremum.axis()), inner(shape, extremum.axis()), Dense.memory(outputs.get(0)),
                    Dense.memory(outputs.get(1)));
        }
        return true;
    }

    static boolean maxPool(Workers workers, MaxPool2d pool, List<Operand> inputs, List<Operand> outputs) {
        if (inputs.getFirst().type() != DType.FLOAT32) {
            return false;
        }
        try (var x = Dense.of(workers, inputs.getFirst())) {
            PoolKernels.maxPool(workers, pool, inputs.getFirst().shape(), outputs.getFirst().shape(), x.segment(),
                    x.offset(), Dense.memory(outputs.get(0)), Dense.memory(outputs.get(1)));
        }
        return true;
    }

    static boolean concat(Workers workers, Concat concat, List<Operand> inputs, List<Operand> outputs) {
        var whole = Layout.contiguous(outputs.getFirst().shape());
        long start = 0;
        for (var part : inputs) {
            long size = part.shape().size(concat.axis());
            CopyKernels.copy(workers, part.type().bytes(), Dense.memory(part), part.layout(),
                    Dense.memory(outputs.getFirst()), whole.slice(concat.axis(), start, start + size, 1));
            start += size;
        }
        return true;
    }

    static boolean pad(Workers workers, Pad pad, List<Operand> inputs, List<Operand> outputs) {
        var x = inputs.getFirst();
        var y = Dense.memory(outputs.getFirst());
        y.fill((byte) 0);
        long size = x.shape().size(pad.axis());
        long covered = size == 0 ? 0 : (size - 1) * (pad.between() + 1) + 1;
        var places = Layout.contiguous(outputs.getFirst().shape())
                .slice(pad.axis(), pad.before(), pad.before() + covered, pad.between() + 1);
        CopyKernels.copy(workers, x.type().bytes(), Dense.memory(x), x.layout(), y, places);
        return true;
    }

    private static long[] indices(Dense index, Operand operand) {
        return IndexKernels.indices(index, operand.type().bytes(), operand.shape().elements());
    }

    private static long count(List<Operand> outputs) {
        return outputs.getFirst().shape().elements();
    }

    private static long outer(Shape shape, int axis) {
        long outer = 1;
        for (int d = 0; d < axis; d++) {
            outer *= shape.size(d);
        }
        return outer;
    }

    private static long inner(Shape shape, int axis) {
        long inner = 1;
        for (int d = axis + 1; d < shape.rank(); d++) {
            inner *= shape.size(d);
        }
        return inner;
    }
}
