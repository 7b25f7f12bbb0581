/**
 * Which of several ways of computing the same bits is the fastest for a shape on this processor: tried on the first
 * calls, remembered in a file. Knows nothing of what is computed.
 */
package dev.nacre.kernels.cpu.tuning;
