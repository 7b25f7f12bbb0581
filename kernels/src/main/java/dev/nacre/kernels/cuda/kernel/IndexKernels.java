package dev.nacre.kernels.cuda.kernel;

import dev.nacre.core.DType;
import dev.nacre.core.Shape;

/**
 * Picking and adding up by index along one dimension of {@code [outer, size, inner]}. What is added to one element is
 * added in ascending order of its place, as everywhere: no atomic additions, the same bits every time.
 */
public final class IndexKernels {
    /** Up to so many are added one after the other; more are sorted first, so that each result finds its own. */
    private static final long FEW = 32;

    private IndexKernels() {
    }

    /** {@code y[o, i, c] = x[o, index[i], c]}. */
    public static void select(Launcher launcher, int axis, DeviceTensor x, DeviceTensor index, DeviceTensor y) {
        pick(launcher, "index_select", axis, x, index, index.elements(), y);
    }

    /** {@code y[o, i, c] = x[o, index[o, i, c], c]}. */
    public static void gather(Launcher launcher, int axis, DeviceTensor x, DeviceTensor index, DeviceTensor y) {
        pick(launcher, "gather", axis, x, index, y.shape().size(axis), y);
    }

    private static void pick(Launcher launcher, String kernel, int axis, DeviceTensor x, DeviceTensor index,
            long picked, DeviceTensor y) {
        if (y.elements() == 0) {
            return;
        }
        DeviceTensor from = launcher.contiguous(x);
        DeviceTensor dense = launcher.contiguous(index);
        launcher.launchEachChecked(kernel + x.type().bytes(), y.elements(), arguments -> {
            from.asInput(arguments);
            dense.asInput(arguments);
            y.asOutput(arguments);
            arguments.word(y.elements()).word(picked).word(x.shape().size(axis)).word(inner(y.shape(), axis))
                    .number(wide(index));
        });
    }

    /** {@code y[o, index[i], c] += x[o, i, c]} from zeros. */
    public static void indexAdd(Launcher launcher, int axis, DeviceTensor index, DeviceTensor x, DeviceTensor y) {
        add(launcher, axis, index, x, y, true);
    }

    /** {@code y[o, index[o, i, c], c] += x[o, i, c]} from zeros. */
    public static void scatterAdd(Launcher launcher, int axis, DeviceTensor index, DeviceTensor x, DeviceTensor y) {
        add(launcher, axis, index, x, y, false);
    }

    private static void add(Launcher launcher, int axis, DeviceTensor index, DeviceTensor x, DeviceTensor y,
            boolean shared) {
        if (x.elements() == 0 || y.elements() == 0) {
            launcher.clear(y);
            return;
        }
        long picked = x.shape().size(axis);
        if (picked <= FEW) {
            addInOrder(launcher, axis, index, x, y, shared);
        } else {
            addSorted(launcher, axis, index, x, y, shared);
        }
    }

    private static void addInOrder(Launcher launcher, int axis, DeviceTensor index, DeviceTensor x, DeviceTensor y,
            boolean shared) {
        DeviceTensor from = launcher.contiguous(x);
        DeviceTensor dense = launcher.contiguous(index);
        long picked = x.shape().size(axis);
        long inner = inner(x.shape(), axis);
        long outer = x.elements() / picked / inner;
        launcher.clear(y);
        launcher.launchEachChecked("add_in_order", outer * inner, arguments -> {
            from.asInput(arguments);
            dense.asInput(arguments);
            y.asOutput(arguments);
            arguments.word(outer).word(picked).word(y.shape().size(axis)).word(inner).number(shared ? 1 : 0)
                    .number(wide(index));
        });
    }

    private static void addSorted(Launcher launcher, int axis, DeviceTensor index, DeviceTensor x, DeviceTensor y,
            boolean shared) {
        DeviceTensor from = launcher.contiguous(x);
        DeviceTensor dense = launcher.contiguous(index);
        long size = y.shape().size(axis);
        launcher.launchEachChecked("check_indices", index.elements(), arguments -> {
            dense.asInput(arguments);
            arguments.word(index.elements()).word(size).number(wide(index));
        });
        SortKernels.Sorted sorted = SortKernels.sort(launcher, SortKernels.withLast(dense, shared ? 0 : axis), false);
        launcher.launchEach("add_sorted", y.elements(), arguments -> {
            from.asInput(arguments);
            sorted.keys().asInput(arguments);
            sorted.positions().asInput(arguments);
            y.asOutput(arguments);
            arguments.word(y.elements()).word(x.shape().size(axis)).word(size).word(inner(y.shape(), axis))
                    .number(shared ? 1 : 0);
        });
    }

    /** What kernels are told of an index's type. */
    static int wide(DeviceTensor index) {
        return index.type() == DType.INT64 ? 1 : 0;
    }

    private static long inner(Shape shape, int axis) {
        return shape.strides()[axis];
    }
}
