package dev.nacre.mammo.task.result;

import dev.nacre.core.io.Json;
import dev.nacre.mammo.eval.cases.ClassResult;
import dev.nacre.mammo.eval.cases.Figure;
import dev.nacre.mammo.page.Axis;
import dev.nacre.mammo.page.Figures;
import dev.nacre.mammo.page.IntervalTable;
import dev.nacre.mammo.page.Markup;
import dev.nacre.mammo.page.Page;
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

    @Override
    public Json.Fields toJson() {
        return result.toJson();
    }

    @Override
    public void write(Page page) {
        page.section(title, result.cases().all().size() + " cases, each a " + result.cases().unit().word()
                + ". Always answering the most frequent class would be right in " + Figures.of(result.majority())
                + " of them. Intervals are percentiles of a bootstrap that draws whole patients.");
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
        markup.close();
        page.close();
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
