/**
 * One GPU as kernels see it: streams, events, memory, launches and captured steps, on a narrow interface
 * ({@link dev.nacre.kernels.cuda.driver.CudaDriver}) for which a recording stand-in serves in the tests.
 */
package dev.nacre.kernels.cuda.driver;
