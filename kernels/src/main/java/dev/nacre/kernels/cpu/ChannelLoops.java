package dev.nacre.kernels.cpu;

import static dev.nacre.kernels.cpu.VectorWidth.BYTES;
import static dev.nacre.kernels.cpu.VectorWidth.FLOATS;
import static dev.nacre.kernels.cpu.VectorWidth.LANES;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;

/**
 * The vector loops of batch normalisation over rows of channels. Lines such as {@code mean} hold one number for
 * each element of a row, and lie in {@code lines} one after the other; offsets are elements; a row is a multiple of
 * the vector.
 */
final class ChannelLoops {
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private ChannelLoops() {
    }

    private static FloatVector at(MemorySegment segment, long bytes) {
        return FloatVector.fromMemorySegment(FLOATS, segment, bytes, ORDER);
    }

    /**
     * {@code sums[c] += Σ_r d²} and, behind them, {@code Σ_r d}, where {@code d = x[r, c] − mean[c]}; line 0 is the
     * mean.
     */
    static void addSquares(MemorySegment x, long start, long rows, int columns, MemorySegment lines,
                           MemorySegment sums, long to) {
        long row = (long) columns * Float.BYTES;
        for (int c = 0; c < columns; c += LANES) {
            long column = (long) c * Float.BYTES;
            var mean = at(lines, column);
            long square = to * Float.BYTES + column;
            var squares = at(sums, square);
            var plain = at(sums, square + row);
            long from = start * Float.BYTES + column;
            for (long r = 0; r < rows; r++) {
                var deviation = at(x, from + r * row).sub(mean);
                squares = deviation.fma(deviation, squares);
                plain = plain.add(deviation);
            }
            squares.intoMemorySegment(sums, square, ORDER);
            plain.intoMemorySegment(sums, square + row, ORDER);
        }
    }

    /**
     * {@code sums[c] += Σ_r dy[r, c]·(x[r, c] − mean[c])} and, behind them, {@code Σ_r dy[r, c]}; line 0 is the mean.
     */
    static void addGradients(MemorySegment x, long xStart, MemorySegment dy, long dyStart, long rows, int columns,
                             MemorySegment lines, MemorySegment sums, long to) {
        long row = (long) columns * Float.BYTES;
        for (int c = 0; c < columns; c += LANES) {
            long column = (long) c * Float.BYTES;
            var mean = at(lines, column);
            long product = to * Float.BYTES + column;
            var products = at(sums, product);
            var plain = at(sums, product + row);
            long fromX = xStart * Float.BYTES + column;
            long fromDy = dyStart * Float.BYTES + column;
            for (long r = 0; r < rows; r++) {
                var cotangent = at(dy, fromDy + r * row);
                products = at(x, fromX + r * row).sub(mean).fma(cotangent, products);
                plain = plain.add(cotangent);
            }
            products.intoMemorySegment(sums, product, ORDER);
            plain.intoMemorySegment(sums, product + row, ORDER);
        }
    }

    /** {@code y[r, c] = (x[r, c] − mean[c])·scale[c] + shift[c]}; lines mean, scale, shift. */
    static void normalise(MemorySegment x, long start, long rows, int columns, MemorySegment lines, MemorySegment y,
                          long to) {
        long line = (long) columns * Float.BYTES;
        for (long r = 0; r < rows; r++) {
            long from = start * Float.BYTES + r * line;
            long into = to * Float.BYTES + r * line;
            for (int c = 0; c < columns / LANES; c++) {
                long column = (long) c * BYTES;
                at(x, from + column).sub(at(lines, column)).fma(at(lines, line + column), at(lines, 2 * line + column))
                        .intoMemorySegment(y, into + column, ORDER);
            }
        }
    }

    /**
     * {@code dx[r, c] = scale[c]·(dy[r, c] − share[c] − (x[r, c] − mean[c])·slope[c])}; lines mean, scale, share,
     * slope.
     */
    static void inputGradient(MemorySegment x, long xStart, MemorySegment dy, long dyStart, long rows, int columns,
                              MemorySegment lines, MemorySegment dx, long to) {
        long line = (long) columns * Float.BYTES;
        for (long r = 0; r < rows; r++) {
            long fromX = xStart * Float.BYTES + r * line;
            long fromDy = dyStart * Float.BYTES + r * line;
            long into = to * Float.BYTES + r * line;
            for (int c = 0; c < columns / LANES; c++) {
                long column = (long) c * BYTES;
                var rest = at(dy, fromDy + column).sub(at(lines, 2 * line + column));
                var deviation = at(lines, column).sub(at(x, fromX + column));
                deviation.fma(at(lines, 3 * line + column), rest).mul(at(lines, line + column))
                        .intoMemorySegment(dx, into + column, ORDER);
            }
        }
    }
}
