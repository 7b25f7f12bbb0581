/** Checkpoints for measuring: writing PyTorch's files of any size, and damaging files of every format. */
package dev.nacre.bench.checkpoint;
