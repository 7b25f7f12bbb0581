package dev.nacre.nn.metric;

import dev.nacre.core.io.Json;
import java.util.Arrays;

/**
 * Probabilities as the sigmoid of a line in the score (Platt 1999, "Probabilistic outputs for support vector
 * machines"): logistic regression on targets that are not 1 and 0 but, with m positive and n negative cases,
 * (m + 1) / (m + 2) and 1 / (n + 2), so that scores which separate the classes still give a finite line.
 *
 * @param slope     of the line; negative if lower scores mean positive
 * @param intercept of the line
 */
public record PlattScaling(double slope, double intercept) implements Calibration {
    static final String KIND = "platt";
    private static final int MOST_STEPS = 100;
    private static final double SHORTEST_STEP = 1e-10;
    /** Of the mean gradient; steps beyond it only move the last digits. */
    private static final double FLAT = 1e-14;
    /** Descents of the mean loss that its rounding hides: so near the end Newton's own steps are safe. */
    private static final double LOST_IN_ROUNDING = 1e-12;
    /** Share of the expected descent that a step must give (Armijo). */
    private static final double DESCENT = 1e-4;
    /** Keeps the curvature positive where all scores are equal: the slope is then 0. */
    private static final double RIDGE = 1e-12;

    /** Refuses what is no line. */
    public PlattScaling {
        if (!Double.isFinite(slope) || !Double.isFinite(intercept)) {
            throw new IllegalArgumentException("a slope of " + slope + " and an intercept of " + intercept
                    + ": give finite numbers");
        }
    }

    /** A line in scores moved and stretched to −1 … 1, which keeps Newton's equations well conditioned. */
    private record Fit(double[] scores, double[] targets, double slope, double intercept) {
        Fit with(double newSlope, double newIntercept) {
            return new Fit(scores, targets, newSlope, newIntercept);
        }

        private double linear(int index) {
            return slope * scores[index] + intercept;
        }

        /** The mean cross-entropy, log(1 + eᶻ) − t z. */
        double loss() {
            double sum = 0;
            for (int index = 0; index < scores.length; index++) {
                double z = linear(index);
                sum += Math.max(z, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(z))) - targets[index] * z;
            }
            return sum / scores.length;
        }

        /** One step of Newton, halved until it descends; itself where it is flat or no step descends. */
        Fit step() {
            double bySlope = 0;
            double byIntercept = 0;
            double curveSlope = RIDGE;
            double curveBoth = 0;
            double curveIntercept = RIDGE;
            for (int index = 0; index < scores.length; index++) {
                double probability = Sigmoid.of(linear(index));
                double error = (probability - targets[index]) / scores.length;
                double weight = probability * (1 - probability) / scores.length;
                bySlope += error * scores[index];
                byIntercept += error;
                curveSlope += weight * scores[index] * scores[index];
                curveBoth += weight * scores[index];
                curveIntercept += weight;
            }
            if (Math.max(Math.abs(bySlope), Math.abs(byIntercept)) < FLAT) {
                return this;
            }
            double determinant = curveSlope * curveIntercept - curveBoth * curveBoth;
            double toSlope = -(curveIntercept * bySlope - curveBoth * byIntercept) / determinant;
            double toIntercept = -(curveSlope * byIntercept - curveBoth * bySlope) / determinant;
            double expected = bySlope * toSlope + byIntercept * toIntercept;
            if (-expected < LOST_IN_ROUNDING) {
                return with(slope + toSlope, intercept + toIntercept);
            }
            double before = loss();
            for (double size = 1; size >= SHORTEST_STEP; size /= 2) {
                Fit next = with(slope + size * toSlope, intercept + size * toIntercept);
                if (next.loss() < before + DESCENT * size * expected) {
                    return next;
                }
            }
            return this;
        }
    }

    /**
     * Fits, by Newton's method with backtracking (Lin, Lin and Weng 2007).
     *
     * @param positive of each validation case, whether it has what is looked for
     * @param scores   of each, finite; equal scores all over give the slope 0
     * @throws dev.nacre.nn.InputException if all cases are of one class, or a score is not a finite number
     */
    public static PlattScaling of(boolean[] positive, double[] scores) {
        CalibrationCases.check(positive, scores);
        double lowest = Arrays.stream(scores).min().orElseThrow();
        double highest = Arrays.stream(scores).max().orElseThrow();
        // Halves first, so that the difference of huge scores does not overflow.
        double middle = lowest / 2 + highest / 2;
        double reach = lowest == highest ? 1 : highest / 2 - lowest / 2;
        double[] moved = Arrays.stream(scores).map(score -> (score - middle) / reach).toArray();
        double[] targets = targets(positive);
        double prior = Arrays.stream(targets).average().orElseThrow();
        Fit fit = new Fit(moved, targets, 0, StrictMath.log(prior / (1 - prior)));
        for (int step = 0; step < MOST_STEPS; step++) {
            Fit next = fit.step();
            if (next == fit) {
                break;
            }
            fit = next;
        }
        return new PlattScaling(fit.slope / reach, fit.intercept - fit.slope / reach * middle);
    }

    private static double[] targets(boolean[] positive) {
        int positives = 0;
        for (boolean is : positive) {
            positives += is ? 1 : 0;
        }
        double high = (positives + 1.0) / (positives + 2.0);
        double low = 1 / (positive.length - positives + 2.0);
        double[] targets = new double[positive.length];
        for (int index = 0; index < targets.length; index++) {
            targets[index] = positive[index] ? high : low;
        }
        return targets;
    }

    @Override
    public double probability(double score) {
        return Sigmoid.of(slope * score + intercept);
    }

    @Override
    public Json.Fields toJson() {
        return Json.object().with("kind", KIND).with("slope", slope).with("intercept", intercept);
    }

    static PlattScaling fromJson(Json json) {
        return new PlattScaling(json.get("slope").decimal(), json.get("intercept").decimal());
    }
}
