package dev.nacre.mammo.eval.localisation;

import java.util.List;

/**
 * Breasts, or whatever else is classified, with the scores of two models. Arrays are not copied.
 *
 * @param patients of each, anything that tells patients apart by {@code equals}
 * @param positive of each, whether it has what is looked for
 * @param model scores, a higher one meaning positive
 * @param comparator scores of the other model
 */
public record ScoredBreasts(List<?> patients, boolean[] positive, double[] model, double[] comparator) {
    /** Copies the list and compares the sizes. */
    public ScoredBreasts {
        patients = List.copyOf(patients);
        if (patients.size() != positive.length || model.length != positive.length
                || comparator.length != positive.length) {
            throw new IllegalArgumentException(patients.size() + " patients, " + positive.length + " labels and "
                    + model.length + " and " + comparator.length + " scores: give one of each for every breast");
        }
    }
}
