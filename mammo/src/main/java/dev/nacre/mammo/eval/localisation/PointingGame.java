package dev.nacre.mammo.eval.localisation;

import dev.nacre.mammo.image.Mask;

/**
 * Whether the highest place of a map lies on a lesion (Zhang et al. 2018, "Top-down neural attention by excitation
 * backprop").
 */
public final class PointingGame {
    private PointingGame() {
    }

    /**
     * 1 for a hit and 0 for a miss; where several places are equally high, the share of them that hit, so that a map
     * without an opinion gains nothing by the order of its pixels.
     *
     * @param map {@code [height, width]}; NaN where nothing is asked
     * @param lesions of the same size
     * @throws IllegalArgumentException if all is NaN
     */
    public static double hit(float[] map, Mask lesions) {
        if (map.length != lesions.inside().length) {
            throw new IllegalArgumentException("a map of " + map.length + " pixels and a mask of "
                    + lesions.inside().length + " cannot be compared");
        }
        float highest = Float.NEGATIVE_INFINITY;
        int places = 0;
        int hits = 0;
        for (int index = 0; index < map.length; index++) {
            if (map[index] > highest || places == 0 && !Float.isNaN(map[index])) {
                highest = map[index];
                places = 0;
                hits = 0;
            }
            if (map[index] == highest) {
                places++;
                hits += lesions.inside()[index] ? 1 : 0;
            }
        }
        if (places == 0) {
            throw new IllegalArgumentException("a map without a single number points nowhere");
        }
        return (double) hits / places;
    }
}
