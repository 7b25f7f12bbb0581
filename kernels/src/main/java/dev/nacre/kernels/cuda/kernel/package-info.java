/**
 * Kernels of our own, in CUDA C beside these classes' resources, and how each is launched. A class here turns an
 * operation and where its tensors lie into launches; it knows no tensors of the engine beyond type and layout.
 */
package dev.nacre.kernels.cuda.kernel;
