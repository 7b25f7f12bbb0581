package dev.nacre.kernels.cuda.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.core.Device;
import dev.nacre.core.Tensor;
import dev.nacre.core.backend.Backends;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What is missing is said with its cure, and breaks nothing. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class CudaLoaderTest {
    private static final ClassLoader WITH_JCUDA = CudaLoaderTest.class.getClassLoader();

    @TempDir
    private Path directory;

    private CudaLoader loader() {
        return new CudaLoader(new LibrarySearch(List.of(directory)), WITH_JCUDA);
    }

    private void driver(int version, int initialised, int major) throws IOException {
        StandInLibrary.compile(directory, "libcuda.so.1", StandInLibrary.driver(version, initialised, major));
    }

    private void cublas() throws IOException {
        Files.createFile(directory.resolve("libcublas.so.13"));
        Files.createFile(directory.resolve("libcublasLt.so.13"));
    }

    private static String states(Capabilities found) {
        return found.lines().stream().map(line -> line.name() + " " + line.state()).collect(Collectors.joining(", "));
    }

    @Test
    void aWholeInstallationServes() throws IOException {
        driver(13000, 0, 9);
        cublas();
        Capabilities found = loader().look();
        assertThat(found.unavailable()).isEmpty();
        assertThat(found.serve()).isTrue();
        assertThat(found.devices()).containsExactly(new DeviceFound(0, "Stand-in", 9, 0, 8L << 30));
        assertThat(states(found)).isEqualTo("driver SERVES, device SERVES, JCuda SERVES, cuBLAS SERVES, "
                + "NVRTC REPLACED, cuDNN REPLACED");
        assertThat(found.toString()).contains("knows CUDA 13.0", "cuda Stand-in, compute capability 9.0, 8192 MiB");
    }

    @Test
    void aDriverThatSeesNoGpuIsToldFromOneThatIsBroken() throws IOException {
        driver(13000, 100, 9);
        assertThat(loader().look().unavailable()).startsWith("driver: cuInit answered with error 100")
                .contains("CUDA_VISIBLE_DEVICES");
    }

    @Test
    void aMismatchOfDriverAndKernelModuleSaysRestart() throws IOException {
        driver(13000, 803, 9);
        assertThat(loader().look().unavailable()).contains("error 803", "restart the machine");
    }

    @Test
    void aDriverThatIsTooOldNamesTheOldestThatServes() throws IOException {
        driver(11080, 0, 8);
        assertThat(loader().look().unavailable()).contains("CUDA 11.8 at most", "525 or newer");
    }

    @Test
    void aGpuThatIsTooOldIsListedAndRefused() throws IOException {
        driver(12060, 0, 7);
        cublas();
        Capabilities found = loader().look();
        assertThat(found.toString()).contains("compute capability 7.0", "too old");
        assertThat(found.unavailable()).startsWith("device: no GPU of compute capability 8.0");
    }

    @Test
    void aDriverWithoutItsFunctionsIsAnAnswerToo() throws IOException {
        StandInLibrary.compile(directory, "libcuda.so.1", "int cuInit(unsigned flags) { return 0; }");
        assertThat(loader().look().unavailable()).contains("cuDriverGetVersion, which is missing");
    }

    @Test
    void withoutCublasThePlacesThatWereSearchedAreNamed() throws IOException {
        driver(13000, 0, 9);
        assertThat(loader().look().unavailable()).contains("cuBLAS", directory.toString(), LibrarySearch.PROPERTY);
        Files.createFile(directory.resolve("libcublas.so.12"));
        assertThat(loader().look().unavailable()).contains("libcublasLt.so.12");
    }

    /** cuBLAS 13 needs a driver of CUDA 13. */
    @Test
    void librariesThatAreNewerThanTheDriverAreNotTaken() throws IOException {
        driver(12060, 0, 9);
        cublas();
        assertThat(loader().look().unavailable()).contains("libcublas.so.13 is newer than CUDA 12", "580");
        Files.createFile(directory.resolve("libcublas.so.12"));
        Files.createFile(directory.resolve("libcublasLt.so.12"));
        Capabilities found = loader().look();
        assertThat(found.unavailable()).isEmpty();
        assertThat(found.cuda()).isEqualTo("12");
    }

    @Test
    void withoutCudnnEverythingServesAndTheCureIsNamed() throws IOException {
        driver(13000, 0, 9);
        cublas();
        assertThat(loader().look().serve()).isTrue();
        assertThat(loader().look().toString()).contains("cuDNN: libcudnn.so.9 was not found", "slower",
                "nvidia-cudnn-cu13");
        Files.createFile(directory.resolve("libcudnn.so.9"));
        assertThat(states(loader().look())).endsWith("cuDNN SERVES");
    }

    @Test
    void withoutJCudaTheDependencyIsNamed() throws IOException {
        driver(13000, 0, 9);
        cublas();
        try (URLClassLoader without = new URLClassLoader(new URL[0], ClassLoader.getPlatformClassLoader())) {
            Capabilities found = new CudaLoader(new LibrarySearch(List.of(directory)), without).look();
            assertThat(found.unavailable()).contains("JCuda", "dev.nacre:nacre-cuda");
        }
    }

    @Test
    void libraryFilesThatAreDamagedAreAnErrorOfLoadingAlone() throws IOException {
        cublas();
        assertThatThrownBy(() -> loader().loadLibraries("13")).isInstanceOf(CudaUnavailableException.class)
                .hasMessageContaining("CUDA 13 was found but cannot be loaded");
        assertThat(Device.CPU.run(() -> Tensor.of(new double[] {1, 2}, 2).sum().item())).isEqualTo(3);
    }

    @Test
    void askingForAGpuWhereThereIsNoneSaysWhatIsMissingAndTheProcessorGoesOn() {
        if (CudaLoader.here().look().serve()) {
            return;
        }
        assertThatThrownBy(() -> Backends.of(Device.cuda(0))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cuda cannot serve here: ");
        assertThat(Tensor.of(new double[] {1, 2}, 2).sum().item()).isEqualTo(3);
    }
}
