package dev.nacre.core.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.core.DType;
import dev.nacre.core.Device;
import dev.nacre.core.Scope;
import dev.nacre.core.Tensor;
import dev.nacre.core.op.Concat;
import dev.nacre.core.op.IndexSelect;
import dev.nacre.core.op.Sample;
import dev.nacre.core.op.Samples;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every sample of every operation, outputs and gradients, on one device, held against the reference backend in float64:
 * in each floating type, with inputs that lie in memory in unusual ways, and twice for the same bits. A backend's tests
 * extend this.
 */
public abstract class OperationMatrix {
    /** Rows that all are equal have no variance and no contrast: gradients vanish, and only rounding would be left. */
    private static final Set<String> VANISH_WHEN_REPEATED = Set.of("batch_norm rows", "batch_norm_silu rows",
            "contrastive_loss", "contrastive_entropy", "contrastive_entropy one direction");

    private final Device device;

    /** On this device. */
    protected OperationMatrix(Device device) {
        this.device = device;
    }

    static Stream<Sample> samples() {
        return Samples.all().stream();
    }

    /** Float32 as the golden values demand; the others by their own precision, a few roundings apart. */
    private static double tolerance(DType type, boolean gradient) {
        return switch (type) {
            case FLOAT64 -> 1e-12;
            case FLOAT16 -> 4e-3;
            case BFLOAT16 -> 3e-2;
            default -> gradient ? 1e-5 : 2e-6;
        };
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everyFloatingType(Sample sample) {
        for (DType type : List.of(DType.FLOAT32, DType.FLOAT64, DType.BFLOAT16, DType.FLOAT16)) {
            if (type == DType.FLOAT64 && device.equals(Device.REFERENCE)) {
                continue;
            }
            Scope.run("element type", () -> {
                SampleRun actual = SampleRun.of(sample, device, type);
                agree(sample, type, actual, exact(sample, SampleInputs.of(sample, Device.REFERENCE, type), type));
            });
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void inputsThatLieUnusually(Sample sample) {
        for (Arrangement arrangement : Arrangement.values()) {
            if (arrangement == Arrangement.EXPANDED && VANISH_WHEN_REPEATED.contains(sample.name())) {
                continue;
            }
            Scope.run("arrangement", () -> {
                List<Tensor> inputs = SampleInputs.of(sample, device, DType.FLOAT32).stream().map(arrangement::of)
                        .toList();
                List<Tensor> plain = inputs.stream().map(x -> x.to(Device.REFERENCE)).toList();
                SampleRun actual = SampleRun.of(sample, sample.call(), device, inputs, DType.FLOAT32);
                agree(sample, DType.FLOAT32, actual, exact(sample, plain, DType.FLOAT32));
            });
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void twiceTheSameBits(Sample sample) {
        Scope.run("twice", () -> {
            SampleRun first = SampleRun.of(sample, device, DType.FLOAT32);
            SampleRun second = SampleRun.of(sample, device, DType.FLOAT32);
            for (int i = 0; i < first.outputs().size(); i++) {
                assertThat(second.outputs().get(i).toDoubles()).containsExactly(first.outputs().get(i).toDoubles());
            }
            for (int i = 0; i < first.gradients().size(); i++) {
                if (first.gradients().get(i) != null) {
                    assertThat(second.gradients().get(i).toDoubles())
                            .containsExactly(first.gradients().get(i).toDoubles());
                }
            }
        });
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void copiesKeepEveryElementType(DType type) {
        Scope.run("copies", () -> {
            Tensor numbers = device.run(() -> Tensor.arange(24)).reshape(2, 3, 4).to(type);
            double[] values = numbers.toDoubles();
            assertThat(numbers.permute(2, 0, 1).contiguous().permute(1, 2, 0).toDoubles()).containsExactly(values);
            assertThat(Concat.of(1, List.of(numbers.slice(1, 0, 1), numbers.slice(1, 1, 3))).toDoubles())
                    .containsExactly(values);
            assertThat(IndexSelect.of(numbers, 1, device.run(() -> Tensor.arange(3))).toDoubles())
                    .containsExactly(values);
        });
    }

    private static SampleRun exact(Sample sample, List<Tensor> inputs, DType type) {
        List<Tensor> wide = inputs.stream().map(x -> x.type().isFloating() ? x.to(DType.FLOAT64) : x).toList();
        return SampleRun.of(sample, sample.call(), Device.REFERENCE, wide, type);
    }

    private static void agree(Sample sample, DType type, SampleRun actual, SampleRun expected) {
        assertThat(actual.carries()).isEqualTo(expected.carries());
        for (int i = 0; i < expected.outputs().size(); i++) {
            agree(sample.name() + " output " + i + " in " + type, actual.outputs().get(i), expected.outputs().get(i),
                    tolerance(type, false));
        }
        IntStream.range(0, expected.gradients().size()).filter(i -> expected.gradients().get(i) != null)
                .forEach(i -> agree(sample.name() + " gradient " + i + " in " + type, actual.gradients().get(i),
                        expected.gradients().get(i), tolerance(type, true)));
    }

    private static void agree(String what, Tensor actual, Tensor expected, double tolerance) {
        assertThat(actual.shape()).as(what).isEqualTo(expected.shape());
        if (!expected.type().isFloating()) {
            assertThat(actual.type()).as(what).isEqualTo(expected.type());
            assertThat(actual.toLongs()).as(what).containsExactly(expected.toLongs());
            return;
        }
        assertThat(distance(actual.toDoubles(), expected.toDoubles())).as(what).isLessThanOrEqualTo(tolerance);
    }

    /** ‖x − x₀‖ / ‖x₀‖; infinite for a NaN. */
    private static double distance(double[] actual, double[] expected) {
        double difference = 0;
        double scale = 0;
        for (int i = 0; i < expected.length; i++) {
            difference += (actual[i] - expected[i]) * (actual[i] - expected[i]);
            scale += expected[i] * expected[i];
        }
        double ratio = difference == 0 ? 0 : Math.sqrt(difference / scale);
        return Double.isNaN(ratio) ? Double.POSITIVE_INFINITY : ratio;
    }

    /** How the same values can lie in memory. */
    private enum Arrangement {
        /** Last dimension outermost. */
        TRANSPOSED {
            @Override
            Tensor of(Tensor x) {
                int[] reversed = IntStream.range(0, x.rank()).map(d -> x.rank() - 1 - d).toArray();
                return x.permute(reversed).contiguous().permute(reversed);
            }
        },
        /** Every second element of a row, and not from the start. */
        STRIDED {
            @Override
            Tensor of(Tensor x) {
                return Concat.of(-1, List.of(x.unsqueeze(-1), x.unsqueeze(-1), x.unsqueeze(-1))).select(-1, 1);
            }
        },
        /** Backwards along every dimension. */
        FLIPPED {
            @Override
            Tensor of(Tensor x) {
                return x.rank() == 0 ? x : x.flip().contiguous().flip();
            }
        },
        /** The first slice, repeated without being stored again; a single number would say nothing about a norm. */
        EXPANDED {
            @Override
            Tensor of(Tensor x) {
                return x.rank() < 2 || x.size(0) == 0 ? x : x.slice(0, 0, 1).contiguous().expand(x.shape());
            }
        };

        abstract Tensor of(Tensor x);
    }
}
