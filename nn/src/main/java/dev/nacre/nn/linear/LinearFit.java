package dev.nacre.nn.linear;

/**
 * A fitted classifier, and how well the fit went.
 *
 * @param classifier of the features as they were given
 * @param loss       mean cross entropy of the cases plus the penalty
 * @param steepest   largest derivative of it, without its sign; near 0 at the best classifier
 * @param steps      of the solver
 * @param end        why it ended; {@link Lbfgs.End#MOST_STEPS} means that a better classifier was not waited for
 */
public record LinearFit(LinearClassifier classifier, double loss, double steepest, int steps, Lbfgs.End end) { }
