package dev.nacre.mammo.dicom.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Made-up frames: what is hard for a codec is flat areas, edges, and noise over all bits. */
record TestFrame(String name, int rows, int columns, int bits, short[] samples) {
    private static final int[][] SIZES = {{1, 1}, {1, 37}, {41, 1}, {2, 2}, {7, 13}, {16, 16}, {33, 50}, {64, 9}};

    /** Every kind of content at every size. */
    static List<TestFrame> all(int bits) {
        List<TestFrame> frames = new ArrayList<>();
        for (int[] size : SIZES) {
            for (String name : List.of("noise", "slope", "flat", "patches", "spikes")) {
                frames.add(of(name, size[0], size[1], bits));
            }
        }
        return frames;
    }

    static TestFrame of(String name, int rows, int columns, int bits) {
        Random random = new Random(31L * rows + columns + bits);
        int largest = (1 << bits) - 1;
        int level = random.nextInt(largest + 1);
        short[] samples = new short[rows * columns];
        for (int index = 0; index < samples.length; index++) {
            int row = index / columns;
            int column = index % columns;
            samples[index] = (short) switch (name) {
                case "noise" -> random.nextInt(largest + 1);
                case "slope" -> (int) ((long) largest * (row + column) / (rows + columns)) ^ random.nextInt(2);
                case "flat" -> level;
                case "patches" -> (row / 5 + column / 11) % 3 == 0 ? largest : largest / 3;
                default -> random.nextInt(17) == 0 ? random.nextInt(largest + 1) : level;
            };
        }
        return new TestFrame(name, rows, columns, bits, samples);
    }

    /** What a file would say of it. */
    FrameLayout layout() {
        return new FrameLayout(rows, columns, 1, bits <= 8 ? 8 : 16, bits, false);
    }

    @Override
    public String toString() {
        return name + " of " + columns + " x " + rows + " at " + bits + " bits";
    }
}
