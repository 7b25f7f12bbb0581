package dev.nacre.kernels.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.core.Device;
import dev.nacre.core.Distribution;
import dev.nacre.core.Key;
import dev.nacre.core.Precision;
import dev.nacre.core.Tensor;
import dev.nacre.core.op.Linear;
import org.junit.jupiter.api.Test;

/** Linear maps in both precisions against the reference loops: depths of several blocks, remainders, strides. */
class LinearKernelTest {
    private static final int[][] SIZES = {{1, 1, 1}, {5, 33, 19}, {70, 500, 97}, {259, 64, 129}, {17, 2100, 35}};

    @Test
    void float32() {
        for (int[] size : SIZES) {
            check(size, false, Precision.FLOAT32, 2e-6);
            check(size, true, Precision.FLOAT32, 2e-6);
        }
    }

    @Test
    void bfloat16() {
        for (int[] size : SIZES) {
            check(size, false, Precision.BFLOAT16, 1e-2);
            check(size, true, Precision.BFLOAT16, 1e-2);
        }
    }

    private static void check(int[] size, boolean turned, Precision precision, double bound) {
        Tensor x = values(1, size[0], size[1]);
        Tensor weight = turned ? values(2, size[2], size[1]).transpose(0, 1) : values(2, size[1], size[2]);
        Tensor bias = values(3, size[2]);
        double[] expected = Device.REFERENCE.run(() -> Linear.of(x.to(Device.REFERENCE), weight.to(Device.REFERENCE),
                bias.to(Device.REFERENCE))).toDoubles();
        double[] actual = precision.run(() -> Linear.of(x, weight, bias)).toDoubles();
        double[] unbiased = precision.run(() -> Linear.of(x, weight, null)).toDoubles();
        double[] shift = bias.toDoubles();
        double error = 0;
        double norm = 0;
        for (int i = 0; i < expected.length; i++) {
            error = Math.max(error, Math.abs(actual[i] - expected[i]));
            error = Math.max(error, Math.abs(unbiased[i] + shift[i % size[2]] - expected[i]));
            norm = Math.max(norm, Math.abs(expected[i]));
        }
        assertThat(error).as("%d x %d x %d", size[0], size[1], size[2]).isLessThan(bound * norm);
    }

    private static Tensor values(int key, long... sizes) {
        return Tensor.random(Key.of(key), new Distribution.Uniform(-1, 1), sizes);
    }
}
