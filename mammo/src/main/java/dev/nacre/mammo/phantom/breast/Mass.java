package dev.nacre.mammo.phantom.breast;

import dev.nacre.core.Key;

/**
 * A mass.
 *
 * @param place where its centre lies
 * @param radius in millimetres, without spicules
 * @param shape its outline
 * @param margin how the outline meets the tissue around
 * @param attenuation of its tissue relative to glandular tissue: 1 is equal, 1.05 is that of a carcinoma
 * @param nature benign or malignant
 * @param key of its outline and spicules
 */
public record Mass(BreastPoint place, double radius, Shape shape, Margin margin, double attenuation, Nature nature,
        Key key) implements Lesion {
    /** The outline of a mass. */
    public enum Shape {
        ROUND, OVAL, LOBULATED, IRREGULAR
    }

    /** The border of a mass. */
    public enum Margin {
        CIRCUMSCRIBED, OBSCURED, MICROLOBULATED, INDISTINCT, SPICULATED
    }

    @Override
    public Kind kind() {
        return Kind.MASS;
    }
}
