package dev.nacre.mammo.dicom.codec;

/** The numbers that JPEG-LS coding of a frame is governed by (T.87 annex A). */
final class JpegLsModel {
    /** Bits of the length of a run, by how well runs have done lately (T.87 A.2.1, table J). */
    private static final int[] RUN_BITS = {
        0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 9, 10, 11, 12, 13, 14, 15};

    final int near;
    final int maximum;
    /** Distance of quantized errors. */
    final int step;
    /** How many different quantized errors there are. */
    final int range;
    /** Bits of a quantized error. */
    final int errorBits;
    /** The longest code. */
    final int limit;
    final int reset;
    private final byte[] gradientClass;

    JpegLsModel(int near, JpegLsPresets presets) {
        this.near = near;
        maximum = presets.maximum();
        step = 2 * near + 1;
        range = (maximum + 2 * near) / step + 1;
        errorBits = 32 - Integer.numberOfLeadingZeros(range - 1);
        int sampleBits = Math.max(2, 32 - Integer.numberOfLeadingZeros(maximum));
        limit = 2 * (sampleBits + Math.max(8, sampleBits));
        reset = presets.reset();
        gradientClass = new byte[2 * maximum + 1];
        for (int gradient = -maximum; gradient <= maximum; gradient++) {
            int size = Math.abs(gradient);
            int number = size <= near ? 0 : size < presets.threshold1() ? 1 : size < presets.threshold2() ? 2
                    : size < presets.threshold3() ? 3 : 4;
            gradientClass[gradient + maximum] = (byte) (gradient < 0 ? -number : number);
        }
    }

    JpegLsContexts contexts() {
        return new JpegLsContexts(range, step, reset);
    }

    /**
     * The context of three gradients (T.87 A.3.3 and A.3.4): 0 where all are flat, negative where the mirrored context
     * is meant.
     */
    int context(int first, int second, int third) {
        return 81 * gradientClass[first + maximum] + 9 * gradientClass[second + maximum]
                + gradientClass[third + maximum];
    }

    /** The median of left, above, and the plane through the three neighbours (T.87 A.4.1). */
    static int predict(int left, int above, int aboveLeft) {
        int smaller = Math.min(left, above);
        int larger = Math.max(left, above);
        return aboveLeft >= larger ? smaller : aboveLeft <= smaller ? larger : left + above - aboveLeft;
    }

    int clamp(int level) {
        return Math.max(0, Math.min(maximum, level));
    }

    /** The level that a quantized error means: errors wrap around, as they are coded modulo the range (A.4.5, A.8). */
    int reconstruct(int predicted, int error) {
        int level = predicted + error * step;
        if (level < -near) {
            level += range * step;
        } else if (level > maximum + near) {
            level -= range * step;
        }
        return clamp(level);
    }

    static int runBits(int runIndex) {
        return RUN_BITS[runIndex];
    }

    static int longerRuns(int runIndex) {
        return Math.min(RUN_BITS.length - 1, runIndex + 1);
    }
}
