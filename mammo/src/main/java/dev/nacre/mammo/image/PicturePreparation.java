package dev.nacre.mammo.image;

import dev.nacre.core.io.Json;
import dev.nacre.nn.InputException;
import java.nio.file.Path;

/**
 * What happens to a picture between the file and the model, after Mammo-CLIP: resize to a fixed size (the aspect
 * ratio is not kept), subtract the minimum, divide by the maximum, then subtract a mean and divide by a standard
 * deviation. The published mean and deviation are those of its training pictures.
 *
 * @param height rows of the model's input
 * @param width columns of the model's input
 * @param mean of the levels between 0 and 1
 * @param standardDeviation of the levels between 0 and 1
 */
public record PicturePreparation(int height, int width, double mean, double standardDeviation) {
    private static final double PUBLISHED_MEAN = 0.3089279;
    private static final double PUBLISHED_STANDARD_DEVIATION = 0.25053555408335154;

    public PicturePreparation {
        if (height < 1 || width < 1 || !(standardDeviation > 0)) {
            throw new IllegalArgumentException("a preparation needs a height and a width of at least 1 and a positive"
                    + " standard deviation, got " + height + " x " + width + " and " + standardDeviation);
        }
    }

    /** The published mean and standard deviation at a size of your choice; the published size is 1520 × 912. */
    public static PicturePreparation mammoClip(int height, int width) {
        return new PicturePreparation(height, width, PUBLISHED_MEAN, PUBLISHED_STANDARD_DEVIATION);
    }

    /** What {@link #fromJson} reads. */
    public Json.Fields toJson() {
        return Json.object().with("height", height).with("width", width).with("mean", mean)
                .with("standard_deviation", standardDeviation);
    }

    /**
     * The preparation that {@link #toJson} describes.
     *
     * @throws dev.nacre.core.io.JsonException if a key is missing or holds another type
     */
    public static PicturePreparation fromJson(Json json) {
        return new PicturePreparation(Math.toIntExact(json.get("height").whole()),
                Math.toIntExact(json.get("width").whole()), json.get("mean").decimal(),
                json.get("standard_deviation").decimal());
    }

    /** Elements of a prepared picture. */
    public int elements() {
        return Math.multiplyExact(height, width);
    }

    /**
     * A file as the model takes it, {@code [height, width]}.
     *
     * @throws InputException if the file is missing, unreadable or constant
     */
    public float[] prepare(Path file) {
        return normalise(resize(PictureReader.read(file)), file);
    }

    /** The picture's levels at the size of the model's input, {@code [height, width]}. */
    public float[] resize(GreyPicture picture) {
        return new AreaResize(picture.height(), picture.width(), height, width).apply(picture);
    }

    /**
     * Levels as the model takes them, {@code [height, width]}; a new array.
     *
     * @param levels resized, perhaps augmented levels
     * @param name of the picture, for the error
     * @throws InputException if all levels are equal
     */
    public float[] normalise(float[] levels, Object name) {
        float minimum = Float.POSITIVE_INFINITY;
        float maximum = Float.NEGATIVE_INFINITY;
        for (float level : levels) {
            minimum = Math.min(minimum, level);
            maximum = Math.max(maximum, level);
        }
        float range = maximum - minimum;
        if (!(range > 0)) {
            throw new InputException("picture " + name + " is constant at " + height + " x " + width
                    + ", so its levels cannot be scaled; remove it or export it again");
        }
        float[] normalised = new float[levels.length];
        for (int index = 0; index < levels.length; index++) {
            normalised[index] = (float) (((levels[index] - minimum) / range - mean) / standardDeviation);
        }
        return normalised;
    }
}
