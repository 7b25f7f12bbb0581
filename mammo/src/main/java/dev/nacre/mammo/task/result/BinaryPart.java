package dev.nacre.mammo.task.result;

import dev.nacre.core.io.Json;
import dev.nacre.mammo.eval.cases.BinaryResult;
import dev.nacre.mammo.eval.cases.CalibrationResult;
import dev.nacre.mammo.eval.cases.ChosenPoint;
import dev.nacre.mammo.eval.cases.Figure;
import dev.nacre.mammo.eval.cases.Subgroup;
import dev.nacre.mammo.page.Axis;
import dev.nacre.mammo.page.Figures;
import dev.nacre.mammo.page.IntervalTable;
import dev.nacre.mammo.page.Markup;
import dev.nacre.mammo.page.Page;
import dev.nacre.mammo.page.Plot;
import dev.nacre.nn.metric.Interval;
import dev.nacre.nn.metric.PrecisionRecallCurve;
import dev.nacre.nn.metric.ReliabilityCurve;
import dev.nacre.nn.metric.RocCurve;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * A question of two classes on a page: figures with intervals, ROC, precision–recall and reliability curves, operating
 * points, subgroups.
 *
 * @param key    its name among the figures
 * @param title  over the section
 * @param result what was found
 */
public record BinaryPart(String key, String title, BinaryResult result) implements ResultPart {
    private static final int SIDE = 380;
    private static final int TICKS = 5;
    private static final double CHANCE = 0.5;
    /** Styles of the ways to make probabilities. */
    private static final List<String> STYLES = List.of("model", "baseline", "before");

    @Override
    public Json.Fields toJson() {
        return result.toJson();
    }

    @Override
    public void write(Page page) {
        page.section(title, result.positives() + " of " + result.cases().all().size() + " (each a "
                + result.cases().unit().word() + ") have " + result.cases().question().classes().get(1)
                + "." + result.cases().leftOut()
                + " Intervals are percentiles of a bootstrap that draws whole patients.");
        Markup markup = page.markup();
        markup.open("div", "class", "pair");
        figures(markup);
        roc(page);
        precisionRecall(page);
        if (!result.calibration().isEmpty()) {
            reliability(page);
        }
        if (!result.points().isEmpty()) {
            points(markup);
        }
        if (!result.subgroups().isEmpty()) {
            subgroups(markup);
        }
        markup.close();
        page.close();
    }

    private void figures(Markup markup) {
        markup.open("article", "class", "card").element("h3", "Figures");
        double lowest = result.figures().stream().mapToDouble(figure -> figure.interval().low()).min().orElse(0);
        IntervalTable table = new IntervalTable(markup, "", "Estimate",
                Axis.spanning("", Math.min(CHANCE, lowest), 1, TICKS), OptionalDouble.empty());
        for (Figure figure : result.figures()) {
            table.row("model", figure.title(), "", figure.interval());
        }
        table.end();
        markup.element("p", "The standard error of the area by DeLong, as if all cases were independent: "
                + Figures.of(result.deLongError()) + ".", "class", "note");
        markup.close();
    }

    private void roc(Page page) {
        RocCurve curve = result.roc();
        Markup markup = page.markup();
        markup.open("article", "class", "card").element("h3", "ROC curve");
        Plot plot = new Plot(markup, "ROC curve", Axis.share("False positive rate (1 − specificity)"),
                Axis.share("True positive rate (sensitivity)"), SIDE, SIDE);
        plot.line("chance", new double[] {0, 1}, new double[] {0, 1});
        plot.line("model", curve.points().stream().mapToDouble(RocCurve.Point::falsePositiveRate).toArray(),
                curve.points().stream().mapToDouble(RocCurve.Point::truePositiveRate).toArray());
        for (ChosenPoint chosen : result.points()) {
            plot.dots("baseline", new double[] {1 - chosen.specificity().estimate()},
                    new double[] {chosen.sensitivity().estimate()});
        }
        plot.end();
        page.legend("model", "area " + Figures.of(curve.area()));
        if (!result.points().isEmpty()) {
            page.legend("baseline", "dots: thresholds chosen on validation cases");
        }
        markup.close();
    }

    private void precisionRecall(Page page) {
        PrecisionRecallCurve curve = result.precisionRecall();
        Markup markup = page.markup();
        markup.open("article", "class", "card").element("h3", "Precision–recall curve");
        double share = (double) result.positives() / result.cases().all().size();
        new Plot(markup, "precision–recall curve", Axis.share("Recall (sensitivity)"),
                Axis.share("Precision (positive predictive value)"), SIDE, SIDE)
                .line("chance", new double[] {0, 1}, new double[] {share, share})
                .line("model", curve.points().stream().mapToDouble(PrecisionRecallCurve.Point::recall).toArray(),
                        curve.points().stream().mapToDouble(PrecisionRecallCurve.Point::precision).toArray()).end();
        page.legend("model", "average precision " + Figures.of(curve.averagePrecision()) + ", chance "
                + Figures.of(share));
        markup.close();
    }

    private void reliability(Page page) {
        Markup markup = page.markup();
        markup.open("article", "class", "card").element("h3", "Reliability");
        Plot plot = new Plot(markup, "reliability", Axis.share("Mean probability"), Axis.share("Share of positive"
                + " cases"), SIDE, SIDE).line("chance", new double[] {0, 1}, new double[] {0, 1});
        for (int index = 0; index < result.calibration().size(); index++) {
            List<ReliabilityCurve.Bin> bins = result.calibration().get(index).curve().bins();
            double[] probabilities = bins.stream().mapToDouble(ReliabilityCurve.Bin::probability).toArray();
            double[] shares = bins.stream().mapToDouble(ReliabilityCurve.Bin::share).toArray();
            plot.line(STYLES.get(index), probabilities, shares).dots(STYLES.get(index), probabilities, shares);
        }
        plot.end();
        for (int index = 0; index < result.calibration().size(); index++) {
            CalibrationResult one = result.calibration().get(index);
            page.legend(STYLES.get(index), one.name() + ", fitted on validation cases: Brier score "
                    + Figures.of(one.brier()) + ", expected calibration error "
                    + Figures.of(one.curve().expectedCalibrationError()));
        }
        if (result.calibration().size() < STYLES.size()) {
            markup.element("p", "No temperature is best on the validation cases: each has its score on its own side of"
                    + " 0, or scores do not rise with the truth.", "class", "note");
        }
        markup.close();
    }

    private void points(Markup markup) {
        markup.open("article", "class", "card wide").element("h3", "Operating points");
        markup.open("table").open("thead").open("tr").element("th", "Threshold chosen for", "scope", "col");
        for (String column : List.of("Sensitivity", "Specificity")) {
            markup.open("th", "scope", "col", "class", "number").text(column).element("small", "95 % interval").close();
        }
        for (String column : List.of("F1", "TP", "FP", "FN", "TN")) {
            markup.element("th", column, "scope", "col", "class", "number");
        }
        markup.close().close().open("tbody");
        for (ChosenPoint chosen : result.points()) {
            markup.open("tr").open("th", "scope", "row").text(chosen.rule())
                    .element("small", "score of at least " + threshold(chosen.point().threshold())).close();
            IntervalTable.number(markup, Figures.of(chosen.sensitivity().estimate()), chosen.sensitivity());
            IntervalTable.number(markup, Figures.of(chosen.specificity().estimate()), chosen.specificity());
            markup.element("td", Figures.of(chosen.point().f1()), "class", "number");
            for (long count : new long[] {chosen.point().truePositives(), chosen.point().falsePositives(),
                    chosen.point().falseNegatives(), chosen.point().trueNegatives()}) {
                markup.element("td", Long.toString(count), "class", "number");
            }
            markup.close();
        }
        markup.close().close().close();
    }

    private static String threshold(double value) {
        return Double.isInfinite(value) ? "∞" : String.format(Locale.ROOT, "%.4g", value).replace('-', '−');
    }

    private void subgroups(Markup markup) {
        markup.open("article", "class", "card").element("h3", "Subgroups");
        double lowest = result.subgroups().stream().flatMap(group -> group.area().stream())
                .mapToDouble(Interval::low).min().orElse(0);
        IntervalTable table = new IntervalTable(markup, "", "ROC AUC",
                Axis.spanning("", Math.min(CHANCE, lowest), 1, TICKS), OptionalDouble.of(CHANCE));
        for (Subgroup group : result.subgroups()) {
            group.area().ifPresent(area -> table.row("model", group.by() + " " + group.value(),
                    group.positives() + " of " + group.cases(), area));
        }
        table.end();
        List<String> small = result.subgroups().stream().filter(group -> group.area().isEmpty())
                .map(group -> group.by() + " " + group.value()).toList();
        if (!small.isEmpty()) {
            markup.element("p", "With less than two cases of a class, and so without an area: "
                    + String.join(", ", small) + ".", "class", "note");
        }
        markup.close();
    }
}
