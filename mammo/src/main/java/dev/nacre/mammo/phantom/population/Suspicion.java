package dev.nacre.mammo.phantom.population;

import dev.nacre.mammo.data.Birads;
import dev.nacre.mammo.phantom.breast.CalcificationCluster;
import dev.nacre.mammo.phantom.breast.CalcificationCluster.Distribution;
import dev.nacre.mammo.phantom.breast.CalcificationCluster.Morphology;
import dev.nacre.mammo.phantom.breast.Lesion;
import dev.nacre.mammo.phantom.breast.Mass;
import dev.nacre.mammo.phantom.breast.Mass.Margin;
import dev.nacre.mammo.phantom.breast.Mass.Shape;
import java.util.List;

/**
 * The rules by which looks and history become a category, in the manner of BI-RADS (5th edition): the margin counts
 * most for a mass, form and arrangement for calcifications; growth raises, two years without change lower. A category
 * stands for a likelihood of cancer, within the ranges that BI-RADS gives it, and lesions are drawn so that they keep
 * it.
 */
public final class Suspicion {
    private static final List<Birads> STEPS = List.of(Birads.BENIGN, Birads.PROBABLY_BENIGN, Birads.LOW_SUSPICION,
            Birads.MODERATE_SUSPICION, Birads.HIGH_SUSPICION, Birads.HIGHLY_SUGGESTIVE);
    /** Two years without change say nothing against what looks like this. */
    private static final int LOWERED_UP_TO = STEPS.indexOf(Birads.LOW_SUSPICION);

    private Suspicion() {
    }

    /** The category of a lesion. */
    public static Birads of(Lesion lesion, History history) {
        Birads looks = appearance(lesion);
        int step = STEPS.indexOf(looks);
        return switch (history) {
            case PROVEN_MALIGNANT -> Birads.KNOWN_MALIGNANCY;
            case PROVEN_BENIGN -> Birads.BENIGN;
            // An asymmetry means something only beside earlier pictures or further views.
            case FIRST_SEEN -> lesion.kind() == Lesion.Kind.ASYMMETRY ? Birads.INCOMPLETE : looks;
            case NEW -> STEPS.get(Math.max(step, STEPS.indexOf(Birads.LOW_SUSPICION)));
            case LARGER -> STEPS.get(Math.min(step + 1, STEPS.size() - 1));
            case UNCHANGED -> looks;
            case STABLE -> step <= LOWERED_UP_TO ? STEPS.get(Math.max(step - 1, 0)) : looks;
        };
    }

    /** The category by looks alone. */
    static Birads appearance(Lesion lesion) {
        return switch (lesion) {
            case Mass mass -> appearance(mass.shape(), mass.margin());
            case CalcificationCluster cluster -> appearance(cluster.morphology(), cluster.distribution());
            default -> lesion.kind() == Lesion.Kind.DISTORTION ? Birads.MODERATE_SUSPICION : Birads.PROBABLY_BENIGN;
        };
    }

    static Birads appearance(Shape shape, Margin margin) {
        boolean irregular = shape == Shape.IRREGULAR;
        return switch (margin) {
            case CIRCUMSCRIBED -> irregular ? Birads.LOW_SUSPICION : Birads.PROBABLY_BENIGN;
            case OBSCURED -> irregular ? Birads.MODERATE_SUSPICION : Birads.LOW_SUSPICION;
            case MICROLOBULATED, INDISTINCT -> irregular ? Birads.HIGH_SUSPICION : Birads.MODERATE_SUSPICION;
            case SPICULATED -> irregular ? Birads.HIGHLY_SUGGESTIVE : Birads.HIGH_SUSPICION;
        };
    }

    static Birads appearance(Morphology morphology, Distribution distribution) {
        boolean alongDucts = distribution == Distribution.LINEAR || distribution == Distribution.SEGMENTAL;
        return switch (morphology) {
            case ROUND -> alongDucts ? Birads.LOW_SUSPICION
                    : distribution == Distribution.REGIONAL ? Birads.BENIGN : Birads.PROBABLY_BENIGN;
            case AMORPHOUS, COARSE_HETEROGENEOUS -> distribution == Distribution.REGIONAL ? Birads.LOW_SUSPICION
                    : Birads.MODERATE_SUSPICION;
            case FINE_PLEOMORPHIC -> alongDucts ? Birads.HIGH_SUSPICION : Birads.MODERATE_SUSPICION;
            case FINE_LINEAR -> alongDucts ? Birads.HIGHLY_SUGGESTIVE : Birads.HIGH_SUSPICION;
        };
    }

    /** How often lesions of a category are malignant where half of all lesions are; 0 to 1. */
    static double likelihood(Birads category) {
        return switch (category) {
            case INCOMPLETE, NEGATIVE, BENIGN -> 0.002;
            case PROBABLY_BENIGN -> 0.015;
            case LOW_SUSPICION -> 0.06;
            case SUSPICIOUS, MODERATE_SUSPICION -> 0.3;
            case HIGH_SUSPICION -> 0.75;
            case HIGHLY_SUGGESTIVE -> 0.97;
            case KNOWN_MALIGNANCY -> 1;
        };
    }
}
