package dev.nacre.mammo.task.detection;

import dev.nacre.core.Key;
import dev.nacre.core.io.Json;
import dev.nacre.mammo.eval.cases.Draws;
import dev.nacre.mammo.eval.cases.Figure;
import dev.nacre.mammo.eval.localisation.CountedPictures;
import dev.nacre.mammo.eval.localisation.FrocBand;
import dev.nacre.mammo.eval.localisation.HitRule;
import dev.nacre.mammo.page.Axis;
import dev.nacre.mammo.page.Figures;
import dev.nacre.mammo.page.IntervalTable;
import dev.nacre.mammo.page.Markup;
import dev.nacre.mammo.page.Page;
import dev.nacre.mammo.page.Plot;
import dev.nacre.mammo.task.result.ResultPart;
import dev.nacre.nn.metric.DetectionPrecision;
import dev.nacre.nn.metric.Interval;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * How well a detector finds one kind of lesion, on a page: average precision, and the FROC curve with its band,
 * pictures without findings among those that are judged on.
 *
 * @param key     of the kind
 * @param counts  what was judged on
 * @param figures with intervals
 * @param all     lesions found against false marks in all pictures
 * @param normal  against those in pictures without such a lesion, where there are some
 * @param curve   precision against recall at an overlap of a half
 */
record DetectionPart(String key, Counts counts, List<Figure> figures, FrocBand all, Optional<FrocBand> normal,
        List<DetectionPrecision.Point> curve) implements ResultPart {
    private static final int SIDE = 380;
    private static final int TICKS = 5;
    private static final double HALF = 0.5;

    /**
     * What was judged on.
     *
     * @param pictures   all of them
     * @param withLesion those that show one
     * @param lesions    in them
     * @param patients   whose they are
     */
    record Counts(int pictures, int withLesion, int lesions, int patients) {
    }

    static DetectionPart of(String key, DetectionResults results, Draws draws) {
        List<DetectionResults.Picture> pictures = results.pictures();
        int lesions = pictures.stream().mapToInt(picture -> picture.lesions().size()).sum();
        Counts counts = new Counts(pictures.size(),
                (int) pictures.stream().filter(picture -> !picture.lesions().isEmpty()).count(), lesions,
                (int) pictures.stream().map(DetectionResults.Picture::patient).distinct().count());
        Key drawn = Key.of(draws.seed());
        int times = draws.replicates();
        List<Figure> figures = new ArrayList<>();
        figures.add(new Figure("map_10_95", "Mean average precision, IoU 0.1 to 0.95",
                results.meanPrecision(times, drawn)));
        figures.add(new Figure("ap_25", "Average precision, IoU ≥ 0.25", results.precisionAt(0.25, times, drawn)));
        figures.add(new Figure("ap_50", "Average precision, IoU ≥ 0.5", results.precisionAt(HALF, times, drawn)));
        figures.add(new Figure("ap_50_lesions_alone", "The same, in pictures with a lesion alone (as published)",
                results.withLesion().precisionAt(HALF, times, drawn)));
        FrocBand all = results.band(CountedPictures.ALL, FrocBand.USUAL, times, drawn);
        Optional<FrocBand> normal = results.hasNormals()
                ? Optional.of(results.band(CountedPictures.NORMAL, FrocBand.USUAL, times, drawn)) : Optional.empty();
        FrocBand counted = normal.orElse(all);
        String where = normal.isPresent() ? "normal picture" : "picture";
        DecimalFormat plain = new DecimalFormat("0.##", DecimalFormatSymbols.getInstance(Locale.ROOT));
        for (double marks : List.of(0.25, 0.5, 1.0, 2.0)) {
            figures.add(new Figure("sensitivity_at_" + String.valueOf(marks).replace('.', '_'), "Lesions found at "
                    + plain.format(marks) + " false marks in a " + where, counted.at(marks)));
        }
        return new DetectionPart(key, counts, figures, all, normal, results.precision().curve(HALF));
    }

    @Override
    public Json.Fields toJson() {
        Json.Fields named = Json.object();
        for (Figure figure : figures) {
            named = named.with(figure.key(), figure.toJson());
        }
        Json.Fields json = Json.object().with("cases", counts.pictures()).with("with_lesion", counts.withLesion())
                .with("lesions", counts.lesions()).with("patients", counts.patients()).with("figures", named)
                .with("hit", HitRule.USUAL.description()).with("froc", froc(all));
        return normal.isEmpty() ? json : json.with("froc_normal_pictures", froc(normal.get()));
    }

    private static Json froc(FrocBand band) {
        List<Json> points = new ArrayList<>();
        for (int place = 0; place < band.falseMarks().size(); place++) {
            points.add(Json.object().with("false_marks", band.falseMarks().get(place)).with("sensitivity",
                    new Figure("", "", band.sensitivities().get(place)).toJson()));
        }
        return new Json.Items(points);
    }

    @Override
    public void write(Page page) {
        page.section("Found: " + key, counts.withLesion() + " of " + counts.pictures() + " pictures of "
                + counts.patients() + " patients show " + counts.lesions() + " marked lesions of this kind. For the"
                + " FROC curve a box hits a lesion by its " + HitRule.USUAL.description() + ". Intervals are"
                + " percentiles of a bootstrap that draws whole patients.");
        Markup markup = page.markup();
        markup.open("div", "class", "pair");
        markup.open("article", "class", "card").element("h3", "Figures");
        IntervalTable table = new IntervalTable(markup, "", "Estimate", Axis.spanning("", 0, 1, TICKS),
                OptionalDouble.empty());
        figures.forEach(figure -> table.row("model", figure.title(), "", figure.interval()));
        table.end();
        markup.close();
        froc(page);
        precision(page);
        markup.close();
        page.close();
    }

    private void froc(Page page) {
        Markup markup = page.markup();
        markup.open("article", "class", "card").element("h3", "FROC curve");
        double most = all.falseMarks().getLast();
        Plot plot = new Plot(markup, "FROC curve", Axis.between("False marks in each picture", 0, most, TICKS),
                Axis.share("Lesions found"), SIDE, SIDE);
        line(plot, "model", all, Interval::estimate);
        line(plot, "each", all, Interval::low);
        line(plot, "each", all, Interval::high);
        normal.ifPresent(band -> line(plot, "baseline", band, Interval::estimate));
        plot.end();
        page.legend("model", "all pictures: " + Figures.of(all.at(1).estimate()) + " at one false mark");
        page.legend("each", "95 % interval of that");
        normal.ifPresent(band -> page.legend("baseline", "false marks in pictures without such a lesion: "
                + Figures.of(band.at(1).estimate()) + " at one"));
        markup.close();
    }

    private static void line(Plot plot, String style, FrocBand band, ToDoubleFunction<Interval> height) {
        plot.line(style, band.falseMarks().stream().mapToDouble(Double::doubleValue).toArray(),
                band.sensitivities().stream().mapToDouble(height).toArray());
    }

    private void precision(Page page) {
        Markup markup = page.markup();
        markup.open("article", "class", "card").element("h3", "Precision–recall curve, IoU ≥ 0.5");
        new Plot(markup, "precision–recall curve", Axis.share("Recall (lesions found)"),
                Axis.share("Precision (boxes that hit)"), SIDE, SIDE)
                .line("model", curve.stream().mapToDouble(DetectionPrecision.Point::recall).toArray(),
                        curve.stream().mapToDouble(DetectionPrecision.Point::precision).toArray()).end();
        markup.close();
    }
}
