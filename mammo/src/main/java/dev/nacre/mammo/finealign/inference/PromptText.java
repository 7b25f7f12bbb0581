package dev.nacre.mammo.finealign.inference;

/**
 * A prompt as the precursor's words and whole. Arrays are not copied.
 *
 * @param words {@code [words][width]}, as long as they are
 * @param whole {@code [width]}, of length 1
 */
public record PromptText(float[][] words, float[] whole) {
}
