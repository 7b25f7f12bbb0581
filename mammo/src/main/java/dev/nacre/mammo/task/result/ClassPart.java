package dev.nacre.mammo.task.result;

import dev.nacre.core.io.Json;
import dev.nacre.mammo.eval.cases.ClassCalibration;
import dev.nacre.mammo.eval.cases.ClassResult;
import dev.nacre.mammo.eval.cases.Figure;
import dev.nacre.mammo.eval.cases.OneAgainstRest;
import dev.nacre.mammo.page.Axis;
import dev.nacre.mammo.page.Figures;
import dev.nacre.mammo.page.IntervalTable;
import dev.nacre.mammo.page.Markup;
import dev.nacre.mammo.page.Page;
import dev.nacre.mammo.page.Plot;
import dev.nacre.nn.metric.ReliabilityCurve;
import dev.nacre.nn.metric.RocCurve;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A question of several classes on a page: figures with intervals and the confusion matrix.
 *
 * @param key    its name among the figures
 * @param title  over the section
 * @param result what was found
 */
public record ClassPart(String key, String title, ClassResult result) implements ResultPart {
    private static final int TICKS = 5;
    private static final int SIDE = 380;
    private static final List<String> STYLES = List.of("model", "baseline", "third", "fourth");

    @Override
    public Json.Fields toJson() {
        return result.toJson();
    }

    @Override
    public void write(Page page) {
        page.section(title, result.cases().all().size() + " cases, each a " + result.cases().unit().word()
                + ". Always answering the most frequent class would be right in " + Figures.of(result.majority())
                + " of them." + result.cases().leftOut()
                + " Intervals are percentiles of a bootstrap that draws whole patients.");
        Markup markup = page.markup();
        markup.open("div", "class", "pair");
        markup.open("article", "class", "card").element("h3", "Figures");
        double lowest = result.figures().stream().mapToDouble(figure -> figure.interval().low()).min().orElse(0);
        IntervalTable table = new IntervalTable(markup, "", "Estimate",
                Axis.spanning("", Math.min(0, lowest), 1, TICKS), OptionalDouble.empty());
        for (Figure figure : result.figures()) {
            table.row("model", figure.title(), "", figure.interval());
        }
        table.end();
        markup.close();
        matrix(markup);
        if (!result.rest().isEmpty()) {
            rest(page);
        }
        result.calibration().ifPresent(map -> reliability(page, map));
        markup.close();
        page.close();
    }

    /** One curve for each class; with more classes than styles, they come again. */
    private void rest(Page page) {
        Markup markup = page.markup();
        markup.open("article", "class", "card").element("h3", "ROC curves, each class against all others");
        Plot plot = new Plot(markup, "ROC curves", Axis.share("False positive rate (1 − specificity)"),
                Axis.share("True positive rate (sensitivity)"), SIDE, SIDE);
        plot.line("chance", new double[] {0, 1}, new double[] {0, 1});
        for (int place = 0; place < result.rest().size(); place++) {
            List<RocCurve.Point> points = result.rest().get(place).curve().points();
            plot.line(STYLES.get(place % STYLES.size()),
                    points.stream().mapToDouble(RocCurve.Point::falsePositiveRate).toArray(),
                    points.stream().mapToDouble(RocCurve.Point::truePositiveRate).toArray());
        }
        plot.end();
        for (int place = 0; place < result.rest().size(); place++) {
            OneAgainstRest one = result.rest().get(place);
            page.legend(STYLES.get(place % STYLES.size()), one.name() + " (" + one.cases() + " cases): area "
                    + Figures.of(one.area().estimate()) + " (" + Figures.range(one.area()) + ")");
        }
        markup.close();
    }

    private void reliability(Page page, ClassCalibration map) {
        Markup markup = page.markup();
        markup.open("article", "class", "card").element("h3", "Reliability");
        Plot plot = new Plot(markup, "reliability", Axis.share("Mean probability of the answer"),
                Axis.share("Share of right answers"), SIDE, SIDE)
                .line("chance", new double[] {0, 1}, new double[] {0, 1});
        reliability(plot, "before", map.plain());
        reliability(plot, "model", map.with());
        plot.end();
        page.legend("model", "temperature " + Figures.of(map.map().temperature()) + ", fitted on validation cases:"
                + " expected calibration error " + Figures.of(map.with().expectedCalibrationError()));
        page.legend("before", "scores as they are: " + Figures.of(map.plain().expectedCalibrationError()));
        markup.close();
    }

    private static void reliability(Plot plot, String style, ReliabilityCurve curve) {
        double[] probabilities = curve.bins().stream().mapToDouble(ReliabilityCurve.Bin::probability).toArray();
        double[] shares = curve.bins().stream().mapToDouble(ReliabilityCurve.Bin::share).toArray();
        plot.line(style, probabilities, shares).dots(style, probabilities, shares);
    }

    private void matrix(Markup markup) {
        List<String> classes = result.cases().question().classes();
        long[][] counts = result.matrix().counts();
        markup.open("article", "class", "card").element("h3", "Confusion matrix");
        markup.open("table").open("thead").open("tr").element("th", "is \\ was taken for", "scope", "col");
        classes.forEach(name -> markup.element("th", name, "scope", "col", "class", "number"));
        markup.close().close().open("tbody");
        for (int row = 0; row < counts.length; row++) {
            long all = Math.max(1, Arrays.stream(counts[row]).sum());
            markup.open("tr").element("th", classes.get(row), "scope", "row");
            for (long count : counts[row]) {
                markup.element("td", Long.toString(count), "class", "heat-cell", "style",
                        "background:rgba(14,111,134," + Figures.of(0.6 * count / all) + ")");
            }
            markup.close();
        }
        markup.close().close().close();
    }
}
