package dev.nacre.mammo.task.factor;

import dev.nacre.mammo.eval.localisation.FoundRegion;
import dev.nacre.mammo.eval.localisation.PointingGame;
import dev.nacre.mammo.eval.localisation.Region;
import dev.nacre.mammo.image.Mask;
import dev.nacre.mammo.image.PictureMap;
import java.util.ArrayList;
import java.util.List;

/**
 * How well one way of making maps finds lesions, picture by picture. Boxes are compared with boxes, as in data sets
 * that mark lesions by boxes: the box around a region with the box around a lesion.
 *
 * @param name of the way, for tables
 * @param pictures in the order of the cases
 */
public record LocalisedMaps(String name, List<Picture> pictures) {
    /** Copies the list. */
    public LocalisedMaps {
        pictures = List.copyOf(pictures);
    }

    /**
     * One picture.
     *
     * @param lesions of each lesion, the highest intersection over union of its box with that of a region
     * @param surest the highest of those of the region with the highest mean; NaN where there is no lesion
     * @param pointing whether the highest place lies on a lesion, 0 to 1; NaN where there is none
     */
    public record Picture(List<Double> lesions, double surest, double pointing) {
        /** Copies the list. */
        public Picture {
            lesions = List.copyOf(lesions);
        }

        /** Judges the map of one picture. @param map of its size and not below 0 */
        public static Picture of(LocalisationCase one, PictureMap map, HottestRegions regions) {
            if (one.lesions().isEmpty()) {
                return new Picture(List.of(), Double.NaN, Double.NaN);
            }
            List<FoundRegion> found = regions.of(map, one.searched(), one.pixelMillimetres());
            List<Double> overlaps = new ArrayList<>();
            double surest = 0;
            for (Mask lesion : one.lesions()) {
                Region box = new Region.Box(Region.whole(lesion).bounds());
                double best = 0;
                for (FoundRegion region : found) {
                    best = Math.max(best, Region.iou(new Region.Box(region.region().bounds()), box));
                }
                overlaps.add(best);
                if (!found.isEmpty()) {
                    surest = Math.max(surest, Region.iou(new Region.Box(found.getFirst().region().bounds()), box));
                }
            }
            Mask all = one.lesions().stream().reduce(Mask::or).orElseThrow();
            return new Picture(overlaps, surest, PointingGame.hit(asked(map, one.searched()), all));
        }

        /** A picture in which nothing is searched still has a highest place. */
        private static float[] asked(PictureMap map, Mask searched) {
            float[] asked = map.values().clone();
            boolean any = searched.count() > 0;
            for (int index = 0; any && index < asked.length; index++) {
                asked[index] = searched.inside()[index] ? asked[index] : Float.NaN;
            }
            return asked;
        }
    }

    /**
     * Judges maps.
     *
     * @param maps of each case, of its size and not below 0
     */
    public static LocalisedMaps of(String name, List<LocalisationCase> cases, List<PictureMap> maps,
            HottestRegions regions) {
        List<Picture> pictures = new ArrayList<>();
        for (int number = 0; number < cases.size(); number++) {
            pictures.add(Picture.of(cases.get(number), maps.get(number), regions));
        }
        return new LocalisedMaps(name, pictures);
    }
}
