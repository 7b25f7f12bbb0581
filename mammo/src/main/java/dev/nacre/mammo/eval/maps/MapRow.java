package dev.nacre.mammo.eval.maps;

import dev.nacre.core.io.Json;
import dev.nacre.mammo.eval.localisation.CountedPictures;
import dev.nacre.nn.metric.Interval;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * All figures of one way of making maps.
 *
 * @param name of the way
 * @param threshold of its masks
 * @param diceWithLesion mean over pictures with a lesion
 * @param diceAll mean over all pictures
 * @param pointing share of pictures with a lesion whose highest place lies on one
 * @param test of Dice beside the baseline; none for the baseline
 * @param points false marks at equal sensitivity; those in normal pictures only where there are such
 */
public record MapRow(String name, double threshold, Interval diceWithLesion, Interval diceAll, Interval pointing,
        Optional<MapFigures.DiceTest> test, List<Point> points) {
    /** Copies the list. */
    public MapRow {
        points = List.copyOf(points);
    }

    /**
     * False marks at one sensitivity.
     *
     * @param marks what counts as one
     * @param counted in which pictures
     * @param sensitivity share of lesions found
     * @param perPicture how many
     * @param fewer than the baseline's, as a part of those; none for the baseline
     */
    public record Point(MapTable.Marks marks, CountedPictures counted, double sensitivity, Interval perPicture,
            Optional<Interval> fewer) {
        private Json.Fields toJson() {
            Json.Fields json = Json.object().with("marks", marks.name().toLowerCase(Locale.ROOT))
                    .with("counted", counted.name().toLowerCase(Locale.ROOT)).with("sensitivity", sensitivity)
                    .with("per_picture", json(perPicture));
            return fewer.isEmpty() ? json : json.with("fewer_than_baseline", json(fewer.get()));
        }
    }

    Json.Fields toJson() {
        Json.Fields json = Json.object().with("name", name).with("threshold", threshold)
                .with("dice_with_lesion", json(diceWithLesion)).with("dice_all", json(diceAll))
                .with("pointing", json(pointing));
        if (test.isPresent()) {
            json = json.with("dice_difference", test.get().t().meanDifference())
                    .with("paired_t_p", test.get().t().p()).with("wilcoxon_p", test.get().ranks().p());
        }
        return json.with("false_marks", new Json.Items(points.stream().map(point -> (Json) point.toJson()).toList()));
    }

    private static Json json(Interval interval) {
        return new Json.Items(List.of(number(interval.estimate()), number(interval.low()), number(interval.high())));
    }

    /** A sensitivity that is never reached has infinitely many false marks, which JSON cannot say. */
    private static Json number(double value) {
        return Double.isInfinite(value) ? new Json.Text(value > 0 ? "not reached" : "infinitely more")
                : new Json.Decimal(value);
    }

    String quality() {
        return "| " + name + " | " + shown(diceWithLesion) + " | " + shown(diceAll) + " | " + shown(pointing) + " | "
                + test.map(both -> String.format(Locale.ROOT, "%+.3f, paired t p = %.4f, Wilcoxon p = %.4f",
                        both.t().meanDifference(), both.t().p(), both.ranks().p())).orElse("") + " |\n";
    }

    String falsePeaks() {
        return "| " + name + " | " + peaks(point -> shown(point.perPicture())) + " |\n";
    }

    String reductions() {
        return "| " + name + " | " + peaks(point -> percent(point.fewer().orElseThrow())) + " |\n";
    }

    private String peaks(Function<Point, String> cell) {
        return points.stream().filter(point -> point.marks() == MapTable.Marks.PEAKS
                && point.counted() == CountedPictures.ALL).map(cell).collect(Collectors.joining(" | "));
    }

    private static String shown(Interval interval) {
        return shown(interval.estimate()) + " (" + shown(interval.low()) + " to " + shown(interval.high()) + ")";
    }

    private static String shown(double value) {
        return Double.isInfinite(value) ? "not reached" : String.format(Locale.ROOT, "%.3f", value);
    }

    private static String percent(Interval interval) {
        return percent(interval.estimate()) + " (" + percent(interval.low()) + " to " + percent(interval.high()) + ")";
    }

    private static String percent(double share) {
        return Double.isInfinite(share) ? "not reached" : String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }
}
