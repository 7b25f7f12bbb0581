package dev.nacre.mammo.task.probe;

import dev.nacre.mammo.task.EncoderHash;
import java.util.Arrays;

/**
 * What an encoder makes of pictures in evaluation, pooled over all positions. The array is not copied.
 *
 * @param encoder hash of the encoder and of how pictures were prepared, see {@link EncoderHash}
 * @param values  {@code [pictures][features]}
 */
public record PictureFeatures(String encoder, float[][] values) {
    /** How many pictures. */
    public int pictures() {
        return values.length;
    }

    /** Those of some pictures, by their numbers. */
    public PictureFeatures chosen(int[] numbers) {
        return new PictureFeatures(encoder, Arrays.stream(numbers).mapToObj(number -> values[number])
                .toArray(float[][]::new));
    }
}
