package dev.nacre.kernels.cuda.loader;

import java.util.List;

/** A shared library of CUDA that Nacre loads, in the order in which they are loaded: later ones need earlier ones. */
public enum CudaLibrary {
    /** Plans and kernels of cuBLAS. */
    CUBLAS_LT("libcublasLt.so", List.of("13", "12"), "nvidia-cublas"),
    /** Matrix products. */
    CUBLAS("libcublas.so", List.of("13", "12"), "nvidia-cublas"),
    /** The compiler from CUDA C to machine code. */
    NVRTC("libnvrtc.so", List.of("13", "12"), "nvidia-cuda-nvrtc"),
    /** Convolutions and attention. */
    CUDNN("libcudnn.so", List.of("9"), "nvidia-cudnn-cu13"),
    /** The driver. */
    DRIVER("libcuda.so", List.of("1"), "");

    private final String stem;
    private final List<String> versions;
    private final String wheel;

    CudaLibrary(String stem, List<String> versions, String wheel) {
        this.stem = stem;
        this.versions = versions;
        this.wheel = wheel;
    }

    /** The versions that can be used, newest first: the number at the end of the file's name. */
    public List<String> versions() {
        return versions;
    }

    /** The file's name in one version: {@code libcublas.so.13}. */
    public String file(String version) {
        return stem + "." + version;
    }

    /** The Python package that has it, or "" for what comes with the system alone. */
    public String wheel() {
        return wheel;
    }
}
