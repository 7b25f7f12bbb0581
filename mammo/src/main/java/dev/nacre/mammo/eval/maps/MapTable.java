package dev.nacre.mammo.eval.maps;

import dev.nacre.mammo.eval.localisation.CountedPictures;
import dev.nacre.mammo.eval.localisation.DensityGroup;
import dev.nacre.mammo.eval.localisation.DiceConvention;
import dev.nacre.mammo.eval.localisation.FalseMarks;
import dev.nacre.mammo.eval.localisation.FrocCases;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Ways of making maps beside a baseline, in one table: Dice by both conventions, pointing game, false marks in each
 * picture at equal sensitivity, and by how much they are fewer than the baseline's.
 *
 * @param figures over the pictures that were judged
 * @param baseline what the others are compared with
 * @param others in their order
 */
public record MapTable(MapFigures figures, Way baseline, List<Way> others) {
    /** Sensitivities at which false marks are compared (specification §2.9). */
    public static final List<Double> SENSITIVITIES = List.of(0.6, 0.7, 0.8, 0.9);

    /** What counts as a mark. */
    public enum Marks {
        /** Peaks of the map at least 10 mm apart, which hit the lesion that they lie in. */
        PEAKS,
        /** Regions above a threshold, by the usual rule; they grow together and may never find most lesions. */
        REGIONS;

        FrocCases of(Way way) {
            return this == PEAKS ? way.judged().peaks() : way.judged().regions(way.thresholds());
        }
    }

    /** Copies the list. */
    public MapTable {
        others = List.copyOf(others);
    }

    /** Judged maps and the thresholds at which they were. */
    public record Way(JudgedMaps judged, MapThresholds thresholds) {
    }

    /** The same for the pictures of fatty or of dense breasts alone. */
    public MapTable of(DensityGroup group) {
        return new MapTable(figures.of(group), of(baseline, group),
                others.stream().map(way -> of(way, group)).toList());
    }

    private Way of(Way way, DensityGroup group) {
        return new Way(figures.of(way.judged(), group), way.thresholds());
    }

    /** All figures, the baseline's first; every bootstrap runs here, once. */
    public MapResults results() {
        Map<Marks, Map<CountedPictures, FalseMarks>> ofBaseline = falseMarks(baseline);
        List<MapRow> rows = new ArrayList<>();
        rows.add(row(baseline, ofBaseline, ofBaseline));
        others.forEach(way -> rows.add(row(way, falseMarks(way), ofBaseline)));
        List<MarkedView> views = figures.views();
        return new MapResults(Math.toIntExact(views.stream().map(MarkedView::patient).distinct().count()),
                views.size(), Math.toIntExact(views.stream().filter(MarkedView::hasLesion).count()),
                views.stream().mapToInt(view -> view.lesions().size()).sum(), rows);
    }

    private Map<Marks, Map<CountedPictures, FalseMarks>> falseMarks(Way way) {
        Map<Marks, Map<CountedPictures, FalseMarks>> all = new EnumMap<>(Marks.class);
        for (Marks marks : Marks.values()) {
            Map<CountedPictures, FalseMarks> both = new EnumMap<>(CountedPictures.class);
            for (CountedPictures counted : counted()) {
                both.put(counted, figures.falseMarks(marks.of(way), counted, SENSITIVITIES));
            }
            all.put(marks, both);
        }
        return all;
    }

    /** A set may show a lesion in each of its pictures. */
    private List<CountedPictures> counted() {
        return figures.views().stream().allMatch(MarkedView::hasLesion) ? List.of(CountedPictures.ALL)
                : List.of(CountedPictures.values());
    }

    private MapRow row(Way way, Map<Marks, Map<CountedPictures, FalseMarks>> own,
            Map<Marks, Map<CountedPictures, FalseMarks>> ofBaseline) {
        JudgedMaps judged = way.judged();
        boolean compared = way != baseline;
        List<MapRow.Point> points = new ArrayList<>();
        for (Marks marks : Marks.values()) {
            for (CountedPictures counted : counted()) {
                for (double sensitivity : SENSITIVITIES) {
                    FalseMarks found = own.get(marks).get(counted);
                    points.add(new MapRow.Point(marks, counted, sensitivity, found.at(sensitivity), compared
                            ? Optional.of(found.fewerThan(ofBaseline.get(marks).get(counted), sensitivity))
                            : Optional.empty()));
                }
            }
        }
        return new MapRow(judged.name(), judged.threshold(), figures.dice(judged, DiceConvention.PICTURES_WITH_LESION),
                figures.dice(judged, DiceConvention.ALL_PICTURES), figures.pointing(judged),
                compared ? Optional.of(figures.test(judged, baseline.judged())) : Optional.empty(), points);
    }
}
