package dev.nacre.mammo.finealign.model;

import dev.nacre.core.Tensor;

/**
 * What the abnormality-aware decoder sees in each picture, all {@code [n, height, width, 1]}.
 *
 * @param background what the picture would be without glandular tissue and lesions, smooth and dark
 * @param veilLogits before the sigmoid
 * @param veil h, how much dense tissue lies over the background, 0 to 1
 * @param awarenessLogits before the sigmoid
 * @param awareness a, how much of what lies there is abnormal, 0 to 1
 */
public record Abnormality(Tensor background, Tensor veilLogits, Tensor veil, Tensor awarenessLogits,
        Tensor awareness) {
}
