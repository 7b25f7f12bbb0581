package dev.nacre.kernels.cuda;

import dev.nacre.core.DType;
import dev.nacre.core.Device;
import dev.nacre.core.Precision;
import dev.nacre.core.op.Attention;
import dev.nacre.core.op.Sample;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Attention and its derivative on a CUDA device against the reference, at sizes that their tiles could trip over. */
abstract class CudaAttentionParity {
    private final Device device;

    CudaAttentionParity(Device device) {
        this.device = device;
    }

    /** The device. */
    Device device() {
        return device;
    }

    private static Sample sample(String name, OptionalInt window, long batch, long heads, long queries, long keys,
            long width) {
        return Sample.of(name, in -> Attention.of(in.get(0), in.get(1), in.get(2), null, 1 / Math.sqrt(width), window),
                Sample.real(-2, 2, batch, heads, queries, width), Sample.real(-2, 2, batch, heads, keys, width),
                Sample.real(-1, 1, batch, heads, keys, width));
    }

    static Stream<Sample> lengths() {
        return Stream.of(
                sample("one", OptionalInt.empty(), 1, 1, 1, 1, 1),
                sample("a tile", OptionalInt.empty(), 1, 1, 64, 64, 16),
                sample("more than a tile", OptionalInt.empty(), 2, 1, 65, 66, 17),
                sample("one query of many keys", OptionalInt.empty(), 1, 2, 1, 130, 3),
                sample("a wide head", OptionalInt.empty(), 1, 1, 5, 67, 72),
                sample("wider than a strip", OptionalInt.empty(), 1, 1, 3, 5, 131),
                sample("the next ones alone", OptionalInt.of(1), 1, 1, 66, 66, 4),
                sample("neighbours", OptionalInt.of(5), 1, 2, 140, 135, 4),
                sample("neighbours beyond a tile", OptionalInt.of(70), 1, 1, 200, 131, 4),
                sample("queries without keys near them", OptionalInt.of(2), 1, 1, 70, 3, 4));
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void attendsAsTheReference(Sample sample) {
        Agreement.ofSample(device, sample);
    }

    /** Without the single key, whose derivative is nothing. */
    static Stream<Sample> manyKeys() {
        return lengths().skip(1);
    }

    /** On factors that are bfloat16 already, so that what is rounded is the weights and slopes: to 8 bits each. */
    @ParameterizedTest
    @MethodSource("manyKeys")
    void attendsOnTensorCoresWhereFactorsMayBeRounded(Sample sample) {
        Agreement.ofHalves(device, Sample.of(sample.name(), in -> Precision.BFLOAT16.run(() -> sample.call()
                .apply(in.stream().map(x -> x.to(DType.BFLOAT16).to(DType.FLOAT32)).toList()).getFirst()),
                sample.inputs().toArray(Sample.Input[]::new)));
    }

    @Test
    void excludedKeysCountForNothing() {
        Agreement.ofSample(device, Sample.of("mask", in -> Attention.of(in.get(0), in.get(1), in.get(2), in.get(3), 0.3,
                OptionalInt.empty()), Sample.real(-2, 2, 3, 2, 7, 8), Sample.real(-2, 2, 3, 2, 69, 8),
                Sample.real(-1, 1, 3, 2, 69, 8), Sample.mask(3, 69)));
        Agreement.ofSample(device, Sample.of("no key at all", in -> Attention.of(in.get(0), in.get(1), in.get(2),
                in.get(0).sum(3).select(1, 0).greaterThan(in.get(0).sum(3).select(1, 0)), 0.3,
                OptionalInt.empty()),
                Sample.real(-2, 2, 2, 1, 6, 8), Sample.real(-2, 2, 2, 1, 6, 8), Sample.real(-1, 1, 2, 1, 6, 8)));
    }

    /** As projections leave them: [batch, length, heads, width], and all three side by side. */
    @Test
    void headsAreReadWhereTheyLie() {
        Agreement.ofSample(device, Sample.of("heads side by side", in -> {
            var heads = in.getFirst().reshape(2, 7, 3, 2, 8).permute(2, 0, 3, 1, 4);
            return Attention.of(heads.select(0, 0), heads.select(0, 1), heads.select(0, 2), 0.3).transpose(1, 2);
        }, Sample.real(-2, 2, 2, 7, 48)));
        Agreement.ofSample(device, Sample.of("columns", in -> Attention.of(in.get(0).transpose(2, 3),
                in.get(0).transpose(2, 3), in.get(0).transpose(2, 3), 0.3), Sample.real(-2, 2, 1, 2, 8, 9)));
    }
}
