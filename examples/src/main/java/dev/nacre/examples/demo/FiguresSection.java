package dev.nacre.examples.demo;

import dev.nacre.examples.page.Markup;
import dev.nacre.nn.metric.Interval;
import java.util.ArrayList;
import java.util.List;

/** The table of each finding: the areas under the ROC curves, each with its interval drawn beside it. */
final class FiguresSection {
    private static final double CHANCE = 0.5;
    private static final int WIDTH = 200;
    private static final int HEIGHT = 22;
    private static final int AXIS = 30;
    private static final int MARGIN = 8;

    private final Markup page;
    private final Axis areas;

    FiguresSection(Markup page, List<FindingResult> results) {
        this.page = page;
        double lowest = results.stream().flatMap(result -> rows(result).stream())
                .mapToDouble(row -> row.area().low()).min().orElse(0);
        areas = Axis.spanning("", Math.min(CHANCE, lowest), 1, 5);
    }

    void write(FindingResult result) {
        page.open("article", "class", "card");
        page.element("h3", result.finding().title());
        page.element("p", result.positives() + " of " + result.positive().length + " held-out breasts have one.",
                "class", "note");
        page.open("table", "class", "figures");
        page.open("thead").open("tr");
        page.element("th", "Score", "scope", "col").open("th", "scope", "col", "class", "number").text("ROC AUC")
                .element("small", "95 % interval").close().open("th", "scope", "col");
        scale();
        page.close().close().close();
        page.open("tbody");
        for (Measured row : rows(result)) {
            row(row, row == result.trained() ? "model" : row == result.untrained() ? "before" : "baseline");
        }
        page.close();
        Interval difference = result.difference();
        page.open("tfoot").open("tr");
        page.open("th", "scope", "row").text("Model minus baseline")
                .element("small", "the best one, " + FindingResult.best(result.baselines()).name()).close();
        number(Words.signed(difference.estimate()), difference);
        page.element("td", difference.low() > 0 ? "The interval lies above zero: the model is better."
                : difference.high() < 0 ? "The interval lies below zero: the baseline is better."
                : "The interval holds zero: no difference is shown.", "class", "note");
        page.close().close().close().close();
    }

    private static List<Measured> rows(FindingResult result) {
        List<Measured> rows = new ArrayList<>(List.of(result.trained()));
        rows.addAll(result.baselines());
        rows.add(result.untrained());
        return rows;
    }

    private void row(Measured row, String style) {
        page.open("tr", "class", style);
        page.open("th", "scope", "row").text(Words.capital(row.name()));
        if (!row.detail().isEmpty()) {
            page.element("small", row.detail());
        }
        page.close();
        number(Words.figure(row.area().estimate()), row.area());
        page.open("td", "class", "strip").open("svg", "viewBox", "0 0 " + WIDTH + " " + HEIGHT, "role", "img",
                "aria-label", Words.figure(row.area().estimate()) + " within " + Words.range(row.area()));
        String chance = place(CHANCE);
        page.empty("line", "class", "chance", "x1", chance, "x2", chance, "y1", 0, "y2", HEIGHT);
        page.empty("line", "class", "whisker " + style, "x1", place(row.area().low()), "x2", place(row.area().high()),
                "y1", HEIGHT / 2, "y2", HEIGHT / 2);
        page.empty("circle", "class", "estimate " + style, "cx", place(row.area().estimate()), "cy", HEIGHT / 2, "r",
                "4.5");
        page.close().close().close();
    }

    private void number(String figure, Interval interval) {
        page.open("td", "class", "number").text(figure).element("small", Words.range(interval)).close();
    }

    private void scale() {
        page.open("svg", "viewBox", "0 0 " + WIDTH + " " + AXIS, "role", "img", "aria-label", "scale of the areas");
        areas.ticks().forEach(tick -> page.element("text", Plot.plain(tick), "class", "tick", "x",
                place(tick.doubleValue()), "y", AXIS - MARGIN, "text-anchor", "middle"));
        page.close();
    }

    private String place(double area) {
        return Plot.number(MARGIN + areas.place(area) * (WIDTH - 2 * MARGIN));
    }
}
