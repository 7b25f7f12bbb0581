package dev.nacre.bench.peers;

import dev.nacre.bench.kernel.MachineBenchmark;
import dev.nacre.core.DType;
import dev.nacre.kernels.cpu.Workers;
import dev.nacre.kernels.cpu.jit.Epilogue;
import dev.nacre.kernels.cpu.jit.MachineCode;
import dev.nacre.kernels.cpu.jit.TileStripProduct;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What all cores in use can do together: multiply-adds in registers, products of bfloat16 tiles whose factors lie in
 * the second-level cache, and copies. The fastest of many tries counts.
 */
final class MachineLimits {
    static final String MULTIPLY_ADD = "multiply_add";
    static final String TILES = "tiles";
    static final String COPY = "copy";

    private static final int TRIES = 200;
    /** A part of the work must be long beside the waking of a thread. */
    private static final int LOOPS = 50;

    private MachineLimits() {
    }

    /** Measured in a process of our side. */
    static Roofline measured(Contender ours, int threads) {
        double flops = LOOPS * threads * MachineBenchmark.flops() / fastest(ours, MULTIPLY_ADD);
        double tiles = MachineCode.hasTiles()
                ? LOOPS * threads * TileBlock.FLOPS / fastest(ours, TILES) : Double.NaN;
        double bytes = 2.0 * threads * MachineBenchmark.COPIED / fastest(ours, COPY);
        ours.release();
        return new Roofline(flops, tiles, bytes);
    }

    private static double fastest(Contender ours, String kind) {
        ours.prepare(Work.of(kind, DType.FLOAT32), 1);
        return Arrays.stream(ours.time(TRIES)).min().orElseThrow();
    }

    static Runnable multiplyAdd() {
        return onEveryThread(RegisterLoop::new, RegisterLoop::run);
    }

    static Runnable tiles() {
        // Asking is also what lets this process use them.
        if (!MachineCode.hasTiles()) {
            throw new IllegalStateException("this processor has no tiles, or emitted code is off");
        }
        return onEveryThread(TileBlock::new, TileBlock::run);
    }

    static Runnable copy() {
        return onEveryThread(MachineLimits::prepared, MachineBenchmark::copy);
    }

    private static MachineBenchmark prepared() {
        MachineBenchmark benchmark = new MachineBenchmark();
        benchmark.prepare();
        return benchmark;
    }

    private static <T> Runnable onEveryThread(Supplier<T> maker, Consumer<T> body) {
        Workers workers = Workers.configured();
        List<T> each = Stream.generate(maker).limit(workers.threads()).toList();
        return () -> workers.parts(each.size(), part -> body.accept(each.get(part)));
    }

    /** Its result is kept, or the compiler would leave the work out. */
    private static final class RegisterLoop {
        private final MachineBenchmark benchmark = new MachineBenchmark();
        private volatile float result;

        void run() {
            float sum = result;
            for (int loop = 0; loop < LOOPS; loop++) {
                sum += benchmark.multiplyAdd();
            }
            result = sum;
        }
    }

    /** A product of bfloat16 with a great depth: little but multiplications. */
    private static final class TileBlock {
        private static final int SIDE = 64;
        private static final int DEPTH = 1024;
        /** Rows that lie a multiple of 2 KiB apart would be copied first. */
        private static final int STRIDE = DEPTH + 32;
        private static final double FLOPS = 2.0 * SIDE * SIDE * DEPTH;

        private final TileStripProduct product = TileStripProduct.of(DEPTH, SIDE, STRIDE, false, SIDE, true,
                Epilogue.STORE);
        private final MemorySegment left = zeros((long) SIDE * STRIDE * Short.BYTES);
        private final MemorySegment right = zeros(product.packedBytes());
        private final MemorySegment result = zeros((long) SIDE * SIDE * Float.BYTES);
        private final MemorySegment scratch = zeros(product.scratchBytes());

        private static MemorySegment zeros(long bytes) {
            return Arena.ofAuto().allocate(bytes, Long.SIZE);
        }

        void run() {
            for (int loop = 0; loop < LOOPS; loop++) {
                product.run(left.address(), right.address(), result.address(), SIDE, 0, 0, scratch.address());
            }
        }
    }
}
