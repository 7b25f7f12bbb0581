package dev.nacre.nn.linear;

/**
 * Two classes by one logit: the probability of class 1 is its sigmoid.
 *
 * @param penalty see {@link PenalisedRegression#penalty()}; 0 for none, with which classes that a plane separates have
 *                no best classifier
 * @param solver  finds the smallest loss
 */
public record LogisticRegression(double penalty, Lbfgs solver) implements PenalisedRegression {
    /** Refuses a penalty below 0. */
    public LogisticRegression {
        EntropyFit.checkPenalty(penalty);
    }

    /** With the usual solver. */
    public LogisticRegression(double penalty) {
        this(penalty, Lbfgs.USUAL);
    }

    @Override
    public int classes() {
        return 2;
    }

    @Override
    public LogisticRegression withPenalty(double other) {
        return new LogisticRegression(other, solver);
    }

    @Override
    public LinearFit fit(LabelledFeatures cases) {
        return EntropyFit.of(this, 1, solver, cases, null);
    }

    @Override
    public LinearFit fit(LabelledFeatures cases, LinearClassifier start) {
        return EntropyFit.of(this, 1, solver, cases, start);
    }
}
