package dev.nacre.mammo.eval.cases;

import dev.nacre.mammo.data.sets.SetRecord;
import java.util.List;

/**
 * Something that counts once, and what a model said of it. The array is not copied.
 *
 * @param pictures of it, at least one
 * @param label    its class
 * @param scores   the means over its pictures
 */
public record Case(List<SetRecord> pictures, int label, double[] scores) {
    /** Copies the list. */
    public Case {
        pictures = List.copyOf(pictures);
    }

    /** For grouping only; never shown. */
    public String patient() {
        return pictures.getFirst().patient();
    }

    /** The score of a question of two classes; of several, that of the given class. */
    double score(int one) {
        return scores.length == 1 ? scores[0] : scores[one];
    }
}
