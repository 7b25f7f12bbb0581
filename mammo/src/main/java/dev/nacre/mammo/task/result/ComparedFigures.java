package dev.nacre.mammo.task.result;

import dev.nacre.core.io.Json;
import dev.nacre.mammo.eval.cases.Figure;
import dev.nacre.mammo.page.Axis;
import dev.nacre.mammo.page.IntervalTable;
import dev.nacre.mammo.page.Markup;
import dev.nacre.nn.metric.Interval;
import java.util.OptionalDouble;

/**
 * A figure of a model beside that of something simpler on the same cases.
 *
 * @param key        in files
 * @param title      on pages
 * @param own        of the model
 * @param comparator of what it is compared with
 * @param difference own − comparator, both drawn anew on the same patients
 */
public record ComparedFigures(String key, String title, Interval own, Interval comparator, Interval difference) {
    private static final int TICKS = 5;
    private static final int FEW = 2;

    /** Three figures for each by key: the model's, the comparator's and the difference. @param word its name in keys */
    public static Json.Fields json(Iterable<ComparedFigures> figures, String word) {
        Json.Fields json = Json.object();
        for (ComparedFigures one : figures) {
            json = json.with(one.key, new Figure("", "", one.own).toJson())
                    .with(one.key + "_" + word, new Figure("", "", one.comparator).toJson())
                    .with(one.key + "_difference", new Figure("", "", one.difference).toJson());
        }
        return json;
    }

    /** Two tables, of the figures and of their differences. @param model and comparator are what rows are called */
    public static void write(Markup markup, Iterable<ComparedFigures> figures, String model, String comparator) {
        double lowest = 0;
        double highest = 1;
        double farthest = 0;
        for (ComparedFigures one : figures) {
            lowest = Math.min(lowest, Math.min(one.own.low(), one.comparator.low()));
            highest = Math.max(highest, Math.max(one.own.high(), one.comparator.high()));
            farthest = Math.max(farthest, Math.max(-one.difference.low(), one.difference.high()));
        }
        markup.open("article", "class", "card").element("h3", "Figures");
        IntervalTable table = new IntervalTable(markup, "", "Estimate", Axis.spanning("", lowest, highest, TICKS),
                OptionalDouble.empty());
        for (ComparedFigures one : figures) {
            table.row("model", one.title, model, one.own).row("baseline", one.title, comparator, one.comparator);
        }
        table.end();
        markup.close();
        markup.open("article", "class", "card").element("h3", model + " − " + comparator);
        IntervalTable differences = new IntervalTable(markup, "", "Difference",
                Axis.spanning("", -farthest, farthest, FEW), OptionalDouble.of(0));
        for (ComparedFigures one : figures) {
            differences.row("model", one.title, "", one.difference);
        }
        differences.end();
        markup.element("p", "An interval that holds 0 leaves open which one is better.", "class", "note");
        markup.close();
    }
}
