package dev.nacre.kernels.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.core.DType;
import dev.nacre.core.Device;
import dev.nacre.core.Distribution;
import dev.nacre.core.Key;
import dev.nacre.core.Tensor;
import dev.nacre.core.op.Conv2d;
import dev.nacre.core.op.Softmax;
import dev.nacre.core.op.Window;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two-byte floats: kernels in float32, results rounded once, as the reference rounds its own. */
class HalfPrecisionTest {
    @ParameterizedTest
    @EnumSource(names = {"BFLOAT16", "FLOAT16"})
    void agreesWithTheReference(DType type) {
        check(type, in -> in.get(0).reshape(20, 30).matmul(in.get(1).reshape(30, 20)));
        check(type, in -> in.get(0).reshape(20, 30).transpose(0, 1).matmul(in.get(1).reshape(30, 20).transpose(0, 1)));
        check(type, in -> in.get(0).exp().add(in.get(1)));
        check(type, in -> Softmax.of(in.getFirst().reshape(20, 30), -1));
        check(type, in -> in.getFirst().reshape(20, 30).sum(0));
        check(type, in -> Conv2d.of(in.getFirst().reshape(1, 10, 10, 6), in.get(1).slice(0, 0, 270, 1)
                .reshape(3, 3, 6, 5), Window.PLAIN.padding(1)));
    }

    private static void check(DType type, Function<List<Tensor>, Tensor> call) {
        double[] expected = Device.REFERENCE.run(() -> result(type, call));
        double[] actual = result(type, call);
        double step = type == DType.BFLOAT16 ? 0x1p-8 : 0x1p-11;
        for (int i = 0; i < expected.length; i++) {
            // The float32 sum may fall on the other side of a tie: one step of the type.
            assertThat(Math.abs(actual[i] - expected[i])).isLessThanOrEqualTo(2 * step * Math.abs(expected[i]) + 1e-6);
        }
        assertThat(actual).hasSameSizeAs(expected);
    }

    private static double[] result(DType type, Function<List<Tensor>, Tensor> call) {
        var a = Tensor.random(Key.of(1), new Distribution.Uniform(-1, 1), 600).to(type);
        var b = Tensor.random(Key.of(2), new Distribution.Uniform(-1, 1), 600).to(type);
        return call.apply(List.of(a, b)).toDoubles();
    }
}
