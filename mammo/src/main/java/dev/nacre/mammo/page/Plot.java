package dev.nacre.mammo.page;

import java.math.BigDecimal;
import java.util.Locale;

/** A chart of lines as SVG: a frame of numbers, then as many lines as one likes. Colours come from the style sheet. */
public final class Plot {
    private static final int LEFT = 54;
    private static final int RIGHT = 14;
    private static final int TOP = 10;
    private static final int BOTTOM = 46;
    private static final int GAP = 8;
    private static final int SMALL = 4;

    private final Markup page;
    private final Axis across;
    private final Axis up;
    private final int width;
    private final int height;

    /**
     * Draws the frame.
     *
     * @param description for those who do not see it
     */
    public Plot(Markup page, String description, Axis across, Axis up, int width, int height) {
        this.page = page;
        this.across = across;
        this.up = up;
        this.width = width;
        this.height = height;
        page.open("svg", "class", "plot", "viewBox", "0 0 " + width + " " + height, "role", "img", "aria-label",
                description);
        for (BigDecimal tick : up.ticks()) {
            String y = y(tick.doubleValue());
            page.empty("line", "class", "grid", "x1", LEFT, "x2", width - RIGHT, "y1", y, "y2", y);
            page.element("text", plain(tick), "class", "tick", "x", LEFT - GAP, "y", y, "dy", "0.34em", "text-anchor",
                    "end");
        }
        int bottom = height - BOTTOM;
        for (BigDecimal tick : across.ticks()) {
            String x = x(tick.doubleValue());
            page.empty("line", "class", "axis", "x1", x, "x2", x, "y1", bottom, "y2", bottom + SMALL);
            page.element("text", plain(tick), "class", "tick", "x", x, "y", bottom + GAP, "dy", "0.8em", "text-anchor",
                    "middle");
        }
        page.empty("line", "class", "axis", "x1", LEFT, "x2", width - RIGHT, "y1", bottom, "y2", bottom);
        page.element("text", across.title(), "class", "title", "x", (LEFT + width - RIGHT) / 2, "y", height - SMALL,
                "text-anchor", "middle");
        int middle = (TOP + bottom) / 2;
        page.element("text", up.title(), "class", "title", "x", 0, "y", 0, "text-anchor", "middle", "transform",
                "translate(13 " + middle + ") rotate(-90)");
    }

    /** A line through points; {@code style} is a class of the style sheet. */
    public Plot line(String style, double[] x, double[] y) {
        StringBuilder path = new StringBuilder();
        for (int index = 0; index < x.length; index++) {
            path.append(index == 0 ? "M" : "L").append(x(x[index])).append(' ').append(y(y[index]));
        }
        page.empty("path", "class", "line " + style, "d", path);
        return this;
    }

    /** A dot at each point. */
    public Plot dots(String style, double[] x, double[] y) {
        for (int index = 0; index < x.length; index++) {
            page.empty("circle", "class", "dot " + style, "cx", x(x[index]), "cy", y(y[index]), "r", "3");
        }
        return this;
    }

    /** Nothing more is drawn. */
    public void end() {
        page.close();
    }

    private String x(double value) {
        return number(LEFT + across.place(value) * (width - LEFT - RIGHT));
    }

    private String y(double value) {
        return number(height - BOTTOM - up.place(value) * (height - BOTTOM - TOP));
    }

    /** A number on an axis. */
    public static String plain(BigDecimal tick) {
        return tick.signum() == 0 ? "0" : tick.toPlainString().replace('-', '−');
    }

    /** Tenths of a unit are finer than a pixel. */
    public static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
