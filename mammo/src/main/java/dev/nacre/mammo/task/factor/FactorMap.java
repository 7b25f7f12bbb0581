package dev.nacre.mammo.task.factor;

import dev.nacre.mammo.image.PictureMap;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where in a picture a query is: of the channels nearest to the query, what each shows by the {@link MapRecipe},
 * weighted by its cosine, added up; what is below 0 speaks against the query and counts as 0, and the highest is 1. A
 * channel that points away from the query has no weight; where all do, the nearest count alike.
 *
 * @param text of the query
 * @param score cosine of the nearest channel, which the training raises in pictures that show the attribute
 * @param channels that make up the map, the nearest first
 * @param coarse 0 to 1, of the size of the encoder's maps; all 0 where the channels show nothing
 */
public record FactorMap(String text, double score, List<Integer> channels, PictureMap coarse) {
    /** How many channels users of the published model look at. */
    public static final int CHANNELS = 3;

    /** Copies the list. */
    public FactorMap {
        channels = List.copyOf(channels);
    }

    /**
     * What an encoder and a mapper made of a picture.
     *
     * @param height of the maps
     * @param width of the maps
     * @param maps {@code [channels, height, width]}
     * @param slopes of each channel's cosine by its places, of the same size
     * @param cosines of each channel with the query
     */
    record Evidence(int height, int width, float[] maps, float[] slopes, double[] cosines) {
    }

    /** The map of a query. @param most channels that make up the map, at least 1 */
    static FactorMap of(String text, Evidence evidence, MapRecipe recipe, int most) {
        if (most < 1) {
            throw new IllegalArgumentException("a map of " + most + " channels shows nothing: give at least 1");
        }
        double[] cosines = evidence.cosines();
        List<Integer> nearest = IntStream.range(0, cosines.length).boxed()
                .sorted(Comparator.comparingDouble(channel -> -cosines[channel])).limit(most).toList();
        double score = cosines[nearest.getFirst()];
        double[] sum = new double[evidence.height() * evidence.width()];
        for (int channel : nearest) {
            double weight = score > 0 ? Math.max(0, cosines[channel]) : 1;
            double[] shown = recipe.shown(evidence.maps(), evidence.slopes(), channel * sum.length, sum.length);
            for (int place = 0; place < sum.length; place++) {
                sum[place] += weight * shown[place];
            }
        }
        return new FactorMap(text, score, nearest, new PictureMap(evidence.height(), evidence.width(), unit(sum)));
    }

    private static float[] unit(double[] sum) {
        double highest = 0;
        for (double value : sum) {
            highest = Math.max(highest, value);
        }
        float[] unit = new float[sum.length];
        for (int place = 0; highest > 0 && place < unit.length; place++) {
            unit[place] = (float) Math.max(0, sum[place] / highest);
        }
        return unit;
    }

    /** The map in pixels of the prepared picture; {@code OriginalPixels.map} takes it to those of the file. */
    public PictureMap prepared(int height, int width) {
        return coarse.enlarged(height, width);
    }
}
