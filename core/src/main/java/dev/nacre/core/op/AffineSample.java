package dev.nacre.core.op;

import dev.nacre.core.DType;
import dev.nacre.core.Shape;
import dev.nacre.core.Tensor;
import java.util.List;

/**
 * Pictures moved by affine maps, a map for each: pixel (row, column) of the result is the level at x = xx·(column + ½)
 * + (xy·(row + ½) + x₀), y = yx·(column + ½) + (yy·(row + ½) + y₀) of the source, interpolated linearly
 * ({@link BilinearLevels}). The pixel at row r and column c of a picture has its centre at (c + ½, r + ½). Inputs:
 * pictures {@code [batch, height, width]}; maps from target to source, float64 {@code [batch, 6]}, as xx, xy, x₀, yx,
 * yy, y₀; the level beyond the border {@code [batch]}. Result {@code [batch, newHeight, newWidth]}, without gradient:
 * it is made for what a network gets to see.
 *
 * @param height   rows of the result
 * @param width    columns of the result
 * @param mirrored whether pictures are mirrored about their outer pixels instead of ending at the border
 */
public record AffineSample(int height, int width, boolean mirrored) implements Fused {
    private static final int NUMBERS = 6;

    /** The moved pictures; with {@code beyond} outside of the border. */
    public static Tensor of(Tensor pictures, Tensor maps, Tensor beyond, int height, int width) {
        return Apply.one(new AffineSample(height, width, false), pictures, maps, beyond);
    }

    /** The moved pictures, mirrored outside of the border. */
    public static Tensor mirrored(Tensor pictures, Tensor maps, int height, int width) {
        Tensor nothing = pictures.device().run(() -> Tensor.zeros(pictures.type(), Shape.of(pictures.size(0))));
        return Apply.one(new AffineSample(height, width, true), pictures, maps, nothing);
    }

    @Override
    public String name() {
        return "affine_sample";
    }

    @Override
    public List<Spec> outputs(List<Spec> inputs) {
        Check check = Check.of(this, inputs, 3).floating(0).rank(0, 3).sameType(0, 2);
        Shape x = inputs.getFirst().shape();
        check.that(inputs.get(1).type() == DType.FLOAT64, "maps are float64").shape(1, Shape.of(x.size(0), NUMBERS))
                .shape(2, Shape.of(x.size(0)))
                .that(x.size(1) > 0 && x.size(2) > 0 && height > 0 && width > 0, "there is no picture of " + x.size(1)
                        + "×" + x.size(2) + ", and none of " + height + "×" + width);
        return List.of(new Spec(inputs.getFirst().type(), Shape.of(x.size(0), height, width)));
    }

    @Override
    public List<Tensor> decompose(List<Tensor> inputs) {
        Tensor x = inputs.getFirst();
        Tensor column = centres(width).reshape(1, 1, width);
        Tensor row = centres(height).reshape(1, height, 1);
        Tensor left = along(inputs.get(1), 0, column, row).sub(0.5);
        Tensor top = along(inputs.get(1), NUMBERS / 2, column, row).sub(0.5);
        return List.of(BilinearLevels.at(x, left, top, mirrored ? null : inputs.get(2).reshape(x.size(0), 1, 1)));
    }

    private static Tensor centres(int count) {
        return Tensor.arange(count).to(DType.FLOAT64).add(0.5);
    }

    private static Tensor along(Tensor maps, int first, Tensor column, Tensor row) {
        Tensor start = number(maps, first + 1).mul(row).add(number(maps, first + 2));
        return number(maps, first).mul(column).add(start);
    }

    private static Tensor number(Tensor maps, int index) {
        return maps.slice(1, index, index + 1).reshape(maps.size(0), 1, 1);
    }

    @Override
    public Keep keep() {
        return Keep.NOTHING;
    }

    @Override
    public int differentiableOutputs() {
        return 0;
    }

    @Override
    public List<Tensor> backward(Saved saved, List<Tensor> cotangents) {
        throw new IllegalStateException("affine_sample is detached: no cotangent can reach it");
    }

    static List<Sample> samples() {
        Sample.Input maps = new Sample.Input(DType.FLOAT64, Shape.of(3, NUMBERS), -1, 3);
        return List.of(
                Sample.of("affine_sample", in -> of(in.get(0), in.get(1), in.get(2), 9, 5), Sample.real(-1, 1, 3, 7, 8),
                        maps, Sample.real(-1, 1, 3)),
                Sample.of("affine_sample mirrored", in -> mirrored(in.get(0), in.get(1), 4, 7),
                        Sample.real(-1, 1, 3, 5, 6), maps),
                Sample.of("affine_sample far", in -> of(in.get(0), in.get(1).mul(1e9), in.get(2), 3, 4),
                        Sample.real(-1, 1, 3, 5, 6), maps, Sample.real(-1, 1, 3)),
                Sample.of("affine_sample far mirrored", in -> mirrored(in.get(0), in.get(1).mul(1e9), 3, 4),
                        Sample.real(-1, 1, 3, 1, 2), maps),
                Sample.of("affine_sample nothing", in -> mirrored(in.get(0), in.get(1), 3, 4),
                        Sample.real(-1, 1, 0, 5, 6), new Sample.Input(DType.FLOAT64, Shape.of(0, NUMBERS), -1, 1)));
    }
}
