package dev.nacre.kernels.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.core.DType;
import dev.nacre.core.Device;
import dev.nacre.core.Distribution;
import dev.nacre.core.Key;
import dev.nacre.core.Scope;
import dev.nacre.core.Shape;
import dev.nacre.core.Tensor;
import dev.nacre.core.backend.Backends;
import dev.nacre.core.op.Apply;
import dev.nacre.core.op.ArgSort;
import dev.nacre.core.op.CumulativeSum;
import dev.nacre.core.op.IndexAdd;
import dev.nacre.core.op.IndexSelect;
import dev.nacre.core.op.ScatterAdd;
import dev.nacre.kernels.cuda.driver.CapturedStep;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Picking, adding up by index, sorting, running sums and random numbers: the bits of the processor, at odd sizes. */
abstract class CudaIndexingParity {
    private final Device device;

    CudaIndexingParity(Device device) {
        this.device = device;
    }

    private CudaBackend backend() {
        return (CudaBackend) Backends.of(device);
    }

    /** Values and indices are made on the processor, so that they are not what is compared. */
    private static Tensor real(long key, long... sizes) {
        return Device.REFERENCE.run(() -> Tensor.randn(Key.of(key), sizes)).to(Device.current());
    }

    /** Below the bound, the first of them ten times as often. */
    private static Tensor index(long key, int bound, long... sizes) {
        int[] drawn = new int[Math.toIntExact(Shape.of(sizes).elements())];
        for (int i = 0; i < drawn.length; i++) {
            drawn[i] = Math.max(0, (int) Key.of(key).below(bound + 10L, i) - 10);
        }
        return Tensor.of(drawn, sizes);
    }

    private void sameBits(Supplier<Tensor> work) {
        Scope.run("bits", () -> {
            float[] expected = Device.CPU.run(() -> work.get().toFloats());
            assertThat(device.run(() -> work.get().toFloats())).containsExactly(expected);
        });
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "5, 32, 3", "7, 33, 19", "9, 1024, 5", "30, 1025, 7", "3000, 2500, 3"})
    void slicesAreAddedUpInTheirOrder(int size, int count, int width) {
        sameBits(() -> Apply.one(new IndexAdd(0, size), index(1, size, count), real(2, count, width)));
        sameBits(() -> Apply.one(new IndexAdd(1, size), index(1, size, count).to(DType.INT64),
                real(2, 2, count, width).flip(2)));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "5, 32", "7, 33", "40, 130"})
    void elementsAreAddedUpInTheirOrder(int size, int count) {
        sameBits(() -> Apply.one(new ScatterAdd(1, Shape.of(3, size, 5)), index(3, size, 3, count, 5),
                real(4, 3, count, 5)));
        sameBits(() -> Apply.one(new ScatterAdd(1, Shape.of(3, size)), index(5, size, 3, count).to(DType.INT64),
                real(6, 3, count)));
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void elementsOfEveryTypeArePicked(DType type) {
        sameBits(() -> IndexSelect.of(real(1, 9, 33).mul(9).abs().to(type), 1, index(2, 33, 70)).to(DType.FLOAT32));
        sameBits(() -> real(1, 9, 33).mul(9).abs().to(type).gather(0, index(3, 9, 20, 33)).to(DType.FLOAT32));
    }

    @Test
    void anIndexOutsideIsToldWithItsPlaceAndTheDeviceServesOn() {
        Scope.run("outside", () -> device.run(() -> {
            Tensor table = real(1, 5, 3);
            Tensor wrong = IndexSelect.of(table, 0, Tensor.of(new int[] {4, 1, 5, 0}));
            assertThatThrownBy(wrong::toFloats).isInstanceOf(IndexOutOfBoundsException.class).hasMessage(
                    "index_select(float32[5, 3], int32[4]): index 5 at position 2 is outside [0, 5)");
            assertThat(wrong.slice(0, 2, 3).toFloats()).containsOnly(0);
            Tensor sum = Apply.one(new IndexAdd(0, 2), index(1, 4, 50), real(2, 50, 3));
            assertThatThrownBy(sum::toFloats).isInstanceOf(IndexOutOfBoundsException.class)
                    .hasMessageContaining("is outside [0, 2)");
            assertThatThrownBy(() -> table.gather(1, Tensor.of(new long[] {-1}, 1, 1).expand(5, 1)).toFloats())
                    .isInstanceOf(IndexOutOfBoundsException.class).hasMessageContaining("index -1 at position 0");
            assertThat(IndexSelect.of(table, 0, Tensor.of(new int[] {4})).toFloats()).hasSize(3);
            return null;
        }));
    }

    @Test
    void aCapturedStepTellsOfAnIndexOutsideWhenItIsRepeated() {
        Scope.run("captured", () -> device.run(() -> {
            Tensor table = real(1, 5, 3);
            Tensor ids = Tensor.of(new int[] {4, 1});
            float[] expected = IndexSelect.of(table, 0, ids).toFloats();
            Tensor[] y = new Tensor[1];
            try (CapturedStep step = backend().capture(() -> y[0] = IndexSelect.of(table, 0, ids))) {
                step.replay();
                assertThat(y[0].toFloats()).containsExactly(expected);
                backend().fill(7, ids.operand().storage());
                step.replay();
                assertThatThrownBy(() -> y[0].toFloats()).isInstanceOf(IndexOutOfBoundsException.class)
                        .hasMessageContaining("index 7 at position");
            }
            return null;
        }));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 31, 64, 1024, 1025, 2500})
    void linesOfAnyLengthAreSorted(int n) {
        for (boolean descending : new boolean[] {false, true}) {
            sameBits(() -> ArgSort.of(real(7, 2, n), 1, descending));
            sameBits(() -> ArgSort.of(index(8, 5, n, 3), 0, descending));
        }
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void everyTypeIsSorted(DType type) {
        sameBits(() -> ArgSort.of(real(9, 3, 50, 2).mul(4).to(type), 1, false));
        sameBits(() -> ArgSort.of(real(9, 3, 50, 2).mul(4).to(type), 1, true));
    }

    @ParameterizedTest
    @EnumSource(value = DType.class, names = {"FLOAT32", "FLOAT64", "BFLOAT16", "FLOAT16"})
    void equalOnesKeepTheirOrderAndNotANumberCountsAsTheLargest(DType type) {
        float[] values = {0, Float.NaN, -0f, Float.POSITIVE_INFINITY, 1, Float.NEGATIVE_INFINITY, -Float.NaN, 0, 1, -1};
        sameBits(() -> ArgSort.of(Tensor.of(values).to(type), 0, false));
        sameBits(() -> ArgSort.of(Tensor.of(values).to(type), 0, true));
        Scope.run("sort", () -> assertThat(device.run(() -> ArgSort.of(Tensor.of(values).to(type), 0, false)
                .toLongs())).containsExactly(5, 9, 0, 2, 7, 4, 8, 3, 1, 6));
    }

    @Test
    void theLargestWholeNumbersAreSorted() {
        long[] values = {Long.MAX_VALUE, 0, Long.MIN_VALUE, Long.MAX_VALUE, -1};
        sameBits(() -> ArgSort.of(Tensor.of(values), 0, false));
        sameBits(() -> ArgSort.of(Tensor.of(values), 0, true));
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "3, 31, 2", "2, 257, 1", "1, 1000, 3"})
    void runningSums(int outer, int n, int inner) {
        for (boolean reversed : new boolean[] {false, true}) {
            sameBits(() -> Apply.one(new CumulativeSum(1, reversed), real(1, outer, n, inner)));
        }
    }

    @Test
    void randomNumbersHaveTheSameBits() {
        for (Distribution distribution : List.of(new Distribution.Uniform(-1, 3), new Distribution.Normal(0, 1),
                new Distribution.Normal(-2, 0.3), new Distribution.Bernoulli(0.3),
                new Distribution.TruncatedNormal(0, 0.02, -0.02, 0.01))) {
            sameBits(() -> Tensor.random(Key.of(-7), distribution, 301, 333));
        }
    }

    @Test
    void nothingOfThisIsComputedOnTheProcessor() {
        Scope.run("here", () -> device.run(() -> {
            Tensor x = real(1, 4, 7);
            return x.gather(1, ArgSort.of(x, 1, true)).add(CumulativeSum.of(Tensor.randn(Key.of(1), 4, 7), 0));
        }));
        assertThat(backend().onProcessor()).doesNotContain("gather", "argsort", "cumulative_sum", "random",
                "index_select", "index_add", "scatter_add");
    }
}
