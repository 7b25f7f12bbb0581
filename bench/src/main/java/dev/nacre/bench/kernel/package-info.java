/**
 * Benchmarks of single kernels, at the waist: what a backend does for one primitive. {@link
 * dev.nacre.bench.kernel.KernelReport} runs them all and writes the table.
 */
package dev.nacre.bench.kernel;
