package dev.nacre.mammo.phantom.breast;

import dev.nacre.core.Key;

/**
 * Small calcifications that belong together.
 *
 * @param place where their middle lies
 * @param radius of the group in millimetres
 * @param count of the single calcifications, at least {@value #FEWEST}
 * @param size usual diameter of one in millimetres
 * @param morphology what the single ones look like
 * @param distribution how they lie
 * @param nature benign or malignant
 * @param key of their places and forms; with a lower count, the first ones stay where they are
 */
public record CalcificationCluster(BreastPoint place, double radius, int count, double size, Morphology morphology,
        Distribution distribution, Nature nature, Key key) implements Lesion {
    /** The fewest calcifications that make a group. */
    public static final int FEWEST = 5;

    /** What single calcifications look like. */
    public enum Morphology {
        ROUND, AMORPHOUS, COARSE_HETEROGENEOUS, FINE_PLEOMORPHIC, FINE_LINEAR
    }

    /** How the calcifications lie. */
    public enum Distribution {
        GROUPED, REGIONAL, LINEAR, SEGMENTAL
    }

    /** Refuses what is no group. */
    public CalcificationCluster {
        if (count < FEWEST) {
            throw new IllegalArgumentException("a cluster has " + FEWEST + " calcifications or more, got " + count);
        }
    }

    @Override
    public Kind kind() {
        return Kind.CALCIFICATION;
    }
}
