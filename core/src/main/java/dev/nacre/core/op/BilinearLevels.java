package dev.nacre.core.op;

import dev.nacre.core.DType;
import dev.nacre.core.Shape;
import dev.nacre.core.Tensor;

/**
 * Levels of pictures between their pixels, by way of other operations. At x and y pixels right of and below the centre
 * of the first pixel, with column c = ⌊x⌋ and part p = x − c in float32, and row likewise, the level is that of the
 * upper pixels, (1 − p)·l[c] + p·l[c + 1], and that of the lower ones, interpolated in the same way. Places farther
 * away than a thousand million pixels lie beyond the border, or are the first pixel of a mirrored picture.
 */
final class BilinearLevels {
    private static final double FAR = 1e9;

    private BilinearLevels() {
    }

    /**
     * The levels at places.
     *
     * @param x      pictures {@code [batch, height, width]}
     * @param left   how far right of the first pixel's centre, float64 {@code [batch, rows, columns]}
     * @param top    how far below
     * @param beyond the level beyond the border {@code [batch, 1, 1]}; null where pictures are mirrored
     */
    static Tensor at(Tensor x, Tensor left, Tensor top, Tensor beyond) {
        Tensor near = both(left.abs().lessThan(number(FAR)), top.abs().lessThan(number(FAR)));
        Tensor fromLeft = near.where(left, number(0));
        Tensor fromTop = near.where(top, number(0));
        Tensor column = floor(fromLeft);
        Tensor row = floor(fromTop);
        Tensor right = fromLeft.sub(column).to(DType.FLOAT32).to(x.type());
        Tensor below = fromTop.sub(row).to(DType.FLOAT32).to(x.type());
        Tensor upper = mixed(right, level(x, row, column, beyond), level(x, row, column.add(1), beyond));
        Tensor lower = mixed(right, level(x, row.add(1), column, beyond), level(x, row.add(1), column.add(1), beyond));
        Tensor far = beyond == null ? x.slice(1, 0, 1).slice(2, 0, 1) : beyond;
        return near.where(mixed(below, upper, lower), far);
    }

    private static Tensor number(double value) {
        return Tensor.full(value, DType.FLOAT64, Shape.SCALAR);
    }

    private static Tensor both(Tensor one, Tensor other) {
        return one.where(other, one);
    }

    private static Tensor mixed(Tensor part, Tensor first, Tensor second) {
        return part.neg().add(1).mul(first).add(part.mul(second));
    }

    private static Tensor floor(Tensor value) {
        Tensor whole = value.to(DType.INT32).to(DType.FLOAT64);
        return whole.sub(value.lessThan(whole).to(DType.FLOAT64));
    }

    private static Tensor level(Tensor x, Tensor row, Tensor column, Tensor beyond) {
        long height = x.size(1);
        long width = x.size(2);
        if (beyond == null) {
            return pick(x, reflected(row, height), reflected(column, width));
        }
        Tensor inside = both(both(row.atLeast(number(0)), row.lessThan(number(height))),
                both(column.atLeast(number(0)), column.lessThan(number(width))));
        return inside.where(pick(x, row.clamp(0, height - 1), column.clamp(0, width - 1)), beyond);
    }

    private static Tensor pick(Tensor x, Tensor row, Tensor column) {
        long pixels = x.size(1) * x.size(2);
        Tensor first = Tensor.arange(Math.toIntExact(x.size(0))).to(DType.FLOAT64).mul(pixels)
                .reshape(x.size(0), 1, 1);
        Tensor index = first.add(row.mul(x.size(2)).add(column)).to(DType.INT64);
        return IndexSelect.of(x.reshape(x.elements()), 0, index.reshape(index.elements())).reshape(index.shape());
    }

    /** The position that a mirror at both outer ones shows: d c b | a b c d | c b a. */
    private static Tensor reflected(Tensor position, long size) {
        if (size == 1) {
            return position.mul(0);
        }
        Tensor period = number(2.0 * size - 2);
        Tensor within = position.sub(floor(position.div(period)).mul(period));
        return within.minimum(period.sub(within));
    }
}
