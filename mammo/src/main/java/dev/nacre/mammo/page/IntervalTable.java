package dev.nacre.mammo.page;

import dev.nacre.nn.metric.Interval;
import java.util.OptionalDouble;

/** A table of figures, each with its interval in numbers and drawn beside it, all on one scale. */
public final class IntervalTable {
    private static final int WIDTH = 200;
    private static final int HEIGHT = 22;
    private static final int AXIS = 30;
    private static final int MARGIN = 8;

    private final Markup page;
    private final Axis axis;
    private final OptionalDouble chance;

    /**
     * Starts the table.
     *
     * @param names   over the first column
     * @param figures over the second, such as ROC AUC
     * @param axis    that holds all of them
     * @param chance  where a dashed line is drawn
     */
    public IntervalTable(Markup page, String names, String figures, Axis axis, OptionalDouble chance) {
        this.page = page;
        this.axis = axis;
        this.chance = chance;
        page.open("table", "class", "figures");
        page.open("thead").open("tr");
        page.element("th", names, "scope", "col").open("th", "scope", "col", "class", "number").text(figures)
                .element("small", "95 % interval").close().open("th", "scope", "col");
        scale();
        page.close().close().close();
        page.open("tbody");
    }

    /**
     * A row.
     *
     * @param style  a class of the style sheet: model, baseline or before
     * @param detail small beneath the name; may be empty
     */
    public IntervalTable row(String style, String name, String detail, Interval interval) {
        page.open("tr", "class", style);
        page.open("th", "scope", "row").text(name);
        if (!detail.isEmpty()) {
            page.element("small", detail);
        }
        page.close();
        number(page, Figures.of(interval.estimate()), interval);
        page.open("td", "class", "strip").open("svg", "viewBox", "0 0 " + WIDTH + " " + HEIGHT, "role", "img",
                "aria-label", Figures.of(interval.estimate()) + " within " + Figures.range(interval));
        if (chance.isPresent()) {
            String x = place(chance.getAsDouble());
            page.empty("line", "class", "chance", "x1", x, "x2", x, "y1", 0, "y2", HEIGHT);
        }
        page.empty("line", "class", "whisker " + style, "x1", place(interval.low()), "x2", place(interval.high()),
                "y1", HEIGHT / 2, "y2", HEIGHT / 2);
        page.empty("circle", "class", "estimate " + style, "cx", place(interval.estimate()), "cy", HEIGHT / 2, "r",
                "4.5");
        page.close().close().close();
        return this;
    }

    /** Ends the rows; the caller may add a foot, and closes the table. */
    public void endRows() {
        page.close();
    }

    /** Ends rows and table. */
    public void end() {
        page.close().close();
    }

    /** A cell of a number and its interval. */
    public static void number(Markup page, String figure, Interval interval) {
        page.open("td", "class", "number").text(figure).element("small", Figures.range(interval)).close();
    }

    private void scale() {
        page.open("svg", "viewBox", "0 0 " + WIDTH + " " + AXIS, "role", "img", "aria-label", "scale of the figures");
        axis.ticks().forEach(tick -> page.element("text", Plot.plain(tick), "class", "tick", "x",
                place(tick.doubleValue()), "y", AXIS - MARGIN, "text-anchor", "middle"));
        page.close();
    }

    private String place(double figure) {
        return Plot.number(MARGIN + axis.place(figure) * (WIDTH - 2 * MARGIN));
    }
}
