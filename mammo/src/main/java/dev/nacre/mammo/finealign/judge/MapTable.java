package dev.nacre.mammo.finealign.judge;

import dev.nacre.core.io.Json;
import dev.nacre.mammo.eval.localisation.CountedPictures;
import dev.nacre.mammo.eval.localisation.DensityGroup;
import dev.nacre.mammo.eval.localisation.DiceConvention;
import dev.nacre.mammo.eval.localisation.FrocCases;
import dev.nacre.mammo.eval.localisation.FrocReduction;
import dev.nacre.nn.metric.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Ways of making maps beside a baseline, in one table: Dice by both conventions, pointing game, false marks in each
 * picture at equal sensitivity, and by how much they are fewer than the baseline's.
 *
 * @param figures over the pictures that were judged
 * @param baseline what the others are compared with
 * @param others in their order
 */
public record MapTable(MapFigures figures, Way baseline, List<Way> others) {
    /** Sensitivities at which false marks are compared (specification §2.9). */
    public static final List<Double> SENSITIVITIES = List.of(0.6, 0.7, 0.8, 0.9);

    /** What counts as a mark. */
    public enum Marks {
        /** Peaks of the map at least 10 mm apart, which hit the lesion that they lie in. */
        PEAKS,
        /** Regions above a threshold, by the usual rule; they grow together and may never find most lesions. */
        REGIONS;

        FrocCases of(Way way) {
            return this == PEAKS ? way.judged().peaks() : way.judged().regions(way.thresholds());
        }
    }

    /** Copies the list. */
    public MapTable {
        others = List.copyOf(others);
    }

    /** Judged maps and the thresholds at which they were. */
    public record Way(JudgedMaps judged, MapThresholds thresholds) {
    }

    /** The same for the pictures of fatty or of dense breasts alone. */
    public MapTable of(DensityGroup group) {
        return new MapTable(figures.of(group), of(baseline, group),
                others.stream().map(way -> of(way, group)).toList());
    }

    private Way of(Way way, DensityGroup group) {
        return new Way(figures.of(way.judged(), group), way.thresholds());
    }

    /** All figures. */
    public Json.Fields toJson() {
        long lesions = figures.views().stream().mapToLong(view -> view.lesions().size()).sum();
        List<Json> rows = new ArrayList<>();
        rows.add(row(baseline));
        others.forEach(way -> rows.add(row(way)));
        return Json.object().with("patients", figures.views().stream().map(MarkedView::patient).distinct().count())
                .with("pictures", figures.views().size())
                .with("pictures_with_lesion", figures.views().stream().filter(MarkedView::hasLesion).count())
                .with("lesions", lesions).with("ways", new Json.Items(rows));
    }

    private Json.Fields row(Way way) {
        JudgedMaps judged = way.judged();
        Json.Fields row = Json.object().with("name", judged.name()).with("threshold", judged.threshold())
                .with("dice_with_lesion", json(figures.dice(judged, DiceConvention.PICTURES_WITH_LESION)))
                .with("dice_all", json(figures.dice(judged, DiceConvention.ALL_PICTURES)))
                .with("pointing", json(figures.pointing(judged)));
        if (way != baseline) {
            MapFigures.DiceTest test = figures.test(judged, baseline.judged());
            row = row.with("dice_difference", test.t().meanDifference()).with("paired_t_p", test.t().p())
                    .with("wilcoxon_p", test.ranks().p());
        }
        for (Marks marks : Marks.values()) {
            List<Json> points = new ArrayList<>();
            for (CountedPictures counted : CountedPictures.values()) {
                for (double sensitivity : SENSITIVITIES) {
                    points.add(point(way, marks, counted, sensitivity));
                }
            }
            row = row.with("false_" + marks.name().toLowerCase(Locale.ROOT), new Json.Items(points));
        }
        return row;
    }

    private Json.Fields point(Way way, Marks marks, CountedPictures counted, double sensitivity) {
        Json.Fields one = Json.object().with("counted", counted.name().toLowerCase(Locale.ROOT))
                .with("sensitivity", sensitivity)
                .with("per_picture", json(figures.falseMarks(marks.of(way), sensitivity, counted)));
        return way == baseline ? one : one.with("fewer_than_baseline",
                json(reduction(way, marks, sensitivity, counted)));
    }

    /** By how much a way's false marks are fewer than the baseline's. */
    public Interval reduction(Way way, Marks marks, double sensitivity, CountedPictures counted) {
        return FrocReduction.of(marks.of(way), marks.of(baseline), sensitivity, counted, figures.paired()).reduction();
    }

    private static Json json(Interval interval) {
        return new Json.Items(List.of(number(interval.estimate()), number(interval.low()), number(interval.high())));
    }

    /** A sensitivity that is never reached has infinitely many false regions, which JSON cannot say. */
    private static Json number(double value) {
        return Double.isInfinite(value) ? new Json.Text(value > 0 ? "not reached" : "-infinite")
                : new Json.Decimal(value);
    }

    /** Markdown: a row for each way. */
    public String markdown() {
        StringBuilder text = new StringBuilder("| map | Dice, pictures with a lesion | Dice, all pictures |"
                + " pointing game |");
        SENSITIVITIES.forEach(one -> text.append(" false peaks a picture at ").append(one).append(" |"));
        SENSITIVITIES.forEach(one -> text.append(" fewer than the baseline at ").append(one).append(" |"));
        text.append("\n|---|---|---|---|").append("---|".repeat(2 * SENSITIVITIES.size())).append('\n');
        List<Way> all = new ArrayList<>(others);
        all.addFirst(baseline);
        for (Way way : all) {
            JudgedMaps judged = way.judged();
            text.append("| ").append(judged.name())
                    .append(" | ").append(shown(figures.dice(judged, DiceConvention.PICTURES_WITH_LESION)))
                    .append(" | ").append(shown(figures.dice(judged, DiceConvention.ALL_PICTURES)))
                    .append(" | ").append(shown(figures.pointing(judged))).append(" |");
            for (double sensitivity : SENSITIVITIES) {
                text.append(' ').append(shown(figures.falseMarks(Marks.PEAKS.of(way), sensitivity,
                        CountedPictures.ALL))).append(" |");
            }
            for (double sensitivity : SENSITIVITIES) {
                text.append(' ').append(way == baseline ? "" : percent(reduction(way, Marks.PEAKS,
                        sensitivity, CountedPictures.ALL))).append(" |");
            }
            text.append('\n');
        }
        return text.toString();
    }

    private static String shown(Interval interval) {
        return String.format(Locale.ROOT, "%s (%s to %s)", shown(interval.estimate()), shown(interval.low()),
                shown(interval.high()));
    }

    private static String shown(double value) {
        return Double.isInfinite(value) ? "not reached" : String.format(Locale.ROOT, "%.3f", value);
    }

    private static String percent(Interval interval) {
        return String.format(Locale.ROOT, "%s (%s to %s)", percent(interval.estimate()), percent(interval.low()),
                percent(interval.high()));
    }

    private static String percent(double share) {
        return Double.isInfinite(share) ? "not reached" : String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }
}
