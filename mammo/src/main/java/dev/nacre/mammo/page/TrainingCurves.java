package dev.nacre.mammo.page;

import dev.nacre.nn.train.TrainingHistory;
import java.util.Arrays;

/** The course of a training: two charts, of the loss and of the learning rate. */
public final class TrainingCurves {
    private static final int WIDTH = 420;
    private static final int HEIGHT = 290;
    private static final int TICKS = 5;
    /** Of all steps, the part over which the bold line averages. */
    private static final int SMOOTHING = 40;

    private TrainingCurves() {
    }

    /**
     * Writes both as cards.
     *
     * @param loss what it is called
     */
    public static void write(Page page, TrainingHistory history, String loss) {
        Markup markup = page.markup();
        double[] steps = new double[history.losses().length];
        Arrays.setAll(steps, index -> index + 1);
        double highest = Math.max(max(history.losses()), max(history.validationLosses()));
        double lowest = Math.min(0, Math.min(min(history.losses()), min(history.validationLosses())));
        markup.open("article", "class", "card").element("h3", "Loss");
        new Plot(markup, "loss by step", Axis.between("Step", 0, steps.length, TICKS),
                Axis.spanning(loss, lowest, highest, TICKS), WIDTH, HEIGHT)
                .line("each", steps, history.losses()).line("model", steps, smooth(history.losses()))
                .line("baseline", history.validationSteps(), history.validationLosses())
                .dots("baseline", history.validationSteps(), history.validationLosses()).end();
        page.legend("each", "each step");
        page.legend("model", "mean of neighbouring steps");
        if (history.validationLosses().length > 0) {
            page.legend("baseline", "validation rows");
        }
        markup.close();
        markup.open("article", "class", "card").element("h3", "Learning rate");
        double[] rates = Arrays.stream(history.learningRates()).map(rate -> rate * 1000).toArray();
        new Plot(markup, "learning rate by step", Axis.between("Step", 0, steps.length, TICKS),
                Axis.spanning("Learning rate in thousandths", 0, max(rates), TICKS), WIDTH, HEIGHT)
                .line("model", steps, rates).end();
        markup.close();
    }

    private static double max(double[] values) {
        return Arrays.stream(values).max().orElse(0);
    }

    private static double min(double[] values) {
        return Arrays.stream(values).min().orElse(0);
    }

    private static double[] smooth(double[] values) {
        int reach = values.length / SMOOTHING / 2 + 1;
        double[] smooth = new double[values.length];
        Arrays.setAll(smooth, index -> Arrays.stream(values, Math.max(0, index - reach),
                Math.min(values.length, index + reach + 1)).average().orElseThrow());
        return smooth;
    }
}
