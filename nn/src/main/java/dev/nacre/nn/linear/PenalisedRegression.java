package dev.nacre.nn.linear;

/** A way to fit a {@link LinearClassifier} whose weights cost something. */
public sealed interface PenalisedRegression permits LogisticRegression, SoftmaxRegression {
    /**
     * What weights cost: half of it times the sum of their squares, as weights of standardised features, is added to
     * the mean cross entropy. Intercepts cost nothing. In the terms of others, C = 1 / (penalty · sum of the cases'
     * weights).
     */
    double penalty();

    /** How many classes it tells apart. */
    int classes();

    /** The same with another penalty. */
    PenalisedRegression withPenalty(double other);

    /**
     * The classifier with the smallest loss on these cases, by whose means and deviations the features are
     * standardised.
     *
     * @throws dev.nacre.nn.InputException if all cases that count are of one class
     */
    LinearFit fit(LabelledFeatures cases);

    /** As {@link #fit(LabelledFeatures)}, but from a classifier that may be near, which saves steps. */
    LinearFit fit(LabelledFeatures cases, LinearClassifier start);
}
