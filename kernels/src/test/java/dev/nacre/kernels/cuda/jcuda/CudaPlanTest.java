package dev.nacre.kernels.cuda.jcuda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.kernels.cuda.driver.Convolution;
import dev.nacre.kernels.cuda.loader.CudaLibrary;
import dev.nacre.kernels.cuda.loader.CudaProbeLoader;
import dev.nacre.kernels.cuda.loader.LibrarySearch;
import dev.nacre.kernels.cuda.loader.StandInLibrary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jcuda.jcudnn.cudnnBackendAttributeName;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Real plans of a real cuDNN, where one is found, for a GPU that is only described: no GPU is needed for that. Skipped
 * elsewhere.
 */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class CudaPlanTest {
    /** What cuDNN looks for in a driver before it compiles an engine. */
    private static final List<String> DRIVER = List.of("cuGetErrorName", "cuGetErrorString", "cuCtxGetCurrent",
            "cuCtxGetLimit", "cuCtxPopCurrent", "cuCtxPushCurrent", "cuStreamGetCtx", "cuDriverGetVersion",
            "cuLinkCreate", "cuLinkAddData", "cuLinkComplete", "cuLinkDestroy", "cuLaunchKernel",
            "cuLaunchCooperativeKernel", "cuLaunchKernelEx", "cuDeviceGetCount", "cuDeviceGet", "cuLibraryLoadData",
            "cuLibraryLoadFromFile", "cuLibraryGetKernel", "cuLibraryUnload", "cuKernelSetAttribute",
            "cuKernelGetAttribute", "cuOccupancyMaxPotentialClusterSize");

    @TempDir
    private Path directory;
    private static GraphTarget device;

    @BeforeAll
    static void describeAnH200() throws IOException, ClassNotFoundException {
        Assumptions.assumeTrue(CudaProbeLoader.cudnn().isPresent(), "needs libcudnn.so.9; -Dnacre.cuda.path names it");
        device = new DescribedDevice();
    }

    /** In a process of its own, which has a driver that refuses everything; the slopes have two bytes each. */
    @Test
    void attentionAndItsDerivativeArePlanned() throws IOException {
        Assumptions.assumeTrue(LibrarySearch.here().findNewest(CudaLibrary.NVRTC).isPresent(), "needs NVRTC");
        Path driver = StandInLibrary.compile(directory, "libcuda.so.1", DRIVER.stream()
                .map(name -> "int " + name + "() { return 3; }\n").collect(Collectors.joining()));
        String printed = StandInLibrary.run(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "-D" + LibrarySearch.PROPERTY + "="
                + System.getProperty(LibrarySearch.PROPERTY, ""), "-cp", JCudaDeviceTest.classPath(),
                CudaPlanProbe.class.getName(), driver.toString()));
        assertThat(printed).contains("attention Optional[");
        Matcher found = Pattern.compile("derivative Optional\\[(\\d+)\\]").matcher(printed);
        assertThat(found.find()).as(printed).isTrue();
        assertThat(Long.parseLong(found.group(1))).isGreaterThanOrEqualTo(2L * 2 * 3 * 520 * 640);
    }

    /** As of the first layer of EfficientNet, unevenly padded, and of a block of a residual network. */
    @ParameterizedTest
    @EnumSource(Convolution.Result.class)
    void convolutionsOfExactFactorsArePlanned(Convolution.Result result) {
        for (Convolution convolution : new Convolution[] {
            new Convolution(result, false, 2, 1520, 912, 3, 760, 456, 48, 3, 3, 2, 2, 0, 0, 1, 1, 1, 1),
            new Convolution(result, false, 8, 56, 56, 64, 56, 56, 64, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1)}) {
            Optional<GraphPlan> plan = ConvolutionGraph.plan(convolution, device);
            assertThat(plan).as(convolution.toString()).isPresent();
            assertThat(plan.get().workspace()).isBetween(0L, 1L << 30);
            assertThat(plan.get().plan().integer(
                    cudnnBackendAttributeName.CUDNN_ATTR_EXECUTION_PLAN_WORKSPACE_SIZE))
                    .isEqualTo(plan.get().workspace());
            plan.get().close();
        }
    }
}
