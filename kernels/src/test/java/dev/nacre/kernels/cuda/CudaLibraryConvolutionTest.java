package dev.nacre.kernels.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.core.Precision;
import dev.nacre.core.Scope;
import dev.nacre.core.Tensor;
import dev.nacre.core.backend.Backends;
import dev.nacre.core.op.Conv2d;
import dev.nacre.core.op.Window;
import dev.nacre.kernels.cuda.driver.CapturedStep;
import dev.nacre.kernels.cuda.fake.HostKernels;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Convolutions where the vendor's library is there: what it is given, what is moved, and when it is not asked. */
class CudaLibraryConvolutionTest extends CudaConvolutionParity {
    CudaLibraryConvolutionTest() {
        super(CudaStandInProvider.WITH_PLANS);
    }

    @BeforeAll
    static void needsACompiler() {
        HostKernels.orSkip();
    }

    private List<String> launches(Supplier<Tensor> step) {
        device().run(() -> CudaParity.values(1)).close();
        int before = CudaStandInProvider.driver(device()).launches().size();
        Scope.run("step", () -> device().run(step));
        List<String> launches = CudaStandInProvider.driver(device()).launches();
        return launches.subList(before, launches.size());
    }

    private static Tensor step(Tensor picture, Window window) {
        Tensor x = picture.requireGrad();
        Tensor w = CudaParity.values(3, 3, x.size(3) / window.groups(), 5 * window.groups()).requireGrad();
        Tensor y = Conv2d.of(x, w, window);
        y.backward(CudaParity.values(y.shape().sizes())).close();
        return y;
    }

    @Test
    void theWeightIsMovedAndThePicturesAreNot() {
        assertThat(launches(() -> step(CudaParity.values(1, 6, 7, 4), Window.PLAIN.padding(1)))).containsExactly(
                "nacre_copy4", "planned", "nacre_copy4", "planned", "planned", "nacre_copy4");
    }

    @Test
    void roundedFactorsAreWrittenAsHalves() {
        assertThat(launches(() -> Precision.BFLOAT16.run(() -> step(CudaParity.values(1, 6, 7, 4), Window.PLAIN))))
                .filteredOn(name -> name.equals("planned")).hasSize(3);
    }

    @Test
    void whatDoesNotLieAlignedIsCopied() {
        assertThat(launches(() -> Conv2d.of(CudaParity.values(2, 3, 3, 3).slice(0, 1, 2), CudaParity.values(3, 3, 3, 4),
                Window.PLAIN))).containsExactly("nacre_copy4", "nacre_copy4", "planned");
    }

    @Test
    void whatWasPlannedCanBeCaptured() {
        CudaBackend backend = (CudaBackend) Backends.of(device());
        Scope.run("captured", () -> device().run(() -> {
            Tensor x = CudaParity.values(1, 6, 7, 4);
            Tensor w = CudaParity.values(3, 3, 4, 5);
            Tensor[] y = {Conv2d.of(x, w, Window.PLAIN)};
            float[] expected = y[0].toFloats();
            try (CapturedStep step = backend.capture(() -> y[0] = Conv2d.of(x, w, Window.PLAIN))) {
                step.replay();
                assertThat(y[0].toFloats()).containsExactly(expected);
            }
            return null;
        }));
    }

    @Test
    void groupsAndWhatTheLibraryHasNothingForAreOurs() {
        assertThat(launches(() -> step(CudaParity.values(1, 6, 7, 4), Window.PLAIN.groups(2))))
                .doesNotContain("planned").contains("nacre_conv2d");
        assertThat(launches(() -> step(CudaParity.values(1, 6, 7, 4), Window.PLAIN.dilation(2))))
                .doesNotContain("planned").contains("nacre_conv2d", "nacre_conv2d_input_gradient",
                        "nacre_conv2d_weight_gradient");
    }
}
