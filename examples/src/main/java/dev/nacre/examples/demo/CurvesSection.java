package dev.nacre.examples.demo;

import dev.nacre.mammo.page.Axis;
import dev.nacre.mammo.page.Figures;
import dev.nacre.mammo.page.Markup;
import dev.nacre.mammo.page.Page;
import dev.nacre.mammo.page.Plot;
import dev.nacre.nn.metric.RocCurve;
import java.util.Arrays;
import java.util.List;

/** The ROC curves of a finding, and the course of the training. */
final class CurvesSection {
    private static final int SIDE = 420;
    private static final int WIDE = 420;
    private static final int LOW = 290;
    private static final int TICKS = 5;
    /** Of all steps, the part over which the bold line averages. */
    private static final int SMOOTHING = 40;

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

    void training(TrainingLog log) {
        double[] steps = new double[log.losses().length];
        Arrays.setAll(steps, index -> index + 1);
        double highest = Math.max(max(log.losses()), max(log.validationLosses()));
        markup.open("article", "class", "card").element("h3", "Loss");
        Plot loss = new Plot(markup, "loss by step", Axis.between("Step", 0, steps.length, TICKS),
                Axis.spanning("Contrastive loss", 0, highest, TICKS), WIDE, LOW);
        loss.line("each", steps, log.losses()).line("model", steps, smooth(log.losses()));
        loss.line("baseline", log.validationSteps(), log.validationLosses())
                .dots("baseline", log.validationSteps(), log.validationLosses()).end();
        page.legend("each", "each step");
        page.legend("model", "mean of neighbouring steps");
        if (log.validationLosses().length > 0) {
            page.legend("baseline", "validation rows");
        }
        markup.close();
        markup.open("article", "class", "card").element("h3", "Learning rate");
        double[] rates = Arrays.stream(log.learningRates()).map(rate -> rate * 1000).toArray();
        new Plot(markup, "learning rate by step", Axis.between("Step", 0, steps.length, TICKS),
                Axis.spanning("Learning rate in thousandths", 0, max(rates), TICKS), WIDE, LOW)
                .line("model", steps, rates).end();
        markup.close();
    }

    private static void curve(Plot plot, String style, Measured measured) {
        List<RocCurve.Point> points = measured.curve().points();
        plot.line(style, points.stream().mapToDouble(RocCurve.Point::falsePositiveRate).toArray(),
                points.stream().mapToDouble(RocCurve.Point::truePositiveRate).toArray());
    }

    private static double max(double[] values) {
        return Arrays.stream(values).max().orElse(0);
    }

    private static double[] smooth(double[] values) {
        int reach = values.length / SMOOTHING / 2 + 1;
        double[] smooth = new double[values.length];
        Arrays.setAll(smooth, index -> Arrays.stream(values, Math.max(0, index - reach),
                Math.min(values.length, index + reach + 1)).average().orElseThrow());
        return smooth;
    }
}
