package dev.nacre.mammo.phantom;

/**
 * At least five small calcifications in a group.
 *
 * @param place where its centre lies
 * @param radius of the group in centimetres
 * @param count of the single calcifications
 * @param morphology what they look like
 */
public record CalcificationCluster(LesionPlace place, double radius, int count, Morphology morphology)
        implements Lesion {
    /** The fewest calcifications that make a group. */
    public static final int FEWEST = 5;

    /** What the single calcifications look like. */
    public enum Morphology {
        ROUND("round"), AMORPHOUS("amorphous"), PLEOMORPHIC("pleomorphic"), FINE_LINEAR("fine linear");

        private final String words;

        Morphology(String words) {
            this.words = words;
        }

        /** As a report says it. */
        public String words() {
            return words;
        }
    }

    public CalcificationCluster {
        if (count < FEWEST) {
            throw new IllegalArgumentException("a cluster has " + FEWEST + " calcifications or more, got " + count);
        }
    }

    @Override
    public Kind kind() {
        return Kind.CALCIFICATION;
    }

    @Override
    public String appearance() {
        return morphology.words();
    }
}
