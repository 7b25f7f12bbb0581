package dev.nacre.core.opaque;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.core.Device;
import dev.nacre.core.Gradients;
import dev.nacre.core.Key;
import dev.nacre.core.Scope;
import dev.nacre.core.Tensor;
import dev.nacre.core.backend.Backends;
import dev.nacre.core.op.AdamWStep;
import dev.nacre.core.op.Linear;
import dev.nacre.core.matrix.OperationMatrix;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The waist assumes neither an address nor that work is done when a call returns. */
class OpaqueOperationMatrixTest extends OperationMatrix {
    OpaqueOperationMatrixTest() {
        super(OpaqueProvider.DEVICE);
    }

    @Test
    void aTrainingStepIsQueuedWholeAndEqualsTheReference() {
        OpaqueBackend backend = (OpaqueBackend) Backends.of(OpaqueProvider.DEVICE);
        float[] expected = Device.REFERENCE.run(() -> step().toFloats());
        float[] actual = OpaqueProvider.DEVICE.run(() -> {
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
                Tensor zero = Tensor.zeros(5, 3).contiguous();
                List<Tensor> updated = new AdamWStep(1e-3, 0.9, 0.999, 1e-8, 0.01, 1)
                        .apply(weight, gradients.of(weight), zero, zero);
                return scope.keep(updated.getFirst());
            }
        }
    }
}
