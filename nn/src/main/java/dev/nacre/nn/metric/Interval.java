package dev.nacre.nn.metric;

/**
 * A figure and where it would probably lie on other cases of the same kind.
 *
 * @param estimate on the cases themselves
 * @param low      lower bound
 * @param high     upper bound
 * @param level    confidence, such as 0.95
 */
public record Interval(double estimate, double low, double high, double level) {
}
