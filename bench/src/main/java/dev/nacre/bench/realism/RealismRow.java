package dev.nacre.bench.realism;

import dev.nacre.mammo.realism.MammogramMeasures;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * One number that is measured of each picture.
 *
 * @param name with the unit
 * @param format how it is printed
 * @param measure of a picture
 */
record RealismRow(String name, String format, ToDoubleFunction<MammogramMeasures> measure) {
    static List<RealismRow> all() {
        List<RealismRow> rows = new ArrayList<>();
        rows.add(new RealismRow("slope of the spectrum, 0.15 to 1 cycles/mm", "%.2f",
                picture -> picture.spectrum().slope()));
        List<String> percents = List.of("5", "25", "50", "75", "95");
        for (int index = 0; index < percents.size(); index++) {
            int place = index;
            rows.add(new RealismRow("grey level at " + percents.get(index) + " %", "%.3f",
                    picture -> picture.levels().quantiles()[place]));
        }
        rows.add(new RealismRow("share of bright tissue", "%.3f", picture -> picture.dense().share()));
        List<String> bands = List.of("0.25 to 0.5", "0.5 to 1", "1 to 2", "2 to 4");
        for (int index = 0; index < bands.size(); index++) {
            int place = index;
            rows.add(new RealismRow("contrast between Gaussians of " + bands.get(index) + " mm", "%.4f",
                    picture -> picture.contrast().deviations()[place]));
        }
        rows.add(new RealismRow("area, cm²", "%.0f", picture -> picture.outline().area()));
        rows.add(new RealismRow("height, mm", "%.0f", picture -> picture.outline().height()));
        rows.add(new RealismRow("width, mm", "%.0f", picture -> picture.outline().width()));
        rows.add(new RealismRow("part of its box that a breast fills", "%.3f", picture -> picture.outline().fill()));
        return rows;
    }
}
