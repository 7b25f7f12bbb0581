package dev.nacre.bench.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A chart of lines and points as an SVG file: a frame with numbers, a line or marks for each set, and a legend. */
public final class CurveChart {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 400;
    private static final int LEFT = 64;
    private static final int RIGHT = 150;
    private static final int TOP = 34;
    private static final int BOTTOM = 52;
    private static final int LEGEND = WIDTH - RIGHT + 12;
    private static final int MARK = 26;
    private static final List<String> COLOURS = List.of("#1b6ca8", "#c8452b", "#3a8f4d", "#7a4fa3", "#a87a1b",
            "#1b9aa0", "#b0568c", "#666666");
    private static final List<String> DASHES = List.of("none", "7 3", "2 3", "9 3 2 3", "4 4");

    private final String title;
    private final Scale across;
    private final Scale up;
    private final StringBuilder lines = new StringBuilder();
    private final StringBuilder legend = new StringBuilder();
    private int drawn;

    /** Without any line yet. */
    public CurveChart(String title, Scale across, Scale up) {
        this.title = title;
        this.across = across;
        this.up = up;
    }

    /**
     * An axis.
     *
     * @param title what it shows, with the unit
     * @param least where it begins
     * @param most where it ends
     * @param ticks numbers on it
     * @param logarithmic whether equal factors are equal steps
     */
    public record Scale(String title, double least, double most, List<Double> ticks, boolean logarithmic) {
        /** Copies the list. */
        public Scale {
            ticks = List.copyOf(ticks);
        }

        /** In about five even steps. */
        public static Scale even(String title, double least, double most) {
            double step = Math.pow(10, Math.floor(Math.log10((most - least) / 4)));
            while ((most - least) / step > 6) {
                step *= (most - least) / step > 12 ? 5 : 2;
            }
            List<Double> ticks = new ArrayList<>();
            for (double tick = Math.ceil(least / step) * step; tick <= most + 1e-9 * step; tick += step) {
                ticks.add(tick);
            }
            return new Scale(title, least, most, ticks, false);
        }

        /** In powers of ten. */
        public static Scale powers(String title, double least, double most) {
            List<Double> ticks = new ArrayList<>();
            for (double power = Math.ceil(Math.log10(least)); power <= Math.log10(most) + 1e-9; power++) {
                ticks.add(Math.pow(10, power));
            }
            return new Scale(title, least, most, ticks, true);
        }

        double place(double value) {
            return logarithmic ? Math.log(value / least) / Math.log(most / least) : (value - least) / (most - least);
        }
    }

    /** Adds a line; points beyond the frame are left out. */
    public CurveChart line(String name, double[] x, double[] y) {
        String colour = COLOURS.get(drawn % COLOURS.size());
        String dash = DASHES.get(drawn % DASHES.size());
        StringBuilder path = new StringBuilder();
        for (int index = 0; index < x.length; index++) {
            double right = across.place(x[index]);
            double high = up.place(y[index]);
            if (right >= 0 && right <= 1 && high >= -0.001 && high <= 1.001) {
                path.append(path.isEmpty() ? "M" : "L").append(number(LEFT + right * (WIDTH - LEFT - RIGHT)))
                        .append(' ').append(number(HEIGHT - BOTTOM - high * (HEIGHT - BOTTOM - TOP)));
            }
        }
        lines.append(String.format(Locale.ROOT, "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\""
                + " stroke-dasharray=\"%s\"/>%n", path, colour, dash));
        int row = row();
        return explained(name, String.format(Locale.ROOT, "<line x1=\"%d\" x2=\"%d\" y1=\"%d\" y2=\"%d\""
                + " stroke=\"%s\" stroke-width=\"2\" stroke-dasharray=\"%s\"/>", LEGEND, LEGEND + MARK, row, row,
                colour, dash));
    }

    /**
     * Adds marks; those beyond the frame are left out.
     *
     * @param filled whether they are discs, or rings
     */
    public CurveChart points(String name, double[] x, double[] y, boolean filled) {
        String colour = COLOURS.get(drawn % COLOURS.size());
        for (int index = 0; index < x.length; index++) {
            double right = across.place(x[index]);
            double high = up.place(y[index]);
            if (right >= 0 && right <= 1 && high >= 0 && high <= 1) {
                lines.append(mark(LEFT + right * (WIDTH - LEFT - RIGHT), HEIGHT - BOTTOM - high
                        * (HEIGHT - BOTTOM - TOP), colour, filled)).append('\n');
            }
        }
        return explained(name, mark(LEGEND + MARK / 2.0, row(), colour, filled));
    }

    private static String mark(double x, double y, String colour, boolean filled) {
        return "<circle cx=\"" + number(x) + "\" cy=\"" + number(y) + "\" r=\"3.5\" stroke=\"" + colour + "\" fill=\""
                + (filled ? colour : "none") + "\"/>";
    }

    private int row() {
        return TOP + 14 + 22 * drawn;
    }

    private CurveChart explained(String name, String mark) {
        legend.append(String.format(Locale.ROOT, "%s<text x=\"%d\" y=\"%d\" dy=\"0.35em\">%s</text>%n", mark,
                LEGEND + MARK + 6, row(), escaped(name)));
        drawn++;
        return this;
    }

    /** The whole file. */
    public String svg() {
        StringBuilder frame = new StringBuilder();
        int bottom = HEIGHT - BOTTOM;
        int right = WIDTH - RIGHT;
        for (double tick : up.ticks()) {
            String y = number(bottom - up.place(tick) * (bottom - TOP));
            frame.append("<line class=\"grid\" x1=\"" + LEFT + "\" x2=\"" + right + "\" y1=\"" + y + "\" y2=\"" + y
                    + "\"/><text x=\"" + (LEFT - 8) + "\" y=\"" + y + "\" dy=\"0.35em\" text-anchor=\"end\">"
                    + label(tick) + "</text>\n");
        }
        for (double tick : across.ticks()) {
            String x = number(LEFT + across.place(tick) * (right - LEFT));
            frame.append("<line class=\"axis\" x1=\"" + x + "\" x2=\"" + x + "\" y1=\"" + bottom + "\" y2=\""
                    + (bottom + 5) + "\"/><text x=\"" + x + "\" y=\"" + (bottom + 19) + "\" text-anchor=\"middle\">"
                    + label(tick) + "</text>\n");
        }
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" width="%1$d" height="%2$d" role="img"\
                 aria-label="%3$s">
                <style>text{font:13px sans-serif;fill:#222}.grid{stroke:#ddd}.axis{stroke:#222}</style>
                <rect width="%1$d" height="%2$d" fill="#fff"/>
                <text x="%4$d" y="20" style="font-weight:bold">%3$s</text>
                %5$s<line class="axis" x1="%4$d" x2="%6$d" y1="%7$d" y2="%7$d"/>
                <text x="%8$d" y="%9$d" text-anchor="middle">%10$s</text>
                <text text-anchor="middle" transform="translate(16 %11$d) rotate(-90)">%12$s</text>
                %13$s%14$s</svg>
                """.formatted(WIDTH, HEIGHT, escaped(title), LEFT, frame, right, bottom, (LEFT + right) / 2,
                HEIGHT - 10, escaped(across.title()), (TOP + bottom) / 2, escaped(up.title()), lines, legend);
    }

    private String label(double tick) {
        if (tick != 0 && (Math.abs(tick) < 1e-3 || Math.abs(tick) >= 1e5)) {
            return "10<tspan dy=\"-5\" font-size=\"10\">" + Math.round(Math.log10(tick)) + "</tspan>";
        }
        String plain = String.format(Locale.ROOT, "%.3f", tick);
        return plain.replaceAll("0+$", "").replaceAll("\\.$", "");
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
