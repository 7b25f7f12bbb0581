package dev.nacre.kernels.cpu;

import dev.nacre.core.DType;
import dev.nacre.core.backend.Operand;
import dev.nacre.core.op.RotaryEmbedding;
import dev.nacre.kernels.cpu.jit.RowProgram;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rotary position embedding as a row program over both halves of a position; the angles' tables are remembered. */
final class RotaryKernel {
    private static final int REMEMBERED = 16;
    private static final float LOAD_FACTOR = 0.75f;
    private static final Map<Angles, MemorySegment> TABLES = new LinkedHashMap<>(REMEMBERED, LOAD_FACTOR, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Angles, MemorySegment> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** What tables depend on. */
    private record Angles(int length, int half, double theta) { }

    private RotaryKernel() {
    }

    static boolean serves(List<Operand> inputs) {
        return CpuProvider.machineCode() && inputs.getFirst().type() == DType.FLOAT32
                && inputs.getFirst().shape().elements() > 0;
    }

    static void run(Workers workers, RotaryEmbedding rotary, Operand x, Operand y) {
        var copies = new ArrayList<Dense>();
        try {
            var from = AttentionHeads.withWholeRows(workers, x, copies);
            var to = AttentionHeads.of(y);
            int length = from.length();
            int half = from.width() / 2;
            var tables = tables(new Angles(length, half, rotary.theta()));
            long sines = tables.address() + (long) length * half * Float.BYTES;
            long shift = (long) half * Float.BYTES;
            var program = program(half, rotary.reversed());
            workers.ranges(x.shape().size(0) * x.shape().size(1), 2L * length * half, (begin, end) -> {
                var call = program.call();
                long inStride = from.rowStride() * Float.BYTES;
                long outStride = to.rowStride() * Float.BYTES;
                for (int head = (int) begin; head < end; head++) {
                    call.rows(0, from.address(head, 0), inStride).rows(1, from.address(head, 0) + shift, inStride)
                            .rows(2, tables.address(), shift).rows(3, sines, shift)
                            .rows(4, to.address(head, 0), outStride).rows(5, to.address(head, 0) + shift, outStride)
                            .run(length);
                }
            });
        } finally {
            copies.forEach(Dense::close);
        }
    }

    private static RowProgram program(int half, boolean reversed) {
        return RowProgram.define(half, p -> {
            var first = p.row(DType.FLOAT32);
            var second = p.row(DType.FLOAT32);
            var cosine = p.row(DType.FLOAT32);
            var sine = p.row(DType.FLOAT32);
            var ahead = first.times(cosine);
            var behind = second.times(cosine);
            p.store(DType.FLOAT32, reversed ? second.timesPlus(sine, ahead) : ahead.minus(second.times(sine)));
            p.store(DType.FLOAT32, reversed ? behind.minus(first.times(sine)) : first.timesPlus(sine, behind));
        });
    }

    /** Cosines, then sines. */
    private static MemorySegment tables(Angles angles) {
        synchronized (TABLES) {
            return TABLES.computeIfAbsent(angles, RotaryKernel::compute);
        }
    }

    private static MemorySegment compute(Angles angles) {
        var tables = RotaryEmbedding.Tables.of(angles.length, angles.half, angles.theta);
        int count = angles.length * angles.half;
        var memory = Arena.ofAuto().allocate(ValueLayout.JAVA_FLOAT, 2L * count);
        for (int i = 0; i < count; i++) {
            Floats.set(memory, i, (float) tables.cosines()[i]);
            Floats.set(memory, count + i, (float) tables.sines()[i]);
        }
        return memory;
    }
}
