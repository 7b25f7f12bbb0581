package dev.nacre.nn.linear;

/**
 * Several classes by as many logits: their probabilities are the softmax. With two classes it has twice the weights of
 * {@link LogisticRegression}, which is the one to take then.
 *
 * @param classes how many, at least 2; one that no case has gets ever less probable
 * @param penalty see {@link PenalisedRegression#penalty()}; 0 for none, with which classes that planes separate have no
 *                best classifier
 * @param solver  finds the smallest loss
 */
public record SoftmaxRegression(int classes, double penalty, Lbfgs solver) implements PenalisedRegression {
    /** Refuses a penalty below 0, and fewer than two classes. */
    public SoftmaxRegression {
        EntropyFit.checkPenalty(penalty);
        if (classes < 2) {
            throw new IllegalArgumentException(classes + " classes: give at least 2");
        }
    }

    /** With the usual solver. */
    public SoftmaxRegression(int classes, double penalty) {
        this(classes, penalty, Lbfgs.USUAL);
    }

    @Override
    public SoftmaxRegression withPenalty(double other) {
        return new SoftmaxRegression(classes, other, solver);
    }

    @Override
    public LinearFit fit(LabelledFeatures cases) {
        return EntropyFit.of(this, classes, solver, cases, null);
    }

    @Override
    public LinearFit fit(LabelledFeatures cases, LinearClassifier start) {
        return EntropyFit.of(this, classes, solver, cases, start);
    }
}
