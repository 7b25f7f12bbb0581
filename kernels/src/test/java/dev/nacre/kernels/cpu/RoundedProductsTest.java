package dev.nacre.kernels.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.core.Device;
import dev.nacre.core.Distribution;
import dev.nacre.core.Key;
import dev.nacre.core.Precision;
import dev.nacre.core.Tensor;
import dev.nacre.core.op.Conv2d;
import dev.nacre.core.op.Linear;
import dev.nacre.core.op.Window;
import java.util.Arrays;
import java.util.List;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Test;

/** Products of float32 under the bfloat16 policy: operands rounded, sums and results in float32, as the reference. */
class RoundedProductsTest {
    private static final int ELEMENTS = 2400;

    @Test
    void productsAndTheirGradients() {
        check((a, b) -> a.reshape(60, 40).matmul(b.reshape(40, 60)));
        check((a, b) -> a.reshape(40, 60).transpose(0, 1).matmul(b.reshape(60, 40).transpose(0, 1)));
        check((a, b) -> a.reshape(4, 10, 60).matmul(b.reshape(4, 60, 10)));
        check((a, b) -> Linear.of(a.reshape(4, 15, 40), b.reshape(40, 60), null));
    }

    @Test
    void convolutionsAndTheirGradients() {
        check((a, b) -> Conv2d.of(a.reshape(2, 5, 6, 40), b.reshape(1, 1, 40, 60), Window.PLAIN));
        check((a, b) -> Conv2d.of(a.reshape(2, 10, 12, 10), b.slice(0, 0, 1800, 1).reshape(3, 3, 10, 20),
                Window.PLAIN.padding(1).stride(2)));
    }

    private static void check(BinaryOperator<Tensor> call) {
        var expected = Device.REFERENCE.run(() -> results(Precision.BFLOAT16, call));
        var actual = results(Precision.BFLOAT16, call);
        var unrounded = results(Precision.FLOAT32, call);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(distance(actual.get(i), expected.get(i))).as("result %d", i).isLessThan(1e-6);
            assertThat(distance(unrounded.get(i), expected.get(i))).as("unrounded %d", i).isGreaterThan(1e-4);
        }
    }

    /** The product, and the derivatives of a sum of it with respect to both operands. */
    private static List<double[]> results(Precision precision, BinaryOperator<Tensor> call) {
        var a = Tensor.random(Key.of(1), new Distribution.Uniform(-1, 1), ELEMENTS).requireGrad();
        var b = Tensor.random(Key.of(2), new Distribution.Uniform(-1, 1), ELEMENTS).requireGrad();
        var product = precision.run(() -> call.apply(a, b));
        var cotangent = Tensor.random(Key.of(3), new Distribution.Uniform(-1, 1), product.shape().elements())
                .reshape(product.shape());
        var gradients = product.mul(cotangent).sum().backward();
        return List.of(product.toDoubles(), gradients.of(a).toDoubles(), gradients.of(b).toDoubles());
    }

    private static double distance(double[] actual, double[] expected) {
        double error = 0;
        for (int i = 0; i < expected.length; i++) {
            error += (actual[i] - expected[i]) * (actual[i] - expected[i]);
        }
        return Math.sqrt(error / Arrays.stream(expected).map(x -> x * x).sum());
    }
}
