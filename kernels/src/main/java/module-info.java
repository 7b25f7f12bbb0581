/** How the arithmetic is done: CPU kernels by the Vector API. */
module dev.nacre.kernels {
    requires transitive dev.nacre.core;
    requires jdk.incubator.vector;

    exports dev.nacre.kernels.cpu;

    provides dev.nacre.core.backend.BackendProvider with dev.nacre.kernels.cpu.CpuBackendProvider;
}
