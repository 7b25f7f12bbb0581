package dev.nacre.bench.gpu;

import dev.nacre.core.Key;
import dev.nacre.core.Scope;
import dev.nacre.core.Tensor;
import dev.nacre.core.op.LayerNorm;
import dev.nacre.kernels.cuda.CudaBackend;
import dev.nacre.kernels.cuda.MissingKernelException;
import dev.nacre.kernels.cuda.driver.CapturedStep;
import dev.nacre.nn.Pass;
import dev.nacre.nn.model.EfficientNet;
import java.util.List;

/**
 * For how long the host is busy when a captured step is repeated.
 *
 * @param backend of the current device
 * @param effort  how long is measured
 * @param repeats of which the host's times are taken
 */
record CapturedSteps(CudaBackend backend, Effort effort, int repeats) {
    private static final int LAYERS = 24;
    private static final double EPSILON = 1e-5;

    /** A row of layers as transformers have them, and the inference of a network on one picture. */
    List<HostTime> measure(GpuWork works, String network, int width, int picture) {
        return List.of(layers(width), network(works, network, picture));
    }

    private HostTime layers(int width) {
        String name = LAYERS + " layers of product, layer normalisation and GELU, " + width + " wide";
        try (Scope _ = Scope.open("inputs")) {
            Tensor x = Tensor.randn(Key.of(1), width / 16, width);
            Tensor weight = Tensor.randn(Key.of(2), width, width);
            Tensor gain = Tensor.ones(width).contiguous();
            return of(name, () -> {
                Tensor y = x;
                for (int layer = 0; layer < LAYERS; layer++) {
                    y = LayerNorm.of(y.matmul(weight), gain, gain, EPSILON).gelu();
                }
            });
        }
    }

    private HostTime network(GpuWork works, String network, int picture) {
        try (Scope _ = Scope.open("inputs")) {
            EfficientNet encoder = works.network(network);
            Tensor one = GpuWork.picture(1, picture, picture);
            return of("EfficientNet-" + network + ", inference on one picture of " + picture + " x " + picture,
                    () -> encoder.forward(one, Pass.EVAL));
        }
    }

    private HostTime of(String name, Runnable step) {
        Runnable scoped = () -> Scope.run("step", step);
        try {
            Timing launched = CudaBackend.withKernelsAlone(() -> effort.measure(count -> seconds(scoped, count)));
            try (CapturedStep captured = backend.capture(scoped)) {
                Timing replayed = effort.measure(count -> seconds(captured::replay, count));
                double[] host = new double[repeats];
                for (int i = 0; i < repeats; i++) {
                    backend.synchronize();
                    long start = System.nanoTime();
                    captured.replay();
                    host[i] = (System.nanoTime() - start) * 1e-9;
                }
                backend.synchronize();
                return new HostTime(name, Timing.of(host), replayed, launched, "");
            }
        } catch (MissingKernelException | IllegalStateException cannot) {
            return HostTime.without(name, "skipped: " + cannot.getMessage());
        }
    }

    private double seconds(Runnable run, int count) {
        backend.synchronize();
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            run.run();
        }
        backend.synchronize();
        return (System.nanoTime() - start) * 1e-9 / count;
    }
}
