package dev.nacre.kernels.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.core.DType;
import dev.nacre.core.Device;
import dev.nacre.core.Key;
import dev.nacre.core.Precision;
import dev.nacre.core.Scope;
import dev.nacre.core.Shape;
import dev.nacre.core.Tensor;
import dev.nacre.core.matrix.SampleRun;
import dev.nacre.core.op.Apply;
import dev.nacre.core.op.BatchNorm;
import dev.nacre.core.op.Concat;
import dev.nacre.core.op.LayerNorm;
import dev.nacre.core.op.Pad;
import dev.nacre.core.op.Sample;
import dev.nacre.core.op.Samples;
import dev.nacre.core.op.Softmax;
import java.util.Arrays;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The kernels of a CUDA device against the reference: every sample of every operation with its gradients, and sizes and
 * arrangements that kernels could trip over. What is tagged {@code sanitize} also runs under CUDA's own checker of
 * memory where a bundle finds one.
 */
abstract class CudaParity {
    private final Device device;

    CudaParity(Device device) {
        this.device = device;
    }

    /** The device. */
    Device device() {
        return device;
    }

    static Stream<Sample> samples() {
        return Samples.all().stream();
    }

    @Tag("sanitize")
    @ParameterizedTest
    @MethodSource("samples")
    void agreesWithTheReference(Sample sample) {
        Agreement.ofSample(device, sample);
    }

    static Stream<Sample> roundedSamples() {
        return samples().filter(sample -> List.of("linear", "gated_projection", "scaled_projection",
                "scaled_projection residual", "contrastive_entropy", "contrastive_loss").contains(sample.name()));
    }

    /** Factors are rounded to 8 bits, to either side where they lie between; the gate's own products here are not. */
    @ParameterizedTest
    @MethodSource("roundedSamples")
    void roundsFactorsWhereTheReferenceDoes(Sample sample) {
        Scope.run("sample", () -> {
            SampleRun actual = Precision.BFLOAT16.run(() -> SampleRun.of(sample, device, DType.FLOAT32));
            SampleRun expected = Precision.BFLOAT16.run(() -> SampleRun.of(sample, Device.REFERENCE, DType.FLOAT32));
            Agreement.same(sample.name(), actual.outputs(), expected.outputs(), 0x1p-8);
            Agreement.same(sample.name() + " gradient", actual.gradients(), expected.gradients(), 0x1p-8);
        });
    }

    private void check(String what, Function<Tensor, Tensor> call, long... sizes) {
        Scope.run("check", () -> {
            double[] actual = device.run(() -> call.apply(values(sizes)).toDoubles());
            double[] expected = Device.REFERENCE.run(() -> call.apply(values(sizes)).toDoubles());
            assertThat(Agreement.distance(actual, expected)).as("%s %s", what, Arrays.toString(sizes))
                    .isLessThanOrEqualTo(2e-6);
        });
    }

    /** Made by the reference, so that random numbers are not what is compared. */
    static Tensor values(long... sizes) {
        Tensor drawn = Device.REFERENCE.run(() -> Tensor.randn(Key.of(3), sizes));
        return drawn.to(Device.current());
    }

    /** A width below, at and above a warp, a block and a chunk. */
    @Tag("sanitize")
    @ParameterizedTest
    @CsvSource({"1, 1", "3, 31", "2, 32", "5, 33", "2, 257", "1, 8192", "1, 8193", "1, 20001"})
    void rowsOfAnyWidth(long rows, long width) {
        check("softmax", x -> Softmax.of(x, -1), rows, width);
        check("sum", x -> x.sum(-1), rows, width);
        check("layer_norm", x -> LayerNorm.of(x, x.select(0, 0), null, 1e-5), rows, width);
    }

    @Tag("sanitize")
    @ParameterizedTest
    @CsvSource({"1, 2", "511, 3", "512, 31", "513, 33", "1025, 5"})
    void columnsOfAnyHeight(long height, long channels) {
        check("sum", x -> x.sum(0), height, channels);
        check("sum of planes", x -> x.expand(Shape.of(2, height, channels)).sum(1), height, channels);
        check("batch_norm", x -> BatchNorm.train(x, x.select(0, 0), x.select(0, 0), 1e-3).getFirst(), height, channels);
    }

    @Tag("sanitize")
    @Test
    void dimensionsThatAreNoNeighboursAreSummed() {
        check("sum 0 and 2", x -> x.sum(0, 2), 3, 5, 7, 2);
        check("sum 1 and 3", x -> x.sumKeep(1, 3), 3, 5, 7, 2);
        check("sum of a flipped one", x -> x.flip(1).sum(1), 3, 5);
        check("sum of ones", x -> x.sum(0), 1, 5);
    }

    @Tag("sanitize")
    @Test
    void inputsMayLieInAnyWay() {
        check("transposed", x -> x.transpose(0, 2).exp(), 3, 5, 7);
        check("flipped", x -> x.flip().mul(x), 3, 5, 7);
        check("every third", x -> x.slice(1, 1, 14, 3).silu(), 3, 15);
        check("a row against a column", x -> x.slice(0, 0, 1, 1).add(x.slice(1, 2, 3, 1)), 4, 6);
        check("a permutation", x -> x.permute(3, 0, 2, 1).contiguous(), 2, 3, 4, 5);
        check("softmax of a transposed one", x -> Softmax.of(x, 0), 17, 5);
        check("nine dimensions", x -> x.permute(8, 7, 6, 5, 4, 3, 2, 1, 0).relu(), 2, 2, 2, 2, 2, 2, 2, 2, 2);
    }

    @Tag("sanitize")
    @Test
    void piecesAreJoinedAndPadded() {
        check("join of turned ones", x -> Concat.of(1, List.of(x.transpose(0, 1), x.flip(0).slice(0, 0, 5))), 5, 5);
        check("zeros between", x -> Apply.one(new Pad(1, 2, 1, 3), x.transpose(0, 1)), 4, 3);
        check("largest of turned ones", x -> x.transpose(0, 1).max(0).getFirst(), 7, 33);
    }

    @Tag("sanitize")
    @Test
    void productsTakeFactorsAsTheyLieOrCopyThem() {
        check("plain", x -> x.slice(0, 0, 3, 1).matmul(x.transpose(0, 1)), 7, 5);
        check("both transposed", x -> x.transpose(0, 1).matmul(x.slice(1, 0, 5, 1).transpose(0, 1)), 5, 9);
        check("every second row", x -> x.slice(0, 0, 8, 2).matmul(x.slice(0, 0, 6, 1)), 8, 6);
        check("every second column", x -> x.slice(1, 0, 12, 2).matmul(x.slice(1, 0, 6, 1)), 6, 12);
        check("flipped", x -> x.flip(0).matmul(x.flip(1)), 5, 5);
        check("batches", x -> x.matmul(x.transpose(-1, -2)), 2, 3, 4, 5);
        check("batches turned", x -> x.permute(1, 0, 2, 3).matmul(x.permute(1, 0, 3, 2)), 2, 3, 4, 5);
        check("one matrix for all", x -> x.matmul(x.slice(0, 0, 1, 1).transpose(-1, -2)), 3, 4, 5);
        check("a vector", x -> x.matmul(x.transpose(0, 1)), 1, 300);
        check("columns", x -> x.matmul(x.transpose(0, 1)), 7, 1);
    }

    @Test
    void productsRoundTheirFactorsWhereThatIsAsked() {
        check("bfloat16", x -> Precision.BFLOAT16.run(() -> x.matmul(x.transpose(0, 1))), 17, 33);
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void typesAreConverted(DType type) {
        check("to " + type + " and back", x -> x.mul(20).abs().to(type).to(DType.FLOAT32), 7, 33);
        check("copies of " + type, x -> x.mul(20).abs().to(type).transpose(0, 1).contiguous().to(DType.FLOAT32), 7, 33);
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void everyTypeIsConvertedToEveryOther(DType from) {
        for (DType to : DType.values()) {
            check(from + " to " + to, x -> x.mul(9).abs().to(from).transpose(0, 1).to(to).to(DType.FLOAT32), 7, 33);
        }
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void everyTypeIsCompared(DType type) {
        check("less " + type, x -> x.mul(2).abs().to(type).lessThan(x.flip(0).mul(2).abs().to(type))
                .to(DType.FLOAT32), 7, 33);
        check("equal " + type, x -> x.mul(2).abs().to(type).equalTo(x.flip(0).mul(2).abs().to(type))
                .to(DType.FLOAT32), 7, 33);
    }

    @ParameterizedTest
    @EnumSource(value = DType.class, names = {"INT64", "INT32", "UINT8", "BOOL"})
    void wholeNumbersAreAddedMultipliedAndCompared(DType type) {
        List<BinaryOperator<Tensor>> maps = List.of(Tensor::add, Tensor::sub, Tensor::mul, Tensor::maximum,
                Tensor::minimum);
        for (BinaryOperator<Tensor> map : maps) {
            check("map of " + type, x -> map.apply(x.mul(90).abs().to(type), x.flip(0).mul(90).abs().to(type))
                    .to(DType.FLOAT32), 7, 33);
        }
    }

    /** Both compute in higher precision and round once. */
    @ParameterizedTest
    @EnumSource(value = DType.class, names = {"BFLOAT16", "FLOAT16"})
    void numbersOfSixteenBitsAreComputedInFloat32(DType type) {
        check("sum", x -> x.to(type).sum(0).to(DType.FLOAT32), 33, 7);
        check("product", x -> x.to(type).matmul(x.transpose(0, 1).to(type)).to(DType.FLOAT32), 9, 33);
        check("gelu", x -> x.to(type).gelu().to(DType.FLOAT32), 9, 33);
        check("largest", x -> x.to(type).max(1).getFirst().to(DType.FLOAT32), 9, 33);
    }

    @Test
    void notANumberStaysOne() {
        device.run(() -> {
            Tensor x = Tensor.of(new float[] {Float.NaN, 1, -1}, 3);
            assertThat(x.relu().toFloats()).containsExactly(Float.NaN, 1, 0);
            assertThat(x.maximum(x.mul(0)).toFloats()[0]).isNaN();
            assertThat(x.clamp(-0.5, 0.5).toFloats()).containsExactly(Float.NaN, 0.5f, -0.5f);
            assertThat(x.to(DType.BFLOAT16).to(DType.FLOAT32).toFloats()[0]).isNaN();
            return x;
        });
    }
}
