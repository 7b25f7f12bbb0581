package dev.nacre.mammo.eval.maps;

import dev.nacre.core.io.Json;
import dev.nacre.mammo.eval.localisation.DiceConvention;
import dev.nacre.mammo.eval.localisation.MaskOverlap;
import dev.nacre.mammo.eval.localisation.RegionChoice;
import dev.nacre.mammo.image.Mask;
import dev.nacre.mammo.image.PictureMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Thresholds of one way of making maps, chosen on pictures that it is not judged on.
 *
 * @param mask the one of the highest mean Dice over pictures with a lesion, after regions were chosen
 * @param sweep for curves, falling
 */
public record MapThresholds(double mask, List<Double> sweep) {
    private static final int STEPS = 60;
    /** The sweep's highest threshold leaves out nothing but a few pixels in all pictures. */
    private static final double FINEST = 1e-5;

    /** Copies the list. */
    public MapThresholds {
        sweep = List.copyOf(sweep);
    }

    /**
     * Chooses. Values of the sweep are quantiles of the maps, evenly spaced in the logarithm of the share above them,
     * from half of the searched pixels down, so that every kind of map is swept as finely.
     *
     * @param maps of each view
     * @throws dev.nacre.nn.InputException if no picture shows a lesion
     */
    public static MapThresholds of(List<MarkedView> views, List<PictureMap> maps, RegionChoice choice) {
        List<Double> sweep = sweep(views, maps);
        double best = sweep.getFirst();
        double highest = -1;
        for (double threshold : sweep) {
            List<MaskOverlap> overlaps = new ArrayList<>();
            for (int index = 0; index < views.size(); index++) {
                if (views.get(index).hasLesion()) {
                    PictureMap map = maps.get(index);
                    Mask mask = RegionChoice.mask(choice.of(map, threshold, views.get(index)
                            .pixelMillimetres()), map.height(), map.width());
                    overlaps.add(MaskOverlap.of(mask, views.get(index).truth()));
                }
            }
            double dice = DiceConvention.PICTURES_WITH_LESION.mean(overlaps);
            if (dice > highest) {
                highest = dice;
                best = threshold;
            }
        }
        return new MapThresholds(best, sweep);
    }

    /** For files. */
    public Json.Fields toJson() {
        return Json.object().with("mask", mask)
                .with("sweep", new Json.Items(sweep.stream().map(one -> (Json) new Json.Decimal(one)).toList()));
    }

    /**
     * From {@link #toJson}.
     *
     * @throws dev.nacre.core.io.JsonException if something is missing
     */
    public static MapThresholds fromJson(Json json) {
        return new MapThresholds(json.get("mask").decimal(),
                json.get("sweep").items().stream().map(Json::decimal).toList());
    }

    private static List<Double> sweep(List<MarkedView> views, List<PictureMap> maps) {
        int count = 0;
        float[] values = new float[views.stream().mapToInt(view -> view.prepared().picture().levels().length).sum()];
        for (int index = 0; index < views.size(); index++) {
            Mask searched = views.get(index).prepared().searched();
            for (int pixel = 0; pixel < searched.inside().length; pixel++) {
                if (searched.inside()[pixel]) {
                    values[count++] = maps.get(index).values()[pixel];
                }
            }
        }
        values = Arrays.copyOf(values, count);
        Arrays.sort(values);
        List<Double> sweep = new ArrayList<>();
        for (int step = 0; step < STEPS; step++) {
            double share = FINEST * Math.pow(0.5 / FINEST, (double) step / (STEPS - 1));
            double threshold = values.length == 0 ? 0 : values[(int) ((1 - share) * (values.length - 1))];
            if (sweep.isEmpty() || threshold < sweep.getLast()) {
                sweep.add(threshold);
            }
        }
        return sweep;
    }
}
