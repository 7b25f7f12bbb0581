package dev.nacre.kernels.cuda.kernel;

import dev.nacre.core.DType;
import dev.nacre.core.Shape;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Sorting along one dimension, any element type. Equal elements keep their order; NaN counts as the largest. Tiles are
 * sorted by a block each, then merged in pairs, as often as a line has pairs of them.
 */
public final class SortKernels {
    /** Elements that one block sorts; the CUDA C has room for as many. */
    private static final int TILE = 1024;
    private static final int THREADS = 256;
    private static final int WARP = 32;

    /**
     * Sorted lines.
     *
     * @param keys      {@code [lines, n]}, unsigned 64-bit numbers in ascending order
     * @param positions {@code [lines, n]}, int32: where each was
     */
    record Sorted(DeviceTensor keys, DeviceTensor positions) { }

    private SortKernels() {
    }

    /** Whether a line of so many elements can be sorted: positions have 32 bits. */
    public static boolean serves(long n) {
        return n <= Integer.MAX_VALUE - TILE;
    }

    /** Positions that sort along a dimension. */
    public static void argSort(Launcher launcher, int axis, boolean descending, DeviceTensor x, DeviceTensor y) {
        if (y.elements() == 0) {
            return;
        }
        Sorted sorted = sort(launcher, withLast(x, axis), descending);
        launcher.launchEach("sort_positions", y.elements(), arguments -> {
            sorted.positions().asInput(arguments);
            y.asOutput(arguments);
            arguments.word(y.elements()).word(x.shape().size(axis)).word(y.shape().strides()[axis]);
        });
    }

    /** The same elements, one dimension being the last. */
    static DeviceTensor withLast(DeviceTensor x, int axis) {
        int[] order = IntStream.concat(IntStream.range(0, x.shape().rank()).filter(d -> d != axis), IntStream.of(axis))
                .toArray();
        return new DeviceTensor(x.block(), x.type(), x.layout().permute(order));
    }

    /** Lines along the last dimension of x, which is not empty. */
    static Sorted sort(Launcher launcher, DeviceTensor x, boolean descending) {
        long n = x.shape().size(-1);
        long total = x.elements();
        Shape shape = Shape.of(total / n, n);
        Sorted from = new Sorted(launcher.scratch(DType.INT64, shape), launcher.scratch(DType.INT32, shape));
        Nest nest = Nest.of(x.layout());
        launcher.launchEach("sort_keys_" + x.type().name().toLowerCase(Locale.ROOT), total, arguments -> {
            x.asInput(arguments);
            from.keys().asOutput(arguments);
            arguments.word(total).words(nest.words()).number(descending ? 1 : 0);
        });
        int tile = (int) Math.min(TILE, Math.max(2, Long.highestOneBit(2 * n - 1)));
        Sorted tiles = from;
        launcher.launch("sort_tiles", total / n * ((n + tile - 1) / tile), Math.clamp(tile / 2, WARP, THREADS),
                arguments -> {
                    tiles.keys().asOutput(arguments);
                    tiles.positions().asOutput(arguments);
                    arguments.word(n).number(tile);
                });
        return n <= tile ? tiles : merged(launcher, tiles, total, n, tile);
    }

    private static Sorted merged(Launcher launcher, Sorted tiles, long total, long n, long tile) {
        Shape shape = tiles.keys().shape();
        Sorted from = tiles;
        Sorted to = new Sorted(launcher.scratch(DType.INT64, shape), launcher.scratch(DType.INT32, shape));
        for (long run = tile; run < n; run *= 2) {
            merge(launcher, from, to, total, n, run);
            Sorted before = from;
            from = to;
            to = before;
        }
        return from;
    }

    private static void merge(Launcher launcher, Sorted from, Sorted to, long total, long n, long run) {
        launcher.launchEach("sort_merge", total, arguments -> {
            from.keys().asInput(arguments);
            from.positions().asInput(arguments);
            to.keys().asOutput(arguments);
            to.positions().asOutput(arguments);
            arguments.word(total).word(n).word(run);
        });
    }
}
