package dev.nacre.core.opaque;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.core.DType;
import dev.nacre.core.Device;
import dev.nacre.core.Gradients;
import dev.nacre.core.Key;
import dev.nacre.core.Scope;
import dev.nacre.core.Tensor;
import dev.nacre.core.backend.Backends;
import dev.nacre.core.matrix.SampleRun;
import dev.nacre.core.op.AdamWStep;
import dev.nacre.core.op.Linear;
import dev.nacre.core.op.Primitive;
import dev.nacre.core.op.Sample;
import dev.nacre.core.op.Samples;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The waist assumes neither an address nor that work is done when a call returns. */
class OpaqueBackendTest {
    private static final Device OPAQUE = OpaqueProvider.DEVICE;

    private final OpaqueBackend backend = (OpaqueBackend) Backends.of(OPAQUE);

    static Stream<Sample> samples() {
        return Samples.all().stream();
    }

    /** Both compute by the same plain loops, so that nothing may differ. */
    @ParameterizedTest
    @MethodSource("samples")
    void everySampleHasTheBitsOfTheReference(Sample sample) {
        Scope.run("sample", () -> {
            SampleRun actual = SampleRun.of(sample, OPAQUE, DType.FLOAT32);
            SampleRun expected = SampleRun.of(sample, Device.REFERENCE, DType.FLOAT32);
            same(actual.outputs(), expected.outputs());
            same(actual.gradients(), expected.gradients());
        });
    }

    private static void same(List<Tensor> actual, List<Tensor> expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < actual.size(); i++) {
            if (expected.get(i) != null) {
                assertThat(actual.get(i).device()).isEqualTo(OPAQUE);
                assertThat(actual.get(i).toDoubles()).containsExactly(expected.get(i).toDoubles());
            }
        }
    }

    @Test
    void theSamplesReachEveryPrimitive() {
        samples().forEach(sample -> Scope.run("sample", () -> SampleRun.of(sample, OPAQUE, DType.FLOAT32).outputs()
                .forEach(Tensor::toDoubles)));
        assertThat(backend.seen()).containsAll(kinds(Primitive.class).toList());
    }

    private static Stream<Class<?>> kinds(Class<?> type) {
        Class<?>[] permitted = type.getPermittedSubclasses();
        return permitted == null ? Stream.of(type) : Arrays.stream(permitted).flatMap(OpaqueBackendTest::kinds);
    }

    @Test
    void aTrainingStepIsQueuedWholeAndEqualsTheReference() {
        float[] expected = Device.REFERENCE.run(() -> step().toFloats());
        float[] actual = OPAQUE.run(() -> {
            Tensor updated = step();
            assertThat(backend.waiting()).isGreaterThan(10);
            return updated.toFloats();
        });
        assertThat(backend.waiting()).isZero();
        assertThat(actual).containsExactly(expected);
    }

    private static Tensor step() {
        try (Scope scope = Scope.open("step")) {
            Tensor weight = Tensor.randn(Key.of(1), 5, 3).requireGrad();
            Tensor loss = Linear.of(Tensor.randn(Key.of(2), 7, 5), weight, null).gelu().square().mean();
            try (Gradients gradients = loss.backward()) {
                Tensor zero = Tensor.zeros(5, 3);
                List<Tensor> updated = new AdamWStep(1e-3, 0.9, 0.999, 1e-8, 0.01, 1)
                        .apply(weight, gradients.of(weight), zero, zero);
                return scope.keep(updated.getFirst());
            }
        }
    }
}
