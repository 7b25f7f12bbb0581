package dev.nacre.mammo.task;

import dev.nacre.core.io.Json;
import dev.nacre.nn.InputException;
import dev.nacre.nn.metric.Calibration;
import dev.nacre.nn.metric.PlattScaling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How likely each output is right, fitted on validation pictures: one calibration for each, of its log odds. The
 * probabilities of classes are each calibrated against all others and then brought to a sum of 1 (Zadrozny and Elkan
 * 2002, section 5).
 *
 * @param scheme what outputs mean
 * @param each   calibration of each output
 */
public record OutputCalibration(LabelScheme scheme, List<Calibration> each) {
    /** Copies the list. */
    public OutputCalibration {
        each = List.copyOf(each);
        if (each.size() != scheme.outputs()) {
            throw new IllegalArgumentException(each.size() + " calibrations for " + scheme.outputs() + " outputs");
        }
    }

    /** Whether of each output there are validation pictures of both kinds. */
    public static boolean isPossible(LabelScheme scheme, List<LabelledPicture> pictures) {
        return IntStream.range(0, scheme.outputs()).allMatch(output -> scheme.hasBoth(pictures, output));
    }

    /**
     * By Platt scaling.
     *
     * @param pictures of validation, never those of training
     * @param logits   of them, {@code [pictures][outputs]}
     * @throws InputException if of some output all known labels are equal
     */
    public static OutputCalibration fit(LabelScheme scheme, List<LabelledPicture> pictures, double[][] logits) {
        List<Calibration> each = new ArrayList<>();
        for (int output = 0; output < scheme.outputs(); output++) {
            int[] own = scheme.known(pictures, output);
            boolean[] positive = new boolean[own.length];
            double[] odds = new double[own.length];
            for (int place = 0; place < own.length; place++) {
                positive[place] = scheme.label(pictures.get(own[place]), output) == 1;
                odds[place] = logOdds(scheme, logits[own[place]])[output];
            }
            each.add(PlattScaling.of(positive, odds));
        }
        return new OutputCalibration(scheme, each);
    }

    /** Of each output, 0 to 1. @param logits {@code [outputs]} */
    public double[] probabilities(double[] logits) {
        double[] probabilities = logOdds(scheme, logits);
        for (int output = 0; output < probabilities.length; output++) {
            probabilities[output] = each.get(output).probability(probabilities[output]);
        }
        if (scheme.kind() == LabelScheme.Kind.CLASSES) {
            double sum = Arrays.stream(probabilities).sum();
            for (int output = 0; output < probabilities.length; output++) {
                probabilities[output] = sum > 0 ? probabilities[output] / sum : 1.0 / probabilities.length;
            }
        }
        return probabilities;
    }

    /** A finding's logit; of a class, its logit over what all others have together. */
    private static double[] logOdds(LabelScheme scheme, double[] logits) {
        if (scheme.kind() == LabelScheme.Kind.FINDINGS) {
            return logits.clone();
        }
        double[] odds = new double[logits.length];
        for (int output = 0; output < odds.length; output++) {
            double largest = Double.NEGATIVE_INFINITY;
            for (int other = 0; other < odds.length; other++) {
                largest = other == output ? largest : Math.max(largest, logits[other]);
            }
            double sum = 0;
            for (int other = 0; other < odds.length; other++) {
                sum += other == output ? 0 : StrictMath.exp(logits[other] - largest);
            }
            odds[output] = logits[output] - largest - StrictMath.log(sum);
        }
        return odds;
    }

    /** For files. */
    public Json toJson() {
        return new Json.Items(each.stream().<Json>map(Calibration::toJson).toList());
    }

    /** From {@link #toJson}. @throws dev.nacre.core.io.JsonException if something is missing */
    public static OutputCalibration fromJson(LabelScheme scheme, Json json) {
        return new OutputCalibration(scheme, json.items().stream().map(Calibration::fromJson).toList());
    }
}
