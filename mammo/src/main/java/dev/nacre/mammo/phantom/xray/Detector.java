package dev.nacre.mammo.phantom.xray;

import dev.nacre.core.Key;
import dev.nacre.mammo.image.GaussianBlur;

/**
 * What a detector counts: the primary rays, rays that tissue scattered, a little blur, and the noise of counting. Gives
 * it back as attenuation, as a system does that takes the logarithm.
 */
final class Detector {
    /** Photons that a square of 0.1 mm would count behind the thickest tissue; automatic exposure keeps to it. */
    private static final double COUNTS = 1500;
    private static final double SQUARE = 0.1;
    /** Scattered against primary rays behind 50 mm of tissue, with a grid (after Boone et al. 2000, and a grid). */
    private static final float SCATTER = 0.14f;
    private static final float SCATTER_REACH = 9;
    private static final float CELL = 3;
    /** Standard deviation of the blur in millimetres. */
    private static final double BLUR = 0.07;
    private static final double ELECTRONS = 40;

    private final AttenuationMap map;
    private final float thickness;

    Detector(AttenuationMap map, float thickness) {
        this.map = map;
        this.thickness = thickness;
    }

    /** Attenuation as measured, {@code [height, width]}. */
    float[] expose(float dense, Key key) {
        int height = map.height();
        int width = map.width();
        float[] rays = new float[height * width];
        for (int index = 0; index < rays.length; index++) {
            rays[index] = (float) StrictMath.exp(-map.sums()[index]);
        }
        SmoothGrid scattered = scattered(rays);
        float cells = CELL / map.pixel();
        if (BLUR > 0.3 * map.pixel()) {
            rays = new GaussianBlur(BLUR / map.pixel()).apply(rays, height, width);
        }
        double area = map.pixel() / SQUARE * (map.pixel() / SQUARE);
        double exposure = COUNTS * area * StrictMath.exp(dense);
        float share = SCATTER * thickness / 50;
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                int index = row * width + column;
                float smeared = scattered.at((column + 0.5f) / cells - 0.5f, (row + 0.5f) / cells - 0.5f);
                float all = rays[index] + share * Math.max(0, smeared);
                double counts = all * exposure;
                double noisy = counts + Math.sqrt(counts + ELECTRONS) * normal(key, index);
                rays[index] = (float) -StrictMath.log(Math.max(1, noisy) / exposure);
            }
        }
        return rays;
    }

    /** The rays, smeared over centimetres, on a coarse grid. */
    private SmoothGrid scattered(float[] rays) {
        int rows = (int) Math.ceil(map.height() * map.pixel() / CELL);
        int columns = (int) Math.ceil(map.width() * map.pixel() / CELL);
        float[] sums = new float[rows * columns];
        int[] counts = new int[rows * columns];
        for (int row = 0; row < map.height(); row++) {
            int above = Math.min(rows - 1, (int) ((row + 0.5f) * map.pixel() / CELL)) * columns;
            for (int column = 0; column < map.width(); column++) {
                int cell = above + Math.min(columns - 1, (int) ((column + 0.5f) * map.pixel() / CELL));
                // Rays beside the breast pass through air and are scattered nowhere.
                float ray = rays[row * map.width() + column];
                sums[cell] += map.sums()[row * map.width() + column] > 0 ? ray : 0;
                counts[cell]++;
            }
        }
        for (int cell = 0; cell < sums.length; cell++) {
            sums[cell] /= Math.max(1, counts[cell]);
        }
        return new SmoothGrid(rows, columns, new GaussianBlur(SCATTER_REACH / CELL).apply(sums, rows, columns));
    }

    /** A sum of four even numbers, near enough to normal. */
    private static double normal(Key key, int index) {
        long bits = key.bits(index);
        long sum = (bits & 0xFFFF) + (bits >>> 16 & 0xFFFF) + (bits >>> 32 & 0xFFFF) + (bits >>> 48);
        return (sum * 0x1p-16 - 2) * 1.7320508;
    }
}
