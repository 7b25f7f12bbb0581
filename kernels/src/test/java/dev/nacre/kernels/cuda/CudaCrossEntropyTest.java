package dev.nacre.kernels.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.core.Scope;
import dev.nacre.core.Tensor;
import dev.nacre.core.op.CrossEntropy;
import dev.nacre.kernels.cuda.fake.HostKernels;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The kernels' arithmetic, compiled as C++, on the stand-in for a device; and what is launched. */
class CudaCrossEntropyTest extends CudaCrossEntropyParity {
    CudaCrossEntropyTest() {
        super(CudaStandInProvider.DEVICE);
    }

    @BeforeAll
    static void needsACompiler() {
        HostKernels.orSkip();
    }

    @Test
    void theLogarithmsOfAllClassesAreNeverWrittenDown() {
        int before = CudaStandInProvider.driver().launches().size();
        Scope.run("step", () -> device().run(() -> {
            Tensor x = CudaParity.values(4, 100).requireGrad();
            CrossEntropy.of(x, Tensor.of(new int[] {3, 99, 0, 50}), 0).backward().close();
            CrossEntropy.of(x.slice(1, 0, 7).detach(), Tensor.of(new int[] {3, 6, 0, 5}), 0);
            return null;
        }));
        List<String> launches = CudaStandInProvider.driver().launches();
        assertThat(launches.subList(before, launches.size()).stream().filter(name -> name.contains("entropy")))
                .containsExactly("nacre_cross_entropy", "nacre_cross_entropy_gradient", "nacre_cross_entropy_of_few");
        assertThat(launches.subList(before, launches.size())).doesNotContain("nacre_log_softmax", "nacre_gather4",
                "nacre_log_softmax_gradient");
    }
}
