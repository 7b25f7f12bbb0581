package dev.nacre.bench.peers;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The convolutions of EfficientNet-B5 (Tan and Le 2019, table 1, widths times 1.6) on one picture, each once.
 *
 * @param height of the picture
 * @param width  of the picture
 */
record EfficientNetShapes(int height, int width) {
    private static final int STEM = 48;
    private static final int LAST = 2048;
    private static final int STAGES = 7;
    private static final int[] KERNELS = {3, 3, 5, 3, 5, 5, 3};
    private static final int[] STRIDES = {1, 2, 2, 2, 1, 2, 1};
    private static final int[] WIDTHS = {24, 40, 64, 128, 176, 304, 512};

    /**
     * A convolution that keeps the size, or halves it.
     *
     * @param height of its input
     * @param width  of its input
     * @param in     channels
     * @param out    channels; of a depthwise convolution as many as {@code in}
     */
    record Shape(int height, int width, int in, int out, int kernel, int stride, boolean depthwise) {
        int outputHeight() {
            return Math.ceilDiv(height, stride);
        }

        int outputWidth() {
            return Math.ceilDiv(width, stride);
        }

        int groups() {
            return depthwise ? in : 1;
        }
    }

    /** The first, 3 × 3 over colours. */
    Shape stem() {
        return new Shape(height, width, 3, STEM, 3, 2, false);
    }

    /** Those of 1 × 1, from the picture on. */
    List<Shape> pointwise() {
        Set<Shape> found = new LinkedHashSet<>();
        walk(found, new LinkedHashSet<>());
        return new ArrayList<>(found);
    }

    /** Those of each channel by itself. */
    List<Shape> depthwise() {
        Set<Shape> found = new LinkedHashSet<>();
        walk(new LinkedHashSet<>(), found);
        return new ArrayList<>(found);
    }

    private void walk(Set<Shape> pointwise, Set<Shape> depthwise) {
        int rows = stem().outputHeight();
        int columns = stem().outputWidth();
        int in = STEM;
        for (int stage = 0; stage < STAGES; stage++) {
            // Each stage has at least two blocks: the first may shrink, all others are alike.
            for (int block = 0; block < 2; block++) {
                int wide = stage == 0 ? in : 6 * in;
                int stride = block == 0 ? STRIDES[stage] : 1;
                if (wide != in) {
                    pointwise.add(new Shape(rows, columns, in, wide, 1, 1, false));
                }
                Shape middle = new Shape(rows, columns, wide, wide, KERNELS[stage], stride, true);
                depthwise.add(middle);
                rows = middle.outputHeight();
                columns = middle.outputWidth();
                pointwise.add(new Shape(rows, columns, wide, WIDTHS[stage], 1, 1, false));
                in = WIDTHS[stage];
            }
        }
        pointwise.add(new Shape(rows, columns, in, LAST, 1, 1, false));
    }
}
