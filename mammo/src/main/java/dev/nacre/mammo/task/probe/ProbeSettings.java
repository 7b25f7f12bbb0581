package dev.nacre.mammo.task.probe;

import dev.nacre.core.io.Json;
import dev.nacre.nn.linear.PenaltyChoice;
import java.util.List;

/**
 * How to fit a linear probe.
 *
 * @param share     of the labelled patients, see {@link dev.nacre.mammo.data.LabelFraction}
 * @param balanced  whether every class counts for as much as every other, however rare; else every picture does
 * @param penalties to choose from by cross-validation inside the training patients; with a single one nothing is chosen
 * @param folds     of the cross-validation, at least 2; fewer where a label has fewer patients than that
 * @param seed      of the drawn patients and of the folds
 */
public record ProbeSettings(double share, boolean balanced, List<Double> penalties, int folds, long seed) {
    private static final int FOLDS = 5;

    /** Copies the list; refuses too few penalties and folds. */
    public ProbeSettings {
        penalties = List.copyOf(penalties);
        if (penalties.isEmpty() || folds < 2) {
            throw new IllegalArgumentException(penalties.size() + " penalties and " + folds
                    + " folds: give at least 1 and 2");
        }
    }

    /** A share of the labels, every picture counting for one, the penalty chosen in five folds. */
    public static ProbeSettings of(double share, long seed) {
        return new ProbeSettings(share, false, PenaltyChoice.USUAL, FOLDS, seed);
    }

    /** Rare classes count for as much as frequent ones. */
    public ProbeSettings withBalance() {
        return new ProbeSettings(share, true, penalties, folds, seed);
    }

    /** Other penalties to choose from. */
    public ProbeSettings withPenalties(List<Double> others) {
        return new ProbeSettings(share, balanced, others, folds, seed);
    }

    /** The middle one of the penalties, for where none can be chosen. */
    double middlePenalty() {
        return penalties.stream().sorted().toList().get(penalties.size() / 2);
    }

    /** For result files. */
    public Json.Fields toJson() {
        return Json.object().with("share", share).with("balanced", balanced)
                .with("penalties", new Json.Items(penalties.stream().<Json>map(Json.Decimal::new).toList()))
                .with("folds", folds).with("seed", seed);
    }
}
