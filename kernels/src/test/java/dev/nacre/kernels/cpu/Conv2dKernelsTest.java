package dev.nacre.kernels.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class Conv2dKernelsTest {
    static List<Conv2dShape> shapes() {
        return List.of(
                //              n  h  w  c  kh kw oh ow o  sh sw pt pl dh dw groups
                new Conv2dShape(2, 5, 7, 13, 1, 1, 5, 7, 19, 1, 1, 0, 0, 1, 1, 1),
                new Conv2dShape(2, 9, 7, 3, 3, 3, 9, 7, 17, 1, 1, 1, 1, 1, 1, 1),
                new Conv2dShape(2, 9, 8, 3, 3, 3, 5, 4, 20, 2, 2, 0, 0, 1, 1, 1),
                new Conv2dShape(1, 9, 10, 5, 5, 5, 5, 5, 4, 2, 2, 1, 1, 1, 1, 1),
                new Conv2dShape(1, 11, 13, 3, 7, 7, 6, 7, 33, 2, 2, 3, 3, 1, 1, 1),
                new Conv2dShape(1, 9, 9, 20, 3, 3, 5, 5, 6, 1, 1, 0, 0, 2, 2, 1),
                new Conv2dShape(1, 11, 9, 13, 3, 3, 9, 10, 16, 1, 1, 1, 1, 2, 1, 1),
                new Conv2dShape(2, 10, 23, 45, 3, 3, 5, 12, 18, 2, 2, 1, 1, 1, 1, 1),
                new Conv2dShape(1, 8, 6, 5, 1, 1, 4, 3, 6, 2, 2, 0, 0, 1, 1, 1),
                new Conv2dShape(1, 6, 7, 8, 3, 3, 6, 7, 12, 1, 1, 1, 1, 1, 1, 4),
                new Conv2dShape(1, 7, 6, 6, 3, 2, 3, 4, 8, 3, 2, 1, 1, 2, 1, 2),
                new Conv2dShape(2, 8, 9, 37, 3, 3, 8, 9, 37, 1, 1, 1, 1, 1, 1, 37),
                new Conv2dShape(1, 9, 12, 16, 5, 5, 5, 6, 16, 2, 2, 1, 1, 1, 1, 16),
                new Conv2dShape(2, 10, 9, 21, 3, 3, 5, 5, 21, 2, 2, 0, 0, 1, 1, 21),
                new Conv2dShape(1, 6, 7, 9, 7, 7, 6, 7, 9, 1, 1, 3, 3, 1, 1, 9),
                new Conv2dShape(1, 9, 9, 5, 3, 3, 5, 5, 5, 2, 1, 2, 0, 1, 2, 5),
                new Conv2dShape(1, 3, 2, 2, 5, 5, 3, 2, 2, 1, 1, 2, 2, 1, 1, 2));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void agreesWithPlainLoops(Conv2dShape shape) {
        var x = Native.random(inputs(shape), 1);
        var w = Native.random(weights(shape), 2);
        var dy = Native.random(outputs(shape), 3);
        var y = new double[(int) outputs(shape)];
        var dx = new double[(int) inputs(shape)];
        var dw = new double[(int) weights(shape)];
        plain(shape, Native.copy(x), Native.copy(w), Native.copy(dy), y, dx, dw);
        for (int threads = 1; threads <= 3; threads += 2) {
            var workers = Workers.of(threads);
            var actual = Native.uniform(outputs(shape), 4, 9, 9);
            Conv2dKernels.forward(workers, shape, x, w, actual);
            assertThat(Native.distance(actual, y)).as("forward").isLessThan(1e-6);
            actual = Native.uniform(inputs(shape), 4, 9, 9);
            Conv2dKernels.inputGradient(workers, shape, dy, w, actual);
            assertThat(Native.distance(actual, dx)).as("input gradient").isLessThan(1e-6);
            actual = Native.uniform(weights(shape), 4, 9, 9);
            Conv2dKernels.weightGradient(workers, shape, x, dy, actual);
            assertThat(Native.distance(actual, dw)).as("weight gradient").isLessThan(1e-6);
        }
    }

    /** Large results go past the caches where they begin at a line of memory, and by usual stores elsewhere. */
    @ParameterizedTest
    @ValueSource(ints = {3, 1})
    void largeResultsHaveTheSameBitsPastTheCaches(int kernel) {
        var shape = new Conv2dShape(1, 301, 300, 3, kernel, kernel, 301, 300, 48, 1, 1, kernel / 2, kernel / 2, 1,
                1, 1);
        var x = Native.random(inputs(shape), 1);
        var w = Native.random(weights(shape), 2);
        var past = Native.zeros(outputs(shape));
        var usual = Native.zeros(outputs(shape) + 1).asSlice(Float.BYTES);
        assertThat(LargeResults.pastCaches(past, shape.outChannels() * 4L)).isTrue();
        Conv2dKernels.forward(Workers.of(2), shape, x, w, past);
        Conv2dKernels.forward(Workers.of(2), shape, x, w, usual);
        assertThat(past.mismatch(usual)).isEqualTo(-1);
    }

    @Test
    void manyPixelsAreSummedInSlicesThatThreadsDoNotChange() {
        var shape = new Conv2dShape(2, 160, 150, 5, 3, 3, 160, 150, 7, 1, 1, 1, 1, 1, 1, 1);
        var x = Native.random(inputs(shape), 1);
        var dy = Native.random(outputs(shape), 2);
        var one = Native.zeros(weights(shape));
        Conv2dKernels.weightGradient(Workers.of(1), shape, x, dy, one);
        var three = Native.zeros(weights(shape));
        Conv2dKernels.weightGradient(Workers.of(3), shape, x, dy, three);
        assertThat(three.mismatch(one)).isEqualTo(-1);
        var dw = new double[(int) weights(shape)];
        plain(shape, Native.copy(x), new float[dw.length], Native.copy(dy), new double[(int) outputs(shape)],
                new double[(int) inputs(shape)], dw);
        assertThat(Native.distance(one, dw)).isLessThan(1e-6);
    }

    static long inputs(Conv2dShape s) {
        return s.inPixels() * s.channels();
    }

    static long outputs(Conv2dShape s) {
        return s.outPixels() * s.outChannels();
    }

    static long weights(Conv2dShape s) {
        return (long) s.kernelHeight() * s.kernelWidth() * s.groupChannels() * s.outChannels();
    }

    /** Forward and both gradients at once, straight from the definition. */
    static void plain(Conv2dShape s, float[] x, float[] w, float[] dy, double[] y, double[] dx, double[] dw) {
        for (int n = 0; n < s.batch(); n++) {
            for (int oh = 0; oh < s.outHeight(); oh++) {
                for (int ow = 0; ow < s.outWidth(); ow++) {
                    for (int tap = 0; tap < s.kernelHeight() * s.kernelWidth(); tap++) {
                        int h = oh * s.strideHeight() - s.padTop() + tap / s.kernelWidth() * s.dilationHeight();
                        int v = ow * s.strideWidth() - s.padLeft() + tap % s.kernelWidth() * s.dilationWidth();
                        if (h >= 0 && h < s.height() && v >= 0 && v < s.width()) {
                            plainTap(s, tap, ((n * s.height() + h) * s.width() + v) * s.channels(),
                                    ((n * s.outHeight() + oh) * s.outWidth() + ow) * s.outChannels(), x, w, dy, y, dx,
                                    dw);
                        }
                    }
                }
            }
        }
    }

    private static void plainTap(Conv2dShape s, int tap, int in, int out, float[] x, float[] w, float[] dy, double[] y,
                                 double[] dx, double[] dw) {
        for (int o = 0; o < s.outChannels(); o++) {
            int first = o / s.groupOutChannels() * s.groupChannels();
            for (int c = 0; c < s.groupChannels(); c++) {
                int at = (tap * s.groupChannels() + c) * s.outChannels() + o;
                y[out + o] += (double) x[in + first + c] * w[at];
                dx[in + first + c] += (double) dy[out + o] * w[at];
                dw[at] += (double) x[in + first + c] * dy[out + o];
            }
        }
    }
}
