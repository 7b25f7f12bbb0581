package dev.nacre.mammo.eval.localisation;

/**
 * By how much a model has less of something bad than a comparator: {@code 1 − model / comparator}.
 *
 * <p>Against a comparator that has none of it, a model that has some is infinitely worse: −∞. So is one that never
 * reaches a sensitivity, its false marks being infinite, against one that does; the other way round it is 1. Where both
 * have none of it, or infinitely much, it is 0.
 */
final class Reduction {
    private Reduction() {
    }

    /** As above; NaN if one of them is. */
    static double of(double model, double comparator) {
        return model == comparator ? 0 : 1 - model / comparator;
    }
}
