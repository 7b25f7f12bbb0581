package dev.nacre.examples.demo;

import dev.nacre.mammo.page.Axis;
import dev.nacre.mammo.page.Figures;
import dev.nacre.mammo.page.IntervalTable;
import dev.nacre.mammo.page.Markup;
import dev.nacre.nn.metric.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** The table of each finding: the areas under the ROC curves, each with its interval drawn beside it. */
final class FiguresSection {
    private static final double CHANCE = 0.5;

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
        IntervalTable table = new IntervalTable(page, "Score", "ROC AUC", areas, OptionalDouble.of(CHANCE));
        for (Measured row : rows(result)) {
            table.row(row == result.trained() ? "model" : row == result.untrained() ? "before" : "baseline",
                    Words.capital(row.name()), row.detail(), row.area());
        }
        table.endRows();
        Interval difference = result.difference();
        page.open("tfoot").open("tr");
        page.open("th", "scope", "row").text("Model minus baseline")
                .element("small", "the best one, " + FindingResult.best(result.baselines()).name()).close();
        IntervalTable.number(page, Figures.signed(difference.estimate()), difference);
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
}
