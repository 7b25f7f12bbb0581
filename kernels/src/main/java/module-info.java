/** How the arithmetic is done: CPU kernels by the Vector API, GPU kernels by CUDA where JCuda is there. */
module dev.nacre.kernels {
    requires transitive dev.nacre.core;
    requires jdk.incubator.vector;
    requires static jcublas;
    requires static jcuda;
    requires static jcudnn;

    exports dev.nacre.kernels.cpu;
    exports dev.nacre.kernels.cpu.tuning;
    exports dev.nacre.kernels.cuda;
    exports dev.nacre.kernels.cuda.driver;
    exports dev.nacre.kernels.cuda.kernel;
    exports dev.nacre.kernels.cuda.lib;
    exports dev.nacre.kernels.cuda.loader;

    provides dev.nacre.core.backend.BackendProvider with
            dev.nacre.kernels.cpu.CpuBackendProvider, dev.nacre.kernels.cuda.CudaBackendProvider;
}
