package dev.nacre.mammo.task.detection;

import dev.nacre.nn.detection.BoundingBox;

/**
 * A lesion that a detector found. Research use, not for diagnosis.
 *
 * @param box in pixels of the picture's file
 * @param score how sure the detector is, 0 to 1; no probability
 * @param kind number of its kind in the detector's list
 */
public record FoundLesion(BoundingBox box, double score, int kind) {
}
