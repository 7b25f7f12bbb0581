package dev.nacre.bench.peers;

import dev.nacre.core.io.Json;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A line of the table. Smaller figures are better, so that the ratio peer / ours says how many times better ours is.
 *
 * @param name what was done
 * @param unit of both figures
 * @param ours our figure
 * @param peer what it is held against, NaN where that was not measured
 * @param goal least ratio that is wanted, NaN where the line only details another
 */
record Row(String name, String unit, double ours, double peer, double goal) {
    private static final int DIGITS = 4;

    /** How many times better ours is; NaN where there is no other figure. */
    double ratio() {
        return peer / ours;
    }

    /** "yes", "no", or nothing where there is no goal or no ratio. */
    String met() {
        return Double.isNaN(goal) || Double.isNaN(ratio()) ? "" : ratio() >= goal ? "yes" : "no";
    }

    /** As the mean of several: the geometric means of both columns, whose ratio is that of the ratios. */
    static Row mean(String name, String unit, List<Row> rows, double goal) {
        return new Row(name, unit, mean(rows.stream().mapToDouble(Row::ours).toArray()),
                mean(rows.stream().mapToDouble(Row::peer).toArray()), goal);
    }

    /** The geometric mean. */
    static double mean(double... values) {
        double logarithms = 0;
        for (double value : values) {
            logarithms += Math.log(value);
        }
        return Math.exp(logarithms / values.length);
    }

    /** The middle one, or the mean of the two in the middle. */
    static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** {@code {name, unit, ours, peer, ratio, goal}}; null where there is no number. */
    Json json() {
        return Json.object().with("name", name).with("unit", unit).with("ours", number(ours))
                .with("peer", number(peer)).with("ratio", number(ratio())).with("goal", number(goal));
    }

    /** A line of a Markdown table. */
    String markdown() {
        return "| " + name + " | " + unit + " | " + text(ours) + " | " + text(peer) + " | " + fixed(ratio()) + " | "
                + fixed(goal) + " | " + met() + " |";
    }

    static String heading() {
        return "| work | unit | ours | peer | ratio | goal | met |\n|---|---|--:|--:|--:|--:|---|";
    }

    private static Json number(double value) {
        return Double.isFinite(value) ? new Json.Decimal(Double.parseDouble(rounded(value))) : Json.NULL;
    }

    private static String rounded(double value) {
        return String.format(Locale.ROOT, "%." + (DIGITS - 1) + "e", value);
    }

    private static String text(double value) {
        return Double.isFinite(value) ? new BigDecimal(rounded(value)).toPlainString() : "";
    }

    private static String fixed(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.2f", value) : "";
    }
}
