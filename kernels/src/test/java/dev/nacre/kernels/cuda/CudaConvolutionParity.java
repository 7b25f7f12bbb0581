package dev.nacre.kernels.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.core.Device;
import dev.nacre.core.Precision;
import dev.nacre.core.Scope;
import dev.nacre.core.Tensor;
import dev.nacre.core.op.Apply;
import dev.nacre.core.op.Conv2d;
import dev.nacre.core.op.MaxPool2d;
import dev.nacre.core.op.Sample;
import dev.nacre.core.op.Window;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Convolutions and pooling of a CUDA device against the reference, at sizes that their tiles could trip over. */
abstract class CudaConvolutionParity {
    private final Device device;

    CudaConvolutionParity(Device device) {
        this.device = device;
    }

    /** The device. */
    Device device() {
        return device;
    }

    private static Sample sample(String name, Window window, long batch, long height, long width, long in,
            long kernelHeight, long kernelWidth, long out) {
        return Sample.of(name, x -> Conv2d.of(x.get(0), x.get(1), window), Sample.real(-1, 1, batch, height, width, in),
                Sample.real(-1, 1, kernelHeight, kernelWidth, in / window.groups(), out));
    }

    static Stream<Sample> dense() {
        Window same = Window.PLAIN.padding(1);
        return Stream.of(
                sample("one result", Window.PLAIN, 1, 3, 3, 2, 3, 3, 1),
                sample("more channels than a tile", same, 1, 5, 13, 17, 3, 3, 65),
                sample("more pixels than a tile and a chunk", same, 2, 24, 23, 3, 3, 3, 4),
                sample("a large kernel", Window.PLAIN.stride(2).padding(3), 1, 15, 13, 3, 7, 7, 9),
                sample("steps, gaps and paddings that differ", new Window(2, 1, 0, 2, 3, 1, 1, 2, 1), 2, 10, 9, 6, 5, 3,
                        7),
                sample("steps beyond the kernel", Window.PLAIN.stride(3), 1, 11, 8, 5, 2, 1, 4),
                sample("pixel by pixel, padded", same, 1, 3, 4, 5, 1, 1, 6));
    }

    static Stream<Sample> grouped() {
        Window same = Window.PLAIN.padding(1);
        return Stream.of(
                sample("groups", new Window(2, 1, 0, 2, 3, 1, 1, 2, 3), 2, 10, 9, 6, 5, 3, 9),
                sample("two results of each channel", same.groups(4), 1, 6, 5, 4, 3, 3, 8),
                sample("groups wider than a tile", Window.PLAIN.groups(2), 1, 2, 3, 134, 1, 1, 130),
                sample("depthwise, many pixels", same.groups(3), 2, 24, 23, 3, 3, 3, 3),
                sample("depthwise, one row", same.groups(33), 1, 1, 9, 33, 3, 3, 33),
                sample("depthwise 5", Window.PLAIN.padding(2).groups(7), 2, 6, 7, 7, 5, 5, 7),
                sample("depthwise 5 by 2", Window.PLAIN.stride(2).padding(1, 2, 2, 1).groups(5), 2, 9, 11, 5, 5, 5, 5),
                sample("depthwise 7", Window.PLAIN.padding(3).groups(3), 1, 9, 8, 3, 7, 7, 3),
                sample("depthwise, flat", Window.PLAIN.padding(0, 2, 0, 2).groups(4), 1, 4, 9, 4, 1, 5, 4),
                sample("depthwise, gaps", Window.PLAIN.dilation(2).padding(2).groups(6), 1, 9, 8, 6, 3, 3, 6),
                sample("depthwise, gaps and steps", Window.PLAIN.stride(2).dilation(2).padding(3, 2, 1, 0).groups(6), 1,
                        9, 12, 6, 3, 3, 6),
                sample("depthwise, steps of 3", Window.PLAIN.stride(3).groups(2), 1, 11, 8, 2, 3, 3, 2),
                sample("depthwise, more padding than kernel", Window.PLAIN.padding(4, 5, 0, 0).groups(2), 1, 4, 5, 2, 3,
                        3, 2));
    }

    @ParameterizedTest
    @MethodSource({"dense", "grouped"})
    void convolvesAsTheReference(Sample sample) {
        Agreement.ofSample(device, sample);
    }

    @ParameterizedTest
    @MethodSource("dense")
    void roundsFactorsWhereThatIsAsked(Sample sample) {
        Agreement.ofRoundedSample(device, Sample.of(sample.name(),
                in -> Precision.BFLOAT16.run(() -> sample.call().apply(in).getFirst()),
                sample.inputs().toArray(Sample.Input[]::new)));
    }

    @Test
    void takesPicturesAndWeightsAsTheyLie() {
        Window window = Window.PLAIN.padding(1);
        Agreement.ofSample(device, Sample.of("turned", in -> Conv2d.of(in.get(0).transpose(1, 2),
                in.get(1).permute(1, 2, 3, 0), window), Sample.real(-1, 1, 2, 6, 5, 4),
                Sample.real(-1, 1, 7, 3, 3, 4)));
        Agreement.ofSample(device, Sample.of("turned, depthwise", in -> Conv2d.of(in.get(0).transpose(1, 2),
                in.get(1).permute(1, 2, 3, 0), window.groups(4)), Sample.real(-1, 1, 2, 6, 5, 4),
                Sample.real(-1, 1, 4, 3, 3, 1)));
        Agreement.ofSample(device, Sample.of("turned, pixel by pixel", in -> Conv2d.of(in.get(0).permute(0, 3, 2, 1),
                in.get(1), Window.PLAIN), Sample.real(-1, 1, 2, 6, 5, 4), Sample.real(-1, 1, 1, 1, 6, 3)));
    }

    @Test
    void theLargestPixelsAreFoundWithTheirPlaces() {
        Scope.run("pool", () -> {
            float[] pixels = {1, 3, 3, Float.NaN, 5, Float.NaN, -1, Float.NEGATIVE_INFINITY, Float.NEGATIVE_INFINITY};
            MaxPool2d pool = new MaxPool2d(2, 2, Window.PLAIN);
            List<Tensor> found = device.run(() -> Apply.all(pool, List.of(Tensor.of(pixels, 1, 3, 3, 1))));
            assertThat(found.get(0).toFloats()).containsExactly(Float.NaN, Float.NaN, Float.NaN, Float.NaN);
            assertThat(found.get(1).toLongs()).containsExactly(3, 5, 3, 5);
            Tensor turned = device.run(() -> Tensor.of(new float[] {1, 2, 3, 4, 4, 0}, 1, 2, 3, 1).transpose(1, 2));
            List<Tensor> padded = Apply.all(new MaxPool2d(3, 2, Window.PLAIN.padding(1, 0, 0, 1)), List.of(turned));
            assertThat(padded.get(0).toFloats()).containsExactly(4, 4, 4, 4);
            assertThat(padded.get(1).toLongs()).containsExactly(1, 1, 1, 1);
        });
    }
}
