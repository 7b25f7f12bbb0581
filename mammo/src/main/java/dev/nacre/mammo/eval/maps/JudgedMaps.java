package dev.nacre.mammo.eval.maps;

import dev.nacre.mammo.eval.localisation.FoundRegion;
import dev.nacre.mammo.eval.localisation.FrocCases;
import dev.nacre.mammo.eval.localisation.HitRule;
import dev.nacre.mammo.eval.localisation.MapPeaks;
import dev.nacre.mammo.eval.localisation.MarkedPicture;
import dev.nacre.mammo.eval.localisation.MaskOverlap;
import dev.nacre.mammo.eval.localisation.PointingGame;
import dev.nacre.mammo.eval.localisation.Region;
import dev.nacre.mammo.eval.localisation.RegionChoice;
import dev.nacre.mammo.eval.localisation.ScoredMarks;
import dev.nacre.mammo.eval.localisation.SweptMarks;
import dev.nacre.mammo.eval.localisation.SweptPicture;
import dev.nacre.mammo.image.Mask;
import dev.nacre.mammo.image.PictureMap;
import java.util.ArrayList;
import java.util.List;

/**
 * What one way of making maps gives on pictures with known lesions.
 *
 * @param name of the way, for tables
 * @param threshold at which masks are taken, chosen on other pictures
 * @param pictures in the order of the views that were judged
 */
public record JudgedMaps(String name, double threshold, List<JudgedPicture> pictures) {
    /** Peaks are farther apart than this. */
    private static final double PEAK_MILLIMETRES = 10;
    private static final int MOST_PEAKS = 100;

    /** Copies the list. */
    public JudgedMaps {
        pictures = List.copyOf(pictures);
    }

    /**
     * One picture.
     *
     * @param overlap of the mask at the threshold with the lesions
     * @param pointing whether the highest place lies on a lesion, 0 to 1; NaN where there is none
     * @param swept regions at all thresholds of the sweep
     * @param peaks of the map, each of which hits the lesion that it lies in
     */
    public record JudgedPicture(MaskOverlap overlap, double pointing, SweptPicture swept, MarkedPicture peaks) {
    }

    /**
     * Judges maps.
     *
     * @param maps of each view, of its size; 0 where no lesion is looked for
     * @param thresholds what {@link MapThresholds} chose on other pictures
     * @param choice which regions are kept
     */
    public static JudgedMaps of(String name, List<MarkedView> views, List<PictureMap> maps, MapThresholds thresholds,
            RegionChoice choice) {
        List<JudgedPicture> pictures = new ArrayList<>();
        double[] sweep = thresholds.sweep().stream().mapToDouble(Double::doubleValue).toArray();
        for (int index = 0; index < views.size(); index++) {
            MarkedView view = views.get(index);
            PictureMap map = maps.get(index);
            List<FoundRegion> found = choice.of(map, thresholds.mask(), view.pixelMillimetres());
            Mask mask = RegionChoice.mask(found, map.height(), map.width());
            List<Region.Pixels> lesions = view.lesions().stream().map(Region::whole).toList();
            int leastPixels = (int) Math.ceil(choice.leastSquareMillimetres()
                    / (view.pixelMillimetres() * view.pixelMillimetres()));
            pictures.add(new JudgedPicture(MaskOverlap.of(mask, view.truth()),
                    view.hasLesion() ? PointingGame.hit(asked(map, view), view.truth()) : Double.NaN,
                    SweptPicture.of(map.values(), map.height(), map.width(), sweep,
                            lesions, HitRule.USUAL, leastPixels),
                    MarkedPicture.of(new MapPeaks(PEAK_MILLIMETRES / view.pixelMillimetres(), MOST_PEAKS)
                            .of(map.values(), view.prepared().searched()), lesions, HitRule.USUAL)));
        }
        return new JudgedMaps(name, thresholds.mask(), pictures);
    }

    /** For curves of false regions. */
    public FrocCases regions(MapThresholds thresholds) {
        return new SweptMarks(thresholds.sweep(), pictures.stream().map(JudgedPicture::swept).toList());
    }

    /** For curves of false peaks. */
    public FrocCases peaks() {
        return new ScoredMarks(pictures.stream().map(JudgedPicture::peaks).toList());
    }

    private static float[] asked(PictureMap map, MarkedView view) {
        Mask searched = view.prepared().searched();
        float[] asked = map.values().clone();
        if (searched.count() == 0) {
            // A picture in which nothing is searched still has a highest place.
            return asked;
        }
        for (int index = 0; index < asked.length; index++) {
            asked[index] = searched.inside()[index] ? asked[index] : Float.NaN;
        }
        return asked;
    }
}
