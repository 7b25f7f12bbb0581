package dev.nacre.kernels.cpu.block;

import dev.nacre.core.DType;
import dev.nacre.core.Precision;

/** Strips of pixels: how many stay in the second-level cache beside the weights, and how they lie there. */
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

    /** The type of strips that go into a product. */
    static DType type(Precision precision) {
        return precision == Precision.FLOAT32 ? DType.FLOAT32 : DType.BFLOAT16;
    }

    /** From a pixel of such a strip to the next: tiles are loaded slowly from rows at multiples of 2 KiB. */
    static long stride(int channels, DType type) {
        return type == DType.BFLOAT16 && channels % 1024 == 0 ? channels + 32 : channels;
    }
}
