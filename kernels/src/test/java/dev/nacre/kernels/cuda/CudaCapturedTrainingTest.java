package dev.nacre.kernels.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.core.Scope;
import dev.nacre.core.Tensor;
import dev.nacre.kernels.cuda.fake.HostKernels;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** On the stand-in. */
class CudaCapturedTrainingTest extends CudaCapturedTraining {
    CudaCapturedTrainingTest() {
        super(CudaStandInProvider.DEVICE);
    }

    @BeforeAll
    static void needsACompiler() {
        HostKernels.orSkip();
    }

    @Test
    void allParametersAreRenewedByOneLaunch() {
        Scope.run("one launch", () -> CudaStandInProvider.DEVICE.run(() -> {
            List<List<Tensor>> inputs = start().stream().map(parameter -> List.of(parameter.get(0), parameter.get(0),
                    parameter.get(1), parameter.get(2))).toList();
            int before = CudaStandInProvider.driver().launches().size();
            rates(1).apply(inputs);
            List<String> launches = CudaStandInProvider.driver().launches();
            assertThat(launches.subList(before, launches.size())).containsExactly("nacre_adamw_steps");
            return null;
        }));
    }
}
