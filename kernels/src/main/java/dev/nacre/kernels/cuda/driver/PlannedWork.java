package dev.nacre.kernels.cuda.driver;

/**
 * What the vendor's library plans and computes as a whole. Equal work can be planned once. Tensors are contiguous and
 * aligned to {@value #ALIGNMENT} bytes.
 */
public sealed interface PlannedWork permits Convolution, PlannedAttention, PlannedAttentionGradient,
        PlannedProduct {
    /** What the memory of each tensor must be aligned to. */
    int ALIGNMENT = 16;
}
