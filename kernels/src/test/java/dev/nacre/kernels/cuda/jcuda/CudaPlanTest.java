package dev.nacre.kernels.cuda.jcuda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.kernels.cuda.driver.Convolution;
import dev.nacre.kernels.cuda.loader.CudaProbeLoader;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import jcuda.jcudnn.cudnnBackendAttributeName;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Real plans of a real cuDNN, where one is found, for a GPU that is only described: no GPU is needed for that. Skipped
 * elsewhere.
 */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class CudaPlanTest {
    /** Numbers of cuDNN 9.8 and newer. */
    private static final int DEVICE = 38;
    private static final int DEVICE_JSON = 2702;
    private static final int TEXT = 24;
    private static final int DEVICE_OF_SEARCH = 204;
    private static final int DEVICE_OF_PLAN = 407;

    private static GraphDescriptor device;

    @BeforeAll
    static void describeAnH200() throws IOException, ClassNotFoundException {
        Assumptions.assumeTrue(CudaProbeLoader.cudnn().isPresent(), "needs libcudnn.so.9; -Dnacre.cuda.path names it");
        try (InputStream in = CudaPlanTest.class.getResourceAsStream("h200.json")) {
            byte[] json = in.readAllBytes();
            device = GraphDescriptor.of(DEVICE).text(DEVICE_JSON, TEXT, Arrays.copyOf(json, json.length + 1))
                    .finish("H200");
        }
    }

    /** Plans for the described device. */
    private static final class Described implements GraphTarget {
        @Override
        public void tellSearch(GraphDescriptor search) {
            search.part(DEVICE_OF_SEARCH, device);
        }

        @Override
        public void tellPlan(GraphDescriptor plan) {
            plan.part(DEVICE_OF_PLAN, device);
        }
    }

    /** As of the first layer of EfficientNet, unevenly padded, and of a block of a residual network. */
    @ParameterizedTest
    @EnumSource(Convolution.Result.class)
    void convolutionsOfExactFactorsArePlanned(Convolution.Result result) {
        for (Convolution convolution : new Convolution[] {
            new Convolution(result, false, 2, 1520, 912, 3, 760, 456, 48, 3, 3, 2, 2, 0, 0, 1, 1, 1, 1),
            new Convolution(result, false, 8, 56, 56, 64, 56, 56, 64, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1)}) {
            Optional<GraphPlan> plan = ConvolutionGraph.plan(convolution, new Described());
            assertThat(plan).as(convolution.toString()).isPresent();
            assertThat(plan.get().workspace()).isBetween(0L, 1L << 30);
            assertThat(plan.get().plan().integer(
                    cudnnBackendAttributeName.CUDNN_ATTR_EXECUTION_PLAN_WORKSPACE_SIZE))
                    .isEqualTo(plan.get().workspace());
            plan.get().close();
        }
    }
}
