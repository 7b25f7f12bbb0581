package dev.nacre.examples.demo;

import dev.nacre.mammo.page.Axis;
import dev.nacre.mammo.page.Figures;
import dev.nacre.mammo.page.Markup;
import dev.nacre.mammo.page.Page;
import dev.nacre.mammo.page.Plot;
import dev.nacre.nn.metric.RocCurve;
import java.util.List;

/** The ROC curves of a finding. */
final class CurvesSection {
    private static final int SIDE = 420;

    private final Page page;
    private final Markup markup;

    CurvesSection(Page page) {
        this.page = page;
        this.markup = page.markup();
    }

    void roc(FindingResult result) {
        Measured best = FindingResult.best(result.baselines());
        markup.open("article", "class", "card");
        markup.element("h3", result.finding().title());
        Plot plot = new Plot(markup, "ROC curves for " + result.finding().word(),
                Axis.share("False positive rate (1 − specificity)"), Axis.share("True positive rate (sensitivity)"),
                SIDE, SIDE);
        plot.line("chance", new double[] {0, 1}, new double[] {0, 1});
        curve(plot, "before", result.untrained());
        curve(plot, "baseline", best);
        curve(plot, "model", result.trained());
        plot.end();
        page.legend("model", "Mammo-CLIP, " + Figures.of(result.trained().area().estimate()));
        page.legend("baseline", best.name() + ", the best baseline, " + Figures.of(best.area().estimate()));
        page.legend("before", "before training, " + Figures.of(result.untrained().area().estimate()));
        markup.close();
    }

    private static void curve(Plot plot, String style, Measured measured) {
        List<RocCurve.Point> points = measured.curve().points();
        plot.line(style, points.stream().mapToDouble(RocCurve.Point::falsePositiveRate).toArray(),
                points.stream().mapToDouble(RocCurve.Point::truePositiveRate).toArray());
    }
}
