package dev.nacre.kernels.cuda.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.kernels.cuda.driver.CudaException;
import dev.nacre.kernels.cuda.lib.Nvrtc;
import dev.nacre.kernels.cuda.loader.CudaLibrary;
import dev.nacre.kernels.cuda.loader.LibrarySearch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CudaKernelImagesTest {
    @TempDir
    private Path directory;

    private static Nvrtc compilerOrSkip() {
        Optional<Path> found = LibrarySearch.here().findNewest(CudaLibrary.NVRTC);
        Assumptions.assumeTrue(found.isPresent(), "needs NVRTC, which was not found");
        return new Nvrtc(found.orElseThrow());
    }

    private List<Path> cached() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    @Test
    void withoutACompilerThePtxServes() throws IOException {
        byte[] image = new KernelImages(Optional.empty(), directory).of(KernelSource.NORMS, 90);
        assertThat(image).endsWith(0);
        assertThat(new String(image, StandardCharsets.UTF_8)).isEqualTo(KernelSource.NORMS.ptx() + "\0");
        assertThat(cached()).isEmpty();
    }

    @Test
    void machineCodeIsCompiledOnceAndKept() throws IOException {
        KernelImages images = new KernelImages(Optional.of(compilerOrSkip()), directory);
        byte[] image = images.of(KernelSource.SUMS, 90);
        assertThat(image).startsWith(0x7F, 'E', 'L', 'F');
        assertThat(cached()).hasSize(1);
        Path file = cached().getFirst();
        assertThat(file.getFileName().toString()).startsWith("SUMS-" + KernelSource.SUMS.hash().substring(0, 32))
                .contains("-sm90-nvrtc").endsWith(".cubin");
        Files.write(file, new byte[] {1, 2, 3});
        assertThat(images.of(KernelSource.SUMS, 90)).containsExactly(1, 2, 3);
    }

    @Test
    void aCacheThatCannotBeWrittenHindersNothing() throws IOException {
        Path blocked = Files.createFile(directory.resolve("a file"));
        byte[] image = new KernelImages(Optional.of(compilerOrSkip()), blocked).of(KernelSource.SUMS, 80);
        assertThat(image).startsWith(0x7F, 'E', 'L', 'F');
    }

    @Test
    void sourcesThatDoNotCompileSayWhy() {
        Nvrtc compiler = compilerOrSkip();
        assertThat(compiler.version()).matches("1[23]\\.\\d+");
        assertThatThrownBy(() -> compiler.machineCode("wrong.cu", "__global__ void f() { nonsense; }", 90))
                .isInstanceOf(CudaException.class).hasMessageContaining("wrong.cu does not compile for sm_90")
                .hasMessageContaining("nonsense");
    }
}
