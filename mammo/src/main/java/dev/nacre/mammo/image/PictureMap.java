package dev.nacre.mammo.image;

import dev.nacre.core.Scope;
import dev.nacre.core.Tensor;
import dev.nacre.core.op.UpsampleBilinear;
import java.util.Arrays;

/**
 * A number for each pixel of a prepared picture. The array is row-major and not copied.
 *
 * @param height rows
 * @param width columns
 * @param values {@code [height, width]}
 */
public record PictureMap(int height, int width, float[] values) {
    public PictureMap {
        if (values.length != Math.multiplyExact(height, width)) {
            throw new IllegalArgumentException("a map of " + height + " x " + width + " needs as many numbers, got "
                    + values.length);
        }
    }

    /** The same inside a mask and 0 elsewhere; a new array. */
    public PictureMap within(Mask mask) {
        float[] inside = new float[values.length];
        for (int index = 0; index < inside.length; index++) {
            inside[index] = mask.inside()[index] ? values[index] : 0;
        }
        return new PictureMap(height, width, inside);
    }

    /** One minus the values, so that what is low is looked for; a new array. */
    public PictureMap complement() {
        float[] turned = new float[values.length];
        for (int index = 0; index < turned.length; index++) {
            turned[index] = 1 - values[index];
        }
        return new PictureMap(height, width, turned);
    }

    /**
     * The same at another size, interpolated linearly between the centres of the numbers; a new array. For coarse maps
     * that a network makes: where both sizes are a whole multiple, the mean stays.
     */
    public PictureMap enlarged(int newHeight, int newWidth) {
        float[][] enlarged = new float[1][];
        Scope.run("enlarging a map", () -> enlarged[0] = UpsampleBilinear.of(
                Tensor.of(values, 1, height, width, 1), newHeight, newWidth).toFloats());
        return new PictureMap(newHeight, newWidth, enlarged[0]);
    }

    /** The pixels of at least a value. */
    public Mask atLeast(double threshold) {
        boolean[] inside = new boolean[values.length];
        for (int index = 0; index < inside.length; index++) {
            inside[index] = values[index] >= threshold;
        }
        return new Mask(height, width, inside);
    }

    /** The pixels below a value. */
    public Mask below(double threshold) {
        return atLeast(threshold).complement();
    }

    /** The value below which a share of the pixels in a mask lies, linear between two; 0 if the mask is empty. */
    public double percentile(Mask mask, double share) {
        float[] inside = new float[mask.count()];
        int count = 0;
        for (int index = 0; index < values.length; index++) {
            if (mask.inside()[index]) {
                inside[count++] = values[index];
            }
        }
        if (count == 0) {
            return 0;
        }
        Arrays.sort(inside);
        double place = share * (count - 1);
        int below = (int) place;
        return inside[below] + (place - below) * (inside[Math.min(below + 1, count - 1)] - inside[below]);
    }
}
