package dev.nacre.mammo.finealign.model;

import dev.nacre.core.Tensor;

/**
 * What the precursor's decoder makes of each picture: {@code picture = M Y + (1 − M) A}.
 *
 * @param clear Y, the picture without what veils it, {@code [n, height, width, 3]}, 0 to 1
 * @param transmission M, how little is veiled, {@code [n, height, width, 1]}, 0 to 1; the precursor's awareness map
 */
public record Dehazing(Tensor clear, Tensor transmission) {
}
