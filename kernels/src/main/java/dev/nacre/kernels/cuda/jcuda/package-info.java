/**
 * The narrow driver interface on JCuda. Its classes are touched only after
 * {@link dev.nacre.kernels.cuda.loader.CudaLoader} has loaded JCuda.
 */
package dev.nacre.kernels.cuda.jcuda;
