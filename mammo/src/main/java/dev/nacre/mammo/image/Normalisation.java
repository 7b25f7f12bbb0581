package dev.nacre.mammo.image;

import dev.nacre.core.io.Json;
import dev.nacre.core.io.JsonException;
import dev.nacre.nn.InputException;
import java.util.Locale;

/**
 * How levels become the numbers that a model takes: to the range from 0 to 1, then the mean is subtracted and the rest
 * divided by the standard deviation.
 *
 * @param range which levels become 0 and 1
 * @param mean of the levels between 0 and 1
 * @param standardDeviation of the levels between 0 and 1
 */
public record Normalisation(Range range, double mean, double standardDeviation) {
    /** Mammo-CLIP's: mean and deviation are those of its training pictures. */
    public static final Normalisation MAMMO_CLIP =
            new Normalisation(Range.PICTURE, 0.3089279, 0.25053555408335154);
    /** From 0 to 1, black to white. */
    public static final Normalisation UNIT = new Normalisation(Range.LEVELS, 0, 1);

    /** Which levels become 0 and 1. */
    public enum Range {
        /** The lowest and the highest of the picture. */
        PICTURE,
        /** 0 and the highest that its bits can hold. */
        LEVELS
    }

    public Normalisation {
        if (!(standardDeviation > 0) || !Double.isFinite(mean)) {
            throw new IllegalArgumentException("a normalisation needs a finite mean and a positive standard deviation,"
                    + " got " + mean + " and " + standardDeviation);
        }
    }

    /**
     * The numbers; a new array.
     *
     * @param levels of a picture
     * @param bits of its levels
     * @param name of the picture, for the error
     * @throws InputException if the range is that of the picture, and all levels are equal or one is no number
     */
    public float[] apply(float[] levels, int bits, Object name) {
        float[] bounds = bounds(levels, bits, name);
        float minimum = bounds[0];
        float width = bounds[1] - minimum;
        float[] normalised = new float[levels.length];
        for (int index = 0; index < levels.length; index++) {
            normalised[index] = (float) (((levels[index] - minimum) / width - mean) / standardDeviation);
        }
        return normalised;
    }

    /**
     * The level that becomes 0, and the one that becomes 1.
     *
     * @throws InputException as {@link #apply}
     */
    float[] bounds(float[] levels, int bits, Object name) {
        float minimum = 0;
        float maximum = (1 << bits) - 1;
        if (range == Range.PICTURE) {
            minimum = Float.POSITIVE_INFINITY;
            maximum = Float.NEGATIVE_INFINITY;
            for (float level : levels) {
                minimum = Math.min(minimum, level);
                maximum = Math.max(maximum, level);
            }
        }
        requireRange(minimum, maximum, name);
        return new float[] {minimum, maximum};
    }

    /** @throws InputException if there is no range between the lowest and the highest level of a picture */
    static void requireRange(float minimum, float maximum, Object name) {
        if (!(maximum - minimum > 0)) {
            throw new InputException("picture " + name + " is constant at the model's size, so its levels cannot be"
                    + " scaled; remove it or export it again");
        }
    }

    /** What {@link #fromJson} reads. */
    public Json.Fields toJson() {
        return Json.object().with("range", range.name().toLowerCase(Locale.ROOT)).with("mean", mean)
                .with("standard_deviation", standardDeviation);
    }

    /**
     * The normalisation that {@link #toJson} describes.
     *
     * @throws JsonException if a key is missing or holds something else
     */
    public static Normalisation fromJson(Json json) {
        String name = json.get("range").text();
        for (Range range : Range.values()) {
            if (range.name().toLowerCase(Locale.ROOT).equals(name)) {
                return new Normalisation(range, json.get("mean").decimal(), json.get("standard_deviation").decimal());
            }
        }
        throw new JsonException("there is no range '" + name + "' of levels");
    }
}
