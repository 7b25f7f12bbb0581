package dev.nacre.kernels.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.core.Scope;
import dev.nacre.core.Tensor;
import dev.nacre.core.backend.Backends;
import dev.nacre.core.op.Conv2d;
import dev.nacre.core.op.Window;
import dev.nacre.kernels.cuda.fake.HostKernels;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The kernels' arithmetic, compiled as C++, on the stand-in for a device; and which of them serve what. */
class CudaConvolutionTest extends CudaConvolutionParity {
    CudaConvolutionTest() {
        super(CudaStandInProvider.DEVICE);
    }

    @BeforeAll
    static void needsACompiler() {
        HostKernels.orSkip();
    }

    private List<String> launches(Supplier<Tensor> step) {
        CudaBackend backend = (CudaBackend) Backends.of(device());
        int before = CudaStandInProvider.driver().launches().size();
        Scope.run("step", () -> device().run(step));
        assertThat(backend.onProcessor()).doesNotContain("conv2d", "conv2d_input_gradient", "conv2d_weight_gradient",
                "max_pool2d");
        List<String> launches = CudaStandInProvider.driver().launches();
        return launches.subList(before, launches.size());
    }

    private static Tensor step(long in, long kernel, long out, Window window) {
        Tensor x = CudaParity.values(1, 6, 7, in).requireGrad();
        Tensor w = CudaParity.values(kernel, kernel, in / window.groups(), out).requireGrad();
        Tensor y = Conv2d.of(x, w, window);
        y.backward(CudaParity.values(y.shape().sizes())).close();
        return y;
    }

    @Test
    void kernelsOfOnePixelAreProductsOfMatrices() {
        assertThat(launches(() -> step(4, 1, 5, Window.PLAIN))).containsExactly("product", "product", "product");
    }

    @Test
    void depthwiseKernelsOfUsualSizeHaveTheirOwnAndTheirDerivativeIsTheSameTurnedRound() {
        assertThat(launches(() -> step(4, 3, 4, Window.PLAIN.padding(1).groups(4)))).containsExactlyInAnyOrder(
                "nacre_depthwise_3_1", "nacre_depthwise_3_1", "nacre_depthwise_weight_gradient_3");
        assertThat(launches(() -> step(4, 5, 4, Window.PLAIN.stride(2).padding(2).groups(4))))
                .containsExactlyInAnyOrder("nacre_depthwise_5_2", "nacre_depthwise_input_gradient",
                        "nacre_depthwise_weight_gradient_5");
        assertThat(launches(() -> step(4, 2, 4, Window.PLAIN.groups(4)))).containsExactlyInAnyOrder("nacre_depthwise",
                "nacre_depthwise", "nacre_depthwise_weight_gradient");
    }
}
