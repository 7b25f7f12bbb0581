/** How the arithmetic is done: CPU kernels by the Vector API. */
module dev.nacre.kernels {
    requires dev.nacre.core;
    requires jdk.incubator.vector;
}
