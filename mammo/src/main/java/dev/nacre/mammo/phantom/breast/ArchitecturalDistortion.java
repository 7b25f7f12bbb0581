package dev.nacre.mammo.phantom.breast;

import dev.nacre.core.Key;

/**
 * Tissue that is drawn towards a point, with lines that radiate from it, and no mass.
 *
 * @param place the point
 * @param radius how far the lines reach, in millimetres
 * @param nature benign (a scar) or malignant
 * @param key of the lines
 */
public record ArchitecturalDistortion(BreastPoint place, double radius, Nature nature, Key key) implements Lesion {
    @Override
    public Kind kind() {
        return Kind.DISTORTION;
    }
}
