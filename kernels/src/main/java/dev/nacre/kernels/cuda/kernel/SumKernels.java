package dev.nacre.kernels.cuda.kernel;

import dev.nacre.core.DType;
import dev.nacre.core.Shape;
import dev.nacre.core.op.Extremum;
import dev.nacre.core.op.Sum;
import dev.nacre.kernels.cuda.driver.DeviceQueue;
import java.util.stream.IntStream;

/** Sums and extrema over dimensions, float32. A sum of more neighbours than one launch adds up goes through several. */
public final class SumKernels {
    /** Neighbours in memory that one block adds up. */
    private static final long ROW_CHUNK = 8192;
    /** Rows that one block adds up for each of its columns. */
    private static final long COLUMN_CHUNK = 512;
    private static final int STRIP = 32;
    private static final int COLUMN_THREADS = 256;

    private SumKernels() {
    }

    /** Adds up over the operation's dimensions. */
    public static void sum(Launcher launcher, Sum sum, DeviceTensor x, DeviceTensor y) {
        if (x.elements() == 0) {
            launcher.clear(y);
            return;
        }
        int[] summed = sum.axes().stream().mapToInt(Integer::intValue).filter(d -> x.shape().size(d) > 1).toArray();
        int[] kept = IntStream.range(0, x.shape().rank())
                .filter(d -> IntStream.of(summed).noneMatch(other -> other == d)).toArray();
        long n = product(x.shape(), summed);
        if (summed.length == 0) {
            CopyKernels.copy(launcher, x, y);
        } else if (areNeighbours(x.shape(), summed)) {
            long inner = x.shape().elements() / n / product(x.shape(), IntStream.of(kept)
                    .filter(d -> d < summed[0]).toArray());
            DeviceTensor dense = launcher.contiguous(x);
            reduce(launcher, dense, y, x.elements() / n / inner, n, inner);
        } else {
            int[] order = IntStream.concat(IntStream.of(kept), IntStream.of(summed)).toArray();
            DeviceTensor turned = new DeviceTensor(x.block(), x.type(), x.layout().permute(order));
            reduce(launcher, launcher.contiguous(turned), y, x.elements() / n, n, 1);
        }
    }

    /** The largest or smallest along a dimension, and its place. */
    public static void extremum(Launcher launcher, Extremum extremum, DeviceTensor x, DeviceTensor y,
            DeviceTensor position) {
        DeviceTensor dense = launcher.contiguous(x);
        long n = x.shape().size(extremum.axis());
        long inner = x.shape().strides()[extremum.axis()];
        launcher.launchEach(extremum.name(), y.elements(), arguments -> {
            dense.asInput(arguments);
            y.asOutput(arguments);
            position.asOutput(arguments);
            arguments.word(y.elements() / inner).word(n).word(inner);
        });
    }

    private static long product(Shape shape, int[] dims) {
        return IntStream.of(dims).mapToLong(shape::size).reduce(1, (a, b) -> a * b);
    }

    /** Whether nothing that is kept lies between dimensions that are summed. */
    private static boolean areNeighbours(Shape shape, int[] summed) {
        return IntStream.range(summed[0], summed[summed.length - 1] + 1).filter(d -> shape.size(d) > 1).count()
                == summed.length;
    }

    /** {@code [outer, n, inner] → [outer, inner]}, contiguous. */
    private static void reduce(Launcher launcher, DeviceTensor x, DeviceTensor y, long outer, long n, long inner) {
        if (inner > 1) {
            columns(launcher, x, y, outer, n, inner);
        } else {
            rows(launcher, x, y, outer, n);
        }
    }

    private static void rows(Launcher launcher, DeviceTensor x, DeviceTensor y, long rows, long n) {
        long chunks = (n + ROW_CHUNK - 1) / ROW_CHUNK;
        DeviceTensor target = chunks == 1 ? y : launcher.scratch(DType.FLOAT32, Shape.of(rows, chunks));
        launcher.launch("sum_rows", rows * chunks, Launcher.threadsFor(n), arguments -> {
            x.asInput(arguments);
            target.asOutput(arguments);
            arguments.word(rows).word(n).word(ROW_CHUNK);
        });
        if (chunks > 1) {
            rows(launcher, target, y, rows, chunks);
        }
    }

    /** {@code [outer, n, inner] → [outer, inner]} by a kernel that takes an addend from anywhere. */
    static void columns(Launcher launcher, DeviceTensor x, DeviceTensor y, long outer, long n, long inner) {
        columns(launcher, "sum_columns", y, outer, n, inner, arguments -> x.asInput(arguments), arguments ->
                arguments.word(outer).word(n).word(inner).word(COLUMN_CHUNK));
    }

    /** Channel sums {@code [n, channels] → [channels]} of what a kernel computes from its inputs. */
    static void channels(Launcher launcher, String kernel, DeviceTensor y, long n, long channels,
            DeviceQueue.Parameters inputs, DeviceQueue.Parameters constants) {
        columns(launcher, kernel, y, 1, n, channels, inputs, arguments -> {
            arguments.word(n).word(channels).word(COLUMN_CHUNK);
            constants.fill(arguments);
        });
    }

    /** {@code [outer, n, channels] → [outer, channels]} of what a kernel computes from its inputs. */
    static void pictures(Launcher launcher, String kernel, DeviceTensor y, long outer, long n, long channels,
            DeviceQueue.Parameters inputs, DeviceQueue.Parameters constants) {
        long chunks = (n + COLUMN_CHUNK - 1) / COLUMN_CHUNK;
        DeviceTensor target = chunks == 1 ? y : launcher.scratch(DType.FLOAT32, Shape.of(outer, chunks, channels));
        launcher.launch(kernel, outer * chunks * ((channels + STRIP - 1) / STRIP), COLUMN_THREADS, arguments -> {
            inputs.fill(arguments);
            target.asOutput(arguments);
            arguments.word(outer).word(n).word(channels).word(COLUMN_CHUNK);
            constants.fill(arguments);
        });
        if (chunks > 1) {
            columns(launcher, target, y, outer, chunks, channels);
        }
    }

    private static void columns(Launcher launcher, String kernel, DeviceTensor y, long outer, long n, long inner,
            DeviceQueue.Parameters inputs, DeviceQueue.Parameters sizes) {
        long chunks = (n + COLUMN_CHUNK - 1) / COLUMN_CHUNK;
        DeviceTensor target = chunks == 1 ? y : launcher.scratch(DType.FLOAT32, Shape.of(outer, chunks, inner));
        long strips = (inner + STRIP - 1) / STRIP;
        launcher.launch(kernel, outer * chunks * strips, COLUMN_THREADS, arguments -> {
            inputs.fill(arguments);
            target.asOutput(arguments);
            sizes.fill(arguments);
        });
        if (chunks > 1) {
            columns(launcher, target, y, outer, chunks, inner);
        }
    }
}
