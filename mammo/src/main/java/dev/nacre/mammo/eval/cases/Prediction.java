package dev.nacre.mammo.eval.cases;

import dev.nacre.mammo.data.sets.SetRecord;
import java.util.Arrays;

/**
 * What a model said of a picture. The array is not copied.
 *
 * @param picture that was looked at
 * @param scores  of a question of two classes one, a higher one for the second class; otherwise one for each class
 */
public record Prediction(SetRecord picture, double[] scores) {
    /** Refuses what cannot be ordered. */
    public Prediction {
        if (scores.length == 0 || Arrays.stream(scores).anyMatch(Double::isNaN)) {
            throw new IllegalArgumentException("the scores of " + picture + " are " + Arrays.toString(scores)
                    + ": give numbers, at least one");
        }
    }
}
