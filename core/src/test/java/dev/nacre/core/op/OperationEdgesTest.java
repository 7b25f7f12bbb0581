package dev.nacre.core.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.DType;
import dev.nacre.core.Gradients;
import dev.nacre.core.Key;
import dev.nacre.core.Shape;
import dev.nacre.core.Tensor;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Where operations have an edge that samples do not reach. */
class OperationEdgesTest {
    @Test
    void aRowThatMayAttendToNothingIsZeroAndSoAreItsGradients() {
        Tensor query = Tensor.randn(Key.of(1), 2, 1, 3, 4).requireGrad();
        Tensor key = Tensor.randn(Key.of(2), 2, 1, 5, 4).requireGrad();
        Tensor value = Tensor.randn(Key.of(3), 2, 1, 5, 4).requireGrad();
        Tensor mask = Tensor.of(
                new boolean[] {true, false, true, true, false, false, false, false, false, false}, 2, 5);
        Tensor y = Attention.of(query, key, value, mask, 0.5, OptionalInt.empty());
        assertThat(y.select(0, 1).toFloats()).containsOnly(0);
        assertThat(y.select(0, 0).toFloats()).doesNotContain(0);
        Gradients gradients = y.square().sum().backward();
        for (Tensor leaf : List.of(query, key, value)) {
            assertThat(gradients.of(leaf).select(0, 1).toFloats()).containsOnly(0);
            assertThat(gradients.of(leaf).select(0, 0).square().sum().item()).isPositive();
        }
        assertThat(gradients.of(value).select(0, 0).select(1, 1).toFloats()).as("an excluded key").containsOnly(0);
    }

    @Test
    void masksOfBothShapesAndASharedOneMeanTheSame() {
        Tensor query = Tensor.randn(Key.of(1), 2, 3, 4, 8);
        Tensor mask = Tensor.of(new boolean[] {true, false, true, true}, 1, 4);
        float[] shared = attend(query, mask);
        assertThat(attend(query, mask.expand(2, 4))).containsExactly(shared);
        assertThat(attend(query, mask.reshape(1, 1, 1, 4))).containsExactly(shared);
        assertThat(attend(query, mask.expand(2, 4).reshape(2, 1, 1, 4))).containsExactly(shared);
        assertThatThrownBy(() -> attend(query, Tensor.of(new boolean[3], 1, 3)))
                .hasMessageContaining("input 3 must be [2, 4], not [1, 3]");
        assertThatThrownBy(() -> attend(query, Tensor.ones(2, 4))).hasMessageContaining("the mask must be bool");
    }

    private static float[] attend(Tensor query, Tensor mask) {
        return Attention.of(query, query, query, mask, 0.3, OptionalInt.empty()).toFloats();
    }

    @Test
    void softmaxOfHugeNumbersDoesNotOverflow() {
        Tensor x = Tensor.of(new float[] {1e30f, 1e30f, -1e30f}, 1, 3);
        assertThat(x.softmax(-1).toFloats()).containsExactly(0.5f, 0.5f, 0);
        assertThat(x.logSoftmax(-1).toFloats()).startsWith((float) Math.log(0.5), (float) Math.log(0.5));
        assertThat(x.logSumExp(1).item()).isEqualTo(1e30f);
        Tensor never = Tensor.full(Double.NEGATIVE_INFINITY, DType.FLOAT32, Shape.of(1, 3));
        assertThat(never.logSumExp(1).item()).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void batchNormSaysWhatItsStatisticsAre() {
        Tensor x = Tensor.randn(Key.of(5), 6, 3, 2, 4).requireGrad();
        Tensor weight = Tensor.ones(4);
        Tensor bias = Tensor.zeros(4);
        List<Tensor> all = BatchNorm.train(x, weight, bias, 1e-3);
        assertThat(all.get(1).toFloats()).containsExactly(x.mean(0, 1, 2).toFloats(), within(1e-6f));
        assertThat(all.get(2).toFloats()).containsExactly(x.variance(0, 1, 2).toFloats(), within(1e-6f));
        assertThat(all.get(1).requiresGrad()).isFalse();
        assertThat(all.get(2).requiresGrad()).isFalse();
        Tensor same = BatchNorm.eval(x, weight, bias, all.get(1), all.get(2), 1e-3);
        assertThat(same.toFloats()).containsExactly(all.get(0).toFloats(), within(1e-5f));
        assertThatThrownBy(() -> BatchNorm.train(Tensor.zeros(0, 4), weight, bias, 1e-3))
                .hasMessageContaining("an empty batch has no statistics");
    }

    @Test
    void poolingIgnoresPaddingAndSharesNothingBetweenTies() {
        Tensor x = Tensor.full(-3, DType.FLOAT32, Shape.of(1, 3, 3, 1)).contiguous().requireGrad();
        Tensor y = MaxPool2d.of(x, 3, 3, Window.PLAIN.padding(1));
        assertThat(y.toFloats()).containsOnly(-3);
        assertThat(y.sum().backward().of(x).toFloats()).as("the first of equal ones gets all")
                .containsExactly(4, 2, 0, 2, 1, 0, 0, 0, 0);
        assertThatThrownBy(() -> MaxPool2d.of(x, 2, 2, Window.PLAIN.padding(2)))
                .hasMessageContaining("the padding is more than half the kernel");
        Tensor ones = Tensor.ones(1, 2, 2, 1);
        assertThat(AvgPool2d.of(ones, 2, 2, Window.PLAIN.padding(1)).toFloats()).as("padding counts as zeros")
                .containsExactly(0.25f, 0.5f, 0.25f, 0.5f, 1, 0.5f, 0.25f, 0.5f, 0.25f);
    }

    @Test
    void notANumberIsLargest() {
        Tensor x = Tensor.of(new float[] {2, Float.NaN, 1}, 3);
        assertThat(ArgSort.of(x, 0, false).toLongs()).containsExactly(2, 0, 1);
        assertThat(ArgSort.of(x, 0, true).toLongs()).containsExactly(1, 0, 2);
        assertThat(x.max(0).getFirst().item()).isNaN();
        assertThat(MaxPool2d.of(x.reshape(1, 1, 3, 1), 1, 3, Window.PLAIN).item()).isNaN();
    }

    @Test
    void indicesOutsideAreRefusedWithTheirPlace() {
        Tensor table = Tensor.zeros(4, 2).contiguous();
        assertThatThrownBy(() -> Embedding.of(table, Tensor.of(new int[] {0, 3, 4})).toFloats())
                .isInstanceOf(IndexOutOfBoundsException.class).hasMessageContaining("index 4")
                .hasMessageContaining("[0, 4)");
        assertThatThrownBy(() -> table.gather(0, Tensor.of(new int[] {0, -1}, 1, 2)).toFloats())
                .isInstanceOf(IndexOutOfBoundsException.class).hasMessageContaining("index -1");
        assertThat(OneHot.of(Tensor.of(new int[] {1, 7}), 3, DType.INT32).toLongs()).containsExactly(0, 1, 0, 0, 0, 0);
    }

    @Test
    void aZeroVectorKeepsItsLengthAndHasAFiniteGradient() {
        Tensor x = Tensor.zeros(2, 3).contiguous().requireGrad();
        Tensor y = L2Normalize.of(x, 1);
        assertThat(y.toFloats()).containsOnly(0);
        for (float slope : y.sum().backward().of(x).toFloats()) {
            assertThat(slope).isFinite();
        }
    }

    @Test
    void everySampleHasANameOfItsOwn() {
        Stream<String> names = Samples.all().stream().map(Sample::name);
        assertThat(names).doesNotHaveDuplicates().hasSizeGreaterThan(200);
    }
}
