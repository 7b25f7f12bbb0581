package dev.nacre.mammo.dicom.codec;

import java.util.Arrays;

/**
 * The inverse discrete cosine transform of 8 x 8 blocks (T.81 A.3.3), in single precision: exact to a thousandth of a
 * level even at 12 bits, and the same bits everywhere. Made for one frame; not safe for use by many threads.
 */
final class InverseDct {
    private static final int SIDE = 8;

    /** The order in which coefficients are coded (T.81 figure A.6): for each, its place in the block. */
    private static final int[] PLACE = {
        0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14,
        21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60,
        61, 54, 47, 55, 62, 63};

    // Halves of cos(k pi / 16).
    private static final float COS1 = 0.49039264020161522f;
    private static final float COS2 = 0.46193976625564338f;
    private static final float COS3 = 0.41573480615127262f;
    private static final float COS4 = 0.35355339059327376f;
    private static final float COS5 = 0.27778511650980111f;
    private static final float COS6 = 0.19134171618254489f;
    private static final float COS7 = 0.09754516100806413f;

    private final float[] block = new float[SIDE * SIDE];
    private final int[] steps;
    private final int rows;
    private final int columns;
    private final int largest;
    /** What the transform gives lies around zero; levels lie around the middle (T.81 A.3.1). A half rounds. */
    private final float middle;
    private final short[] samples;

    /** @param steps of the quantization, in the order of coding */
    InverseDct(JpegFrame frame, int[] steps, short[] samples) {
        this.steps = steps;
        this.rows = frame.rows();
        this.columns = frame.columns();
        this.largest = (1 << frame.precision()) - 1;
        this.middle = (1 << (frame.precision() - 1)) + 0.5f;
        this.samples = samples;
    }

    /** Blocks from left to right. */
    static int across(JpegFrame frame) {
        return (frame.columns() + SIDE - 1) / SIDE;
    }

    /** Blocks of a frame. */
    static int blocks(JpegFrame frame) {
        return across(frame) * ((frame.rows() + SIDE - 1) / SIDE);
    }

    /**
     * Writes the samples of a block.
     *
     * @param coefficients quantized, in the order of coding
     * @param start index of the block's first
     * @param number index of the block in the frame
     */
    void transform(short[] coefficients, int start, int number) {
        int last = SIDE * SIDE - 1;
        while (last > 0 && coefficients[start + last] == 0) {
            last--;
        }
        block[0] = (float) coefficients[start] * steps[0];
        if (last == 0) {
            Arrays.fill(block, block[0] / SIDE);
        } else {
            Arrays.fill(block, 1, block.length, 0);
            for (int index = 1; index <= last; index++) {
                block[PLACE[index]] = (float) coefficients[start + index] * steps[index];
            }
            for (int row = 0; row < SIDE; row++) {
                transform(row * SIDE, 1);
            }
            for (int column = 0; column < SIDE; column++) {
                transform(column, SIDE);
            }
        }
        int across = (columns + SIDE - 1) / SIDE;
        write(number / across * SIDE, number % across * SIDE);
    }

    /** One row or column: the even coefficients give what is symmetric, the odd ones what is not. */
    private void transform(int start, int stride) {
        float one = block[start + stride];
        float two = block[start + 2 * stride];
        float three = block[start + 3 * stride];
        float five = block[start + 5 * stride];
        float six = block[start + 6 * stride];
        float seven = block[start + 7 * stride];
        float sum = (block[start] + block[start + 4 * stride]) * COS4;
        float difference = (block[start] - block[start + 4 * stride]) * COS4;
        float outer = two * COS2 + six * COS6;
        float inner = two * COS6 - six * COS2;
        place(start, stride, 0, sum + outer, one * COS1 + three * COS3 + five * COS5 + seven * COS7);
        place(start, stride, 1, difference + inner, one * COS3 - three * COS7 - five * COS1 - seven * COS5);
        place(start, stride, 2, difference - inner, one * COS5 - three * COS1 + five * COS7 + seven * COS3);
        place(start, stride, 3, sum - outer, one * COS7 - three * COS5 + five * COS3 - seven * COS1);
    }

    private void place(int start, int stride, int index, float even, float odd) {
        block[start + index * stride] = even + odd;
        block[start + (SIDE - 1 - index) * stride] = even - odd;
    }

    private void write(int top, int left) {
        int bottom = Math.min(rows, top + SIDE);
        int right = Math.min(columns, left + SIDE);
        for (int row = top; row < bottom; row++) {
            int source = (row - top) * SIDE;
            for (int index = row * columns + left; index < row * columns + right; index++) {
                int level = (int) (block[source++] + middle);
                samples[index] = (short) Math.max(0, Math.min(largest, level));
            }
        }
    }
}
