package dev.nacre.kernels.cuda.loader;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CudaLibrarySearchTest {
    @TempDir
    private Path root;

    private Path file(String path) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.createFile(file).toAbsolutePath();
    }

    @Test
    void theNewestCudaCountsWhereverItLies() throws IOException {
        file("usr/local/cuda/lib64/libcublas.so.12");
        Path newest = file("usr/lib/x86_64-linux-gnu/libcublas.so.13");
        LibrarySearch search = LibrarySearch.of("", Map.of(), root);
        assertThat(search.newest(CudaLibrary.CUBLAS, Integer.MAX_VALUE)).contains("13");
        assertThat(search.newest(CudaLibrary.CUBLAS, 12)).contains("12");
        assertThat(search.newest(CudaLibrary.CUBLAS, 11)).isEmpty();
        assertThat(search.find(CudaLibrary.CUBLAS, "13")).contains(newest);
        assertThat(search.findNewest(CudaLibrary.CUDNN)).isEmpty();
    }

    @Test
    void theNewerOfTwoToolkitsComesFirst() throws IOException {
        file("usr/local/cuda-12.4/lib64/libnvrtc.so.12");
        Path newer = file("usr/local/cuda-12.8/lib64/libnvrtc.so.12");
        assertThat(LibrarySearch.of("", Map.of(), root).findNewest(CudaLibrary.NVRTC)).contains(newer);
    }

    @Test
    void wheelsOfAPythonEnvironmentAreSearched() throws IOException {
        Path products = file("venv/lib/python3.12/site-packages/nvidia/cu13/lib/libcublas.so.13");
        Path convolutions = file("venv/lib/python3.12/site-packages/nvidia/cudnn/lib/libcudnn.so.9");
        Map<String, String> environment = Map.of("VIRTUAL_ENV", root.resolve("venv").toString());
        LibrarySearch search = LibrarySearch.of("", environment, root);
        assertThat(search.findNewest(CudaLibrary.CUBLAS)).contains(products);
        assertThat(search.findNewest(CudaLibrary.CUDNN)).contains(convolutions);
    }

    @Test
    void thePropertyComesFirstAndMayNameTheParentOfWheels() throws IOException {
        file("usr/local/cuda/lib64/libcublas.so.13");
        Path named = file("mine/nvidia/cublas/lib/libcublas.so.13");
        String property = root.resolve("nothing") + File.pathSeparator + root.resolve("mine");
        assertThat(LibrarySearch.of(property, Map.of(), root).find("libcublas.so.13")).contains(named);
    }

    @Test
    void theEnvironmentNamesToolkitsAndDirectories() throws IOException {
        Path toolkit = file("toolkit/targets/x86_64-linux/lib/libcublasLt.so.12");
        Path loose = file("loose/libcuda.so.1");
        Map<String, String> environment = Map.of("CUDA_HOME", root.resolve("toolkit").toString(), "LD_LIBRARY_PATH",
                root.resolve("loose").toString());
        LibrarySearch search = LibrarySearch.of("", environment, root);
        assertThat(search.find(CudaLibrary.CUBLAS_LT, "12")).contains(toolkit);
        assertThat(search.findNewest(CudaLibrary.DRIVER)).contains(loose);
    }

    @Test
    void onlyDirectoriesThatExistAreListed() {
        assertThat(LibrarySearch.of("", Map.of(), root).directories()).isEmpty();
        assertThat(new LibrarySearch(List.of()).findNewest(CudaLibrary.CUBLAS)).isEmpty();
    }
}
