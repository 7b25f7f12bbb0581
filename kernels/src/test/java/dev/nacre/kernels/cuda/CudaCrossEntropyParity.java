package dev.nacre.kernels.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.DType;
import dev.nacre.core.Device;
import dev.nacre.core.Scope;
import dev.nacre.core.Tensor;
import dev.nacre.core.backend.Backends;
import dev.nacre.core.op.CrossEntropy;
import dev.nacre.core.op.Sample;
import dev.nacre.kernels.cuda.driver.CapturedStep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cross entropy on a CUDA device against the reference: any number of classes, and targets that do not exist. */
abstract class CudaCrossEntropyParity {
    private final Device device;

    CudaCrossEntropyParity(Device device) {
        this.device = device;
    }

    /** The device. */
    Device device() {
        return device;
    }

    /** Classes below, at and above what one thread takes, a warp, a block; and a vocabulary. */
    @ParameterizedTest
    @CsvSource({"1, 1, 0", "3, 2, 0.1", "301, 31, 0", "5, 32, 1", "5, 33, 0.1", "2, 257, 0", "3, 8193, 0.1",
        "2, 50000, 0", "2, 50001, 0.1"})
    void rowsOfAnyWidth(long rows, int classes, double smoothing) {
        Agreement.ofSample(device, Sample.of(rows + " rows of " + classes, in -> CrossEntropy.of(in.get(0), in.get(1),
                smoothing).mul(rows), Sample.real(-9, 9, rows, classes), Sample.index(classes, rows)));
    }

    @Test
    void logitsAndTargetsMayLieInAnyWayAndTargetsMayBeWide() {
        Agreement.ofSample(device, Sample.of("turned", in -> CrossEntropy.of(in.get(0).transpose(0, 1),
                in.get(1).flip(0).to(DType.INT64), 0.1), Sample.real(-3, 3, 37, 9), Sample.index(37, 9)));
        Agreement.ofSample(device, Sample.of("large", in -> CrossEntropy.of(in.get(0), in.get(1), 0),
                Sample.real(2990, 3000, 7, 40), Sample.index(40, 7)));
    }

    /** Their classes cannot be; that costs nothing where nothing is smoothed. */
    @ParameterizedTest
    @CsvSource({"3", "40"})
    void logitsMayBeMinusInfinity(int classes) {
        Scope.run("excluded", () -> {
            float[] logits = new float[classes];
            logits[1] = Float.NEGATIVE_INFINITY;
            for (Device where : new Device[] {device, Device.REFERENCE}) {
                where.run(() -> {
                    Tensor x = Tensor.of(logits, 1, classes).requireGrad();
                    Tensor loss = CrossEntropy.of(x, Tensor.of(new int[] {0}), 0);
                    assertThat(loss.item()).isCloseTo(Math.log(classes - 1), within(1e-6));
                    assertThat(loss.backward().of(x).toFloats()[1]).isZero();
                    return null;
                });
            }
        });
    }

    @ParameterizedTest
    @CsvSource({"5", "50"})
    void aTargetOutsideIsToldWithItsPlaceAndTheDeviceServesOn(int classes) {
        Scope.run("outside", () -> device.run(() -> {
            Tensor logits = CudaParity.values(3, classes);
            Tensor wrong = CrossEntropy.of(logits, Tensor.of(new int[] {1, classes, 0}), 0);
            assertThatThrownBy(wrong::item).isInstanceOf(IndexOutOfBoundsException.class).hasMessage(
                    "cross_entropy(float32[3, %d], int32[3]): index %d at position 1 is outside [0, %d)", classes,
                    classes, classes);
            assertThatThrownBy(() -> CrossEntropy.of(logits, Tensor.of(new long[] {1, 0, -1}), 0.1).item())
                    .isInstanceOf(IndexOutOfBoundsException.class).hasMessageContaining("index -1 at position 2");
            assertThat(CrossEntropy.of(logits, Tensor.of(new int[] {1, 2, 0}), 0).item()).isPositive();
            return null;
        }));
    }

    @Test
    void aStepThatWasCapturedFollowsItsTargets() {
        Scope.run("captured", () -> device.run(() -> {
            Tensor logits = CudaParity.values(3, 50).requireGrad();
            Tensor targets = Tensor.of(new int[] {1, 2, 0});
            CrossEntropy.of(logits, targets, 0.1).backward().close();
            Tensor[] results = new Tensor[2];
            CudaBackend backend = (CudaBackend) Backends.of(device);
            try (CapturedStep step = backend.capture(() -> {
                results[0] = CrossEntropy.of(logits, targets, 0.1);
                results[1] = results[0].backward().of(logits);
            })) {
                backend.fill(7, targets.operand().storage());
                step.replay();
                Tensor other = CrossEntropy.of(logits, Tensor.of(new int[] {7, 7, 7}), 0.1);
                assertThat(results[0].item()).isEqualTo(other.item());
                assertThat(results[1].toFloats()).containsExactly(other.backward().of(logits).toFloats());
            }
            return null;
        }));
    }
}
