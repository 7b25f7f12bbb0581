package dev.nacre.mammo.image;

import dev.nacre.core.op.GaussianSmooth;
import java.util.Arrays;

/**
 * Smooths a picture with a Gaussian that is cut off at four standard deviations and scaled to sum to 1, along rows and
 * then along columns. Beyond the border the picture is mirrored with its outer pixels repeated: b a | a b c | c b.
 * {@link GaussianSmooth} does the same, with the same bits, where tensors live.
 *
 * @param sigma standard deviation in pixels, above 0, at most 1000
 */
public record GaussianBlur(double sigma) {
    /** Refuses other widths. */
    public GaussianBlur {
        new GaussianSmooth(sigma);
    }

    /**
     * The smoothed picture; a new array.
     *
     * @param values {@code [height, width]}, row-major
     */
    public float[] apply(float[] values, int height, int width) {
        float[] kernel = new GaussianSmooth(sigma).weights();
        int reach = kernel.length - 1;
        float[][] across = new float[height][width];
        float[] padded = new float[width + 2 * reach];
        float[] left = new float[width];
        float[] right = new float[width];
        for (int row = 0; row < height; row++) {
            pad(values, row * width, width, reach, padded);
            for (int tap = 0; tap <= reach; tap++) {
                System.arraycopy(padded, reach - tap, left, 0, width);
                System.arraycopy(padded, reach + tap, right, 0, width);
                add(left, right, kernel[tap], across[row]);
            }
        }
        float[] smoothed = new float[values.length];
        float[] sums = new float[width];
        for (int row = 0; row < height; row++) {
            Arrays.fill(sums, 0);
            for (int tap = 0; tap <= reach; tap++) {
                add(across[mirrored(row - tap, height)], across[mirrored(row + tap, height)], kernel[tap], sums);
            }
            System.arraycopy(sums, 0, smoothed, row * width, width);
        }
        return smoothed;
    }

    private static void pad(float[] values, int start, int width, int reach, float[] padded) {
        System.arraycopy(values, start, padded, reach, width);
        for (int beyond = 1; beyond <= reach; beyond++) {
            padded[reach - beyond] = values[start + mirrored(-beyond, width)];
            padded[reach + width - 1 + beyond] = values[start + mirrored(width - 1 + beyond, width)];
        }
    }

    /** Both sides of the kernel at once. Without offsets, which would keep the compiler from making a vector loop. */
    private static void add(float[] one, float[] other, float weight, float[] sums) {
        for (int column = 0; column < sums.length; column++) {
            sums[column] += weight * (one[column] + other[column]);
        }
    }

    private static int mirrored(int position, int size) {
        int within = Math.floorMod(position, 2 * size);
        return within < size ? within : 2 * size - 1 - within;
    }
}
