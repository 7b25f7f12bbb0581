package dev.nacre.kernels.cpu.block;

/** How many pixels make a strip that stays in the second-level cache beside the weights. */
final class Strips {
    private static final long BYTES = 512 << 10;
    private static final long LARGE_WEIGHTS = 512 << 10;

    private Strips() {
    }

    /** Pixels of a strip with so many float32 channels. */
    static int pixels(long channels) {
        return Math.clamp(BYTES / (channels * Float.BYTES), 16, 512);
    }

    /** The same beside weights of so many floats: where these do not fit, long strips use each part of them longer. */
    static int pixels(long channels, long weights) {
        return weights * Float.BYTES > LARGE_WEIGHTS ? Math.max(256, pixels(channels)) : pixels(channels);
    }
}
