/**
 * The inverted bottlenecks of EfficientNet as fused kernels: emitted products, row programs and depthwise rows,
 * composed over strips of pixels that stay in the second-level cache. What is wide is written to memory once, where a
 * mean over the whole picture must be known before the work can go on, and not at all elsewhere.
 */
package dev.nacre.kernels.cpu.block;
