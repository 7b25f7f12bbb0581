package dev.nacre.mammo.eval.localisation;

import dev.nacre.mammo.image.Mask;
import dev.nacre.mammo.image.PictureMap;
import java.util.ArrayList;
import java.util.List;

/**
 * The threshold of a map that gives the highest mean Dice over pictures with a lesion. Choose it on other pictures than
 * those that the map is judged on; the mean on the pictures of the choice favours the map.
 *
 * @param threshold chosen
 * @param dice mean on the pictures of the choice
 * @param sweep mean at every threshold, in their order
 */
public record ThresholdChoice(double threshold, double dice, List<Double> sweep) {
    /** 0.05 to 0.95 in steps of 0.05. */
    public static final List<Double> THRESHOLDS = steps();

    /** Copies the list. */
    public ThresholdChoice {
        sweep = List.copyOf(sweep);
    }

    /** A map and the lesions of its picture, of the same size. */
    public record Picture(PictureMap map, Mask truth) {
    }

    /**
     * The lowest of the best.
     *
     * @param thresholds to choose from, at least one
     * @throws dev.nacre.nn.InputException if no picture shows a lesion
     */
    public static ThresholdChoice of(List<Picture> pictures, List<Double> thresholds) {
        List<Double> sweep = new ArrayList<>();
        int best = 0;
        for (double threshold : thresholds) {
            sweep.add(DiceConvention.PICTURES_WITH_LESION.mean(pictures.stream()
                    .map(picture -> MaskOverlap.of(picture.map.atLeast(threshold), picture.truth)).toList()));
            best = sweep.getLast() > sweep.get(best) ? sweep.size() - 1 : best;
        }
        return new ThresholdChoice(thresholds.get(best), sweep.get(best), sweep);
    }

    private static List<Double> steps() {
        List<Double> steps = new ArrayList<>();
        for (int step = 1; step < 20; step++) {
            steps.add(step / 20.0);
        }
        return List.copyOf(steps);
    }
}
