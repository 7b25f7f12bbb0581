package dev.nacre.mammo.phantom.breast;

import dev.nacre.core.Key;

/**
 * Glandular tissue without a border of its own where the other breast has none.
 *
 * @param place its middle
 * @param radius in millimetres
 * @param amount share of glandular tissue that it adds in its middle, 0 to 1
 * @param nature benign or malignant
 * @param key of its form
 */
public record Asymmetry(BreastPoint place, double radius, double amount, Nature nature, Key key) implements Lesion {
    @Override
    public Kind kind() {
        return Kind.ASYMMETRY;
    }
}
