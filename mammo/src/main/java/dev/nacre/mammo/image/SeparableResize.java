package dev.nacre.mammo.image;

import java.util.Arrays;

/**
 * A resize along rows, then along columns. Sums run in the order of the source positions in float, whatever the part of
 * the picture, so that equal levels give equal bits. Source rows are narrowed when a target row first needs them and
 * forgotten when none needs them any more.
 */
record SeparableResize(ResizeAxis rows, ResizeAxis columns) {
    /** What a resize consists of. */
    static SeparableResize of(Resize resize) {
        return switch (resize) {
            case AreaResize area -> area.passes();
            case BilinearResize bilinear -> bilinear.passes();
            case LanczosResize lanczos -> lanczos.passes();
        };
    }

    float[] apply(GreyPicture picture, PixelBox box) {
        box.within(picture.height(), picture.width());
        if (box.height() != rows.source() || box.width() != columns.source()) {
            throw new IllegalArgumentException("this resizes pictures of " + rows.source() + " x " + columns.source()
                    + ", got " + box.height() + " x " + box.width());
        }
        int width = columns.target();
        float[] resized = new float[Math.multiplyExact(rows.target(), width)];
        float[][] narrowed = new float[rows.mostTaps()][width];
        float[] levels = new float[box.width()];
        float[] sums = new float[width];
        int next = 0;
        for (int row = 0; row < rows.target(); row++) {
            int taps = rows.begin()[row + 1] - rows.begin()[row];
            next = Math.max(next, rows.first()[row]);
            for (; next < rows.first()[row] + taps; next++) {
                load(picture, (box.y0() + next) * picture.width() + box.x0(), levels);
                narrow(levels, narrowed[next % narrowed.length]);
            }
            Arrays.fill(sums, 0);
            for (int tap = 0; tap < taps; tap++) {
                addWeighted(sums, narrowed[(rows.first()[row] + tap) % narrowed.length],
                        rows.weights()[rows.begin()[row] + tap]);
            }
            System.arraycopy(sums, 0, resized, row * width, width);
        }
        return resized;
    }

    private static void load(GreyPicture picture, int start, float[] levels) {
        short[] stored = picture.levels();
        for (int column = 0; column < levels.length; column++) {
            levels[column] = stored[start + column] & 0xFFFF;
        }
    }

    private void narrow(float[] levels, float[] narrowed) {
        int[] first = columns.first();
        int[] begin = columns.begin();
        float[] weights = columns.weights();
        for (int column = 0; column < narrowed.length; column++) {
            int offset = first[column] - begin[column];
            float sum = 0;
            for (int tap = begin[column]; tap < begin[column + 1]; tap++) {
                sum += weights[tap] * levels[offset + tap];
            }
            narrowed[column] = sum;
        }
    }

    /** Without offsets, which would keep the compiler from making a vector loop of it. */
    private static void addWeighted(float[] sums, float[] row, float weight) {
        for (int column = 0; column < sums.length; column++) {
            sums[column] += weight * row[column];
        }
    }
}
