package dev.nacre.mammo.dicom.codec;

import java.util.Arrays;

/**
 * What JPEG-LS has learnt of the errors of prediction in each context (T.87 A.2.1, A.6): contexts 1 to 364 of
 * gradients, and 365 and 366 of samples that end a run. Used alike to encode and to decode; not safe for use by many
 * threads.
 */
final class JpegLsContexts {
    static final int RUN_END = 365;

    private static final int CONTEXTS = 367;
    // Four numbers of a context lie side by side, in one line of the cache.
    private static final int MAGNITUDE = 0;
    private static final int BIAS = 1;
    private static final int CORRECTION = 2;
    private static final int COUNT = 3;
    private static final int STRIDE = 4;

    private final int[] state = new int[CONTEXTS * STRIDE];
    private final int initialMagnitude;
    private final int reset;
    private final int step;

    /**
     * @param range how many different errors there are
     * @param step distance of quantized errors: 1 if lossless
     */
    JpegLsContexts(int range, int step, int reset) {
        initialMagnitude = Math.max(2, (range + 32) / 64);
        this.reset = reset;
        this.step = step;
        forget();
    }

    /** As at the start of a scan (T.87 A.2.1). */
    void forget() {
        Arrays.fill(state, 0);
        for (int context = 0; context < CONTEXTS; context++) {
            state[context * STRIDE + MAGNITUDE] = initialMagnitude;
            state[context * STRIDE + COUNT] = 1;
        }
    }

    /** What has to be added to predictions in this context to take away their bias. */
    int correction(int context) {
        return state[context * STRIDE + CORRECTION];
    }

    /** The parameter k of the Golomb code: the mean magnitude takes about so many bits (T.87 A.5.1). */
    int golomb(int context) {
        return golomb(state[context * STRIDE + MAGNITUDE], state[context * STRIDE + COUNT]);
    }

    /** The same for a sample that ends a run, of type 0 or 1 (T.87 A.7.2.1). */
    int golombOfRunEnd(int type) {
        int base = (RUN_END + type) * STRIDE;
        return golomb(state[base + MAGNITUDE] + (type == 0 ? 0 : state[base + COUNT] >> 1), state[base + COUNT]);
    }

    private static int golomb(int magnitude, int count) {
        int parameter = Math.max(0, Integer.numberOfLeadingZeros(count) - Integer.numberOfLeadingZeros(magnitude));
        return count << parameter < magnitude ? parameter + 1 : parameter;
    }

    /** Whether errors lie so far below zero that the signs' order in the code is turned round (T.87 A.5.2). */
    boolean isNegativeLikelier(int context) {
        return 2 * state[context * STRIDE + BIAS] <= -state[context * STRIDE + COUNT];
    }

    /** Whether at least half of the errors at ends of runs of this type were negative (T.87 A.7.2.2). */
    boolean isNegativeLikelierAtRunEnd(int type) {
        int base = (RUN_END + type) * STRIDE;
        return 2 * state[base + BIAS] >= state[base + COUNT];
    }

    /** Learns from an error (T.87 A.6.1 and A.6.2). */
    void learn(int context, int error) {
        int base = context * STRIDE;
        int magnitude = state[base + MAGNITUDE] + Math.abs(error);
        int bias = state[base + BIAS] + error * step;
        int count = state[base + COUNT];
        if (count == reset) {
            magnitude >>= 1;
            bias >>= 1;
            count >>= 1;
        }
        count++;
        if (bias <= -count) {
            bias = Math.max(bias + count, -count + 1);
            state[base + CORRECTION] = Math.max(-128, state[base + CORRECTION] - 1);
        } else if (bias > 0) {
            bias = Math.min(bias - count, 0);
            state[base + CORRECTION] = Math.min(127, state[base + CORRECTION] + 1);
        }
        state[base + MAGNITUDE] = magnitude;
        state[base + BIAS] = bias;
        state[base + COUNT] = count;
    }

    /** Learns from an error at the end of a run and its coded form; here the bias counts negative errors (A.7.2.2). */
    void learnAtRunEnd(int type, int error, int coded) {
        int base = (RUN_END + type) * STRIDE;
        if (error < 0) {
            state[base + BIAS]++;
        }
        state[base + MAGNITUDE] += coded + 1 - type >> 1;
        if (state[base + COUNT] == reset) {
            state[base + MAGNITUDE] >>= 1;
            state[base + COUNT] >>= 1;
            state[base + BIAS] >>= 1;
        }
        state[base + COUNT]++;
    }
}
