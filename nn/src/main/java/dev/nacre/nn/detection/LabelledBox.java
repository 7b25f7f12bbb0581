package dev.nacre.nn.detection;

/**
 * An object in a picture, as it is known.
 *
 * @param box where
 * @param kind number of its class, from 0
 */
public record LabelledBox(BoundingBox box, int kind) {
    /** Refuses negative classes. */
    public LabelledBox {
        if (kind < 0) {
            throw new IllegalArgumentException("classes are counted from 0, got " + kind);
        }
    }
}
