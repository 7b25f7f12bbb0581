package dev.nacre.nn.detection;

/**
 * An object that was found in a picture.
 *
 * @param box where
 * @param score how sure the model is, 0 to 1
 * @param kind number of its class, from 0
 */
public record Detection(BoundingBox box, double score, int kind) {
}
