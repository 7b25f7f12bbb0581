package dev.nacre.mammo.task.factor;

import dev.nacre.mammo.image.PictureMap;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where in a picture a query is. The published code makes no maps; this is the recipe of the specification: of the
 * channels nearest to the query, each stretched to 0 to 1 over its own places, the mean weighted by their cosines. A
 * channel that points away from the query has no weight; where all do, the nearest count alike.
 *
 * @param text of the query
 * @param score cosine of the nearest channel, which the training raises in pictures that show the attribute
 * @param channels that make up the map, the nearest first
 * @param coarse 0 to 1, of the size of the encoder's maps
 */
public record FactorMap(String text, double score, List<Integer> channels, PictureMap coarse) {
    /** How many channels users of the published model look at. */
    public static final int CHANNELS = 3;

    /** Copies the list. */
    public FactorMap {
        channels = List.copyOf(channels);
    }

    /**
     * The map of a query.
     *
     * @param maps {@code [channels, height, width]}
     * @param cosines of each channel with the query
     * @param most channels that make up the map, at least 1
     */
    static FactorMap of(String text, float[] maps, int height, int width, double[] cosines, int most) {
        if (most < 1) {
            throw new IllegalArgumentException("a map of " + most + " channels shows nothing: give at least 1");
        }
        List<Integer> nearest = IntStream.range(0, cosines.length).boxed()
                .sorted(Comparator.comparingDouble(channel -> -cosines[channel])).limit(most).toList();
        double score = cosines[nearest.getFirst()];
        int places = height * width;
        double[] sum = new double[places];
        double weights = 0;
        for (int channel : nearest) {
            double weight = score > 0 ? Math.max(0, cosines[channel]) : 1;
            add(maps, channel * places, weight, sum);
            weights += weight;
        }
        float[] values = new float[places];
        for (int place = 0; place < places; place++) {
            values[place] = (float) (sum[place] / weights);
        }
        return new FactorMap(text, score, nearest, new PictureMap(height, width, values));
    }

    /** A channel that is the same everywhere adds nothing. */
    private static void add(float[] maps, int start, double weight, double[] sum) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int place = 0; place < sum.length; place++) {
            low = Math.min(low, maps[start + place]);
            high = Math.max(high, maps[start + place]);
        }
        for (int place = 0; high > low && place < sum.length; place++) {
            sum[place] += weight * (maps[start + place] - low) / (high - low);
        }
    }

    /** The map in pixels of the prepared picture; {@code OriginalPixels.map} takes it to those of the file. */
    public PictureMap prepared(int height, int width) {
        return coarse.enlarged(height, width);
    }
}
