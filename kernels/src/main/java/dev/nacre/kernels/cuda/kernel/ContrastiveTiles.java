package dev.nacre.kernels.cuda.kernel;

import dev.nacre.core.DType;
import dev.nacre.core.Precision;
import dev.nacre.core.Shape;
import dev.nacre.kernels.cuda.driver.Factor;
import dev.nacre.kernels.cuda.driver.LaunchArguments;
import dev.nacre.kernels.cuda.driver.Product;

/** The products of all rows of A with all rows of B {@code [batch, width]}, one tile at a time in the same memory. */
final class ContrastiveTiles {
    /**
     * At most so many rows and columns exist together.
     *
     * @param rows    of a tile
     * @param columns of a tile
     */
    record Size(long rows, long columns) {
        /** 32 MiB: large enough for the library's full speed, small enough for the device's second-level cache. */
        static final Size USUAL = new Size(2048, 4096);
    }

    /** Where a tile starts and how far it goes. */
    record Place(long row, long rows, long column, long columns) { }

    /** Work on one tile. */
    interface Work {
        void on(Place place);
    }

    private final Launcher launcher;
    private final boolean halves;
    private final DeviceTensor a;
    private final DeviceTensor b;
    private final Size size;
    private final DeviceTensor tile;
    private final DeviceTensor weights;

    ContrastiveTiles(Launcher launcher, Precision precision, DeviceTensor a, DeviceTensor b, Size most) {
        this.launcher = launcher;
        halves = precision == Precision.BFLOAT16;
        this.a = factor(a);
        this.b = factor(b);
        size = new Size(Math.min(most.rows(), batch()), Math.min(most.columns(), batch()));
        tile = launcher.scratch(DType.FLOAT32, Shape.of(size.rows() * size.columns()));
        weights = halves ? launcher.scratch(DType.BFLOAT16, tile.shape()) : tile;
    }

    private DeviceTensor factor(DeviceTensor x) {
        if (!halves) {
            return launcher.contiguous(x);
        }
        DeviceTensor rounded = launcher.scratch(DType.BFLOAT16, x.shape());
        CopyKernels.cast(launcher, x, rounded);
        return rounded;
    }

    long batch() {
        return a.shape().size(0);
    }

    private long width() {
        return a.shape().size(1);
    }

    boolean halves() {
        return halves;
    }

    /** The products of the tile that is worked on. */
    DeviceTensor tile() {
        return tile;
    }

    /** Adds pointers to the products and to the weights, of the factors' type, that replace them where they lie. */
    void productsAndWeights(LaunchArguments arguments) {
        if (halves) {
            tile.asInput(arguments);
        } else {
            arguments.word(tile.address());
        }
        weights.asOutput(arguments);
    }

    /** Computes tile after tile, from left to right and then from top to bottom. */
    void each(Work work) {
        for (long row = 0; row < batch(); row += size.rows()) {
            for (long column = 0; column < batch(); column += size.columns()) {
                Place place = new Place(row, Math.min(size.rows(), batch() - row), column,
                        Math.min(size.columns(), batch() - column));
                Factor products = new Factor(tile.address(), place.rows() * place.columns() * Float.BYTES, false,
                        place.columns(), 0);
                launcher.multiply(new Product(place.rows(), place.columns(), width(), 1,
                        rows(a, row, place.rows(), false), rows(b, column, place.columns(), true), products, halves,
                        launcher.subject()));
                work.on(place);
            }
        }
    }

    /** {@code result[row …] (+)= weights·B[column …]}. */
    void alongRows(Place place, DeviceTensor result) {
        launcher.multiply(new Product(place.rows(), width(), place.columns(), 1, weights(place, false),
                rows(b, place.column(), place.columns(), false), rows(result, place.row(), place.rows(), false), halves,
                place.column() > 0, launcher.subject()));
    }

    /** {@code result[column …] (+)= weightsᵀ·A[row …]}. */
    void downColumns(Place place, DeviceTensor result) {
        launcher.multiply(new Product(place.columns(), width(), place.rows(), 1, weights(place, true),
                rows(a, place.row(), place.rows(), false), rows(result, place.column(), place.columns(), false), halves,
                place.row() > 0, launcher.subject()));
    }

    private Factor weights(Place place, boolean transposed) {
        return new Factor(weights.address(), place.rows() * place.columns() * weights.type().bytes(), transposed,
                place.columns(), 0);
    }

    private Factor rows(DeviceTensor x, long from, long count, boolean transposed) {
        long bytes = width() * x.type().bytes();
        return new Factor(x.address() + from * bytes, count * bytes, transposed, width(), 0);
    }
}
