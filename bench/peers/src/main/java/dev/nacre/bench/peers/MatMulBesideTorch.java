package dev.nacre.bench.peers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.nacre.core.DType;
import dev.nacre.core.Layout;
import dev.nacre.core.backend.Operand;
import dev.nacre.core.op.MatMul;
import dev.nacre.kernels.cpu.CpuBackend;
import dev.nacre.kernels.cpu.Workers;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * A float32 product of two square matrices by libtorch and by our kernel, in one JVM, on as many threads. The two take turns call by
 * call, so that whatever else the machine does falls on both; the results are compared first.
 */
public final class MatMulBesideTorch {
    private static final double TOLERANCE = 1e-4;

    private MatMulBesideTorch() {
    }

    /** {@code MatMulBesideTorch [SIZE [THREADS [SECONDS]]]}: prints fastest and median call of both, and their ratio. */
    public static void main(String[] arguments) {
        int size = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1024;
        int threads = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1;
        double seconds = arguments.length > 2 ? Double.parseDouble(arguments[2]) : 20;
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("ai.djl.pytorch.num_threads", Integer.toString(threads));
        System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
        var random = new SplittableRandom(7);
        float[] a = values(random, size * size);
        float[] b = values(random, size * size);
        try (var manager = NDManager.newBaseManager("PyTorch")) {
            var ours = new Ours(size, threads, a, b);
            var left = manager.create(a, new Shape(size, size));
            var right = manager.create(b, new Shape(size, size));
            compare(ours, left, right);
            measure(ours, left, right, size, threads, seconds);
        }
    }

    private static float[] values(SplittableRandom random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextDouble(-1, 1);
        }
        return values;
    }

    private static void compare(Ours ours, NDArray left, NDArray right) {
        ours.run();
        float[] actual = ours.result();
        try (var product = left.matMul(right)) {
            float[] expected = product.toFloatArray();
            for (int i = 0; i < expected.length; i++) {
                if (Math.abs(actual[i] - expected[i]) > TOLERANCE * (1 + Math.abs(expected[i]))) {
                    throw new IllegalStateException("the products differ at " + i + ": " + actual[i] + " and "
                            + expected[i]);
                }
            }
        }
    }

    private static void measure(Ours ours, NDArray left, NDArray right, int size, int threads, double seconds) {
        int most = 200_000;
        double[] mine = new double[most];
        double[] theirs = new double[most];
        int rounds = 0;
        long warm = System.nanoTime() + (long) (seconds * 0.3e9);
        long end = System.nanoTime() + (long) (seconds * 1e9);
        while (System.nanoTime() < end && rounds < most) {
            long start = System.nanoTime();
            ours.run();
            long middle = System.nanoTime();
            left.matMul(right).close();
            long stop = System.nanoTime();
            if (middle > warm) {
                mine[rounds] = (middle - start) * 1e-9;
                theirs[rounds++] = (stop - middle) * 1e-9;
            }
        }
        double[] nacre = Arrays.copyOf(mine, rounds);
        double[] torch = Arrays.copyOf(theirs, rounds);
        Arrays.sort(nacre);
        Arrays.sort(torch);
        double flops = 2.0 * size * size * size;
        print("fastest", size, threads, flops / nacre[0], flops / torch[0]);
        print("median", size, threads, flops / nacre[rounds / 2], flops / torch[rounds / 2]);
    }

    private static void print(String what, int size, int threads, double nacre, double torch) {
        System.out.printf(Locale.ROOT, "%d x %d float32, %d thread(s), %s call: nacre %.1f GFLOP/s, "
                + "libtorch %.1f GFLOP/s, ratio %.2f%n", size, size, threads, what, nacre * 1e-9, torch * 1e-9,
                nacre / torch);
    }

    /** Our side: operands in the backend's own memory. */
    private static final class Ours {
        private final CpuBackend backend;
        private final List<Operand> inputs;
        private final List<Operand> outputs;

        Ours(int size, int threads, float[] a, float[] b) {
            backend = new CpuBackend(Workers.of(threads));
            inputs = List.of(operand(size, a), operand(size, b));
            outputs = List.of(operand(size, new float[size * size]));
        }

        private Operand operand(int size, float[] values) {
            var storage = backend.allocate(DType.FLOAT32, values.length);
            try (var arena = Arena.ofConfined()) {
                backend.upload(arena.allocateFrom(ValueLayout.JAVA_FLOAT, values), storage);
            }
            return new Operand(storage, Layout.contiguous(dev.nacre.core.Shape.of(size, size)));
        }

        void run() {
            backend.run(new MatMul(), inputs, outputs);
        }

        float[] result() {
            try (var arena = Arena.ofConfined()) {
                var copy = arena.allocate(ValueLayout.JAVA_FLOAT, outputs.getFirst().shape().elements());
                backend.download(outputs.getFirst().storage(), 0, copy);
                return copy.toArray(ValueLayout.JAVA_FLOAT);
            }
        }
    }
}
