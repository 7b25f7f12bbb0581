/** What a GPU takes for kernels, networks and captured steps, beside its own limits and PyTorch. */
package dev.nacre.bench.gpu;
