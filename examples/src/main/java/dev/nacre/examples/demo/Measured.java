package dev.nacre.examples.demo;

import dev.nacre.nn.metric.Interval;
import dev.nacre.nn.metric.RocCurve;

/**
 * How well one score tells breasts with a finding from breasts without it.
 *
 * @param name   of the score
 * @param detail what more there is to say about it; may be empty
 * @param scores of each held-out breast
 * @param area   under the ROC curve, with its interval
 * @param curve  the ROC curve
 */
record Measured(String name, String detail, double[] scores, Interval area, RocCurve curve) {
}
