/**
 * Machine code written by Java: an assembler for x86-64, memory to run it from, and what this processor can do.
 *
 * <p>A kernel is emitted for one shape: strides and counts are constants in its code. It takes addresses, runs on the
 * calling thread, and never allocates. {@code docs/machine-code.md} follows one from its formula to its bytes.
 */
package dev.nacre.kernels.cpu.jit;
