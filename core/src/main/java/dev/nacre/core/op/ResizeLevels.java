package dev.nacre.core.op;

import dev.nacre.core.DType;
import dev.nacre.core.Shape;
import dev.nacre.core.Tensor;
import java.util.List;

/**
 * A picture brought to another size by weighted sums, along rows first and then along columns: l[r, c] = Σᵢ v[r, i] ·
 * (Σⱼ w[c, j] · x[t[r] + i, s[c] + j]), in float32, each sum from 0 upwards in the order of its terms, then held
 * between 0 and the highest level. Beyond the border the outer pixel is taken. Which weights make a mean, an
 * interpolation or a Lanczos kernel is the caller's to say; a row or a column without weights becomes 0.
 *
 * <p>Inputs: levels as uint8 {@code [height, width, bytes]} in one byte or two, the lower first; t, int32 {@code
 * [newHeight]}, and v, float32 {@code [newHeight, terms]}; s and w likewise for columns. Result: float32 {@code
 * [newHeight, newWidth]}, without gradient: it is made for what a network gets to see.
 *
 * @param highest level, at most 65535
 * @param whole   whether results are rounded to whole levels, halves to the even one
 */
public record ResizeLevels(int highest, boolean whole) implements Fused {
    private static final int MOST = 0xFFFF;
    /** Above it float32 has no fractions: to add it and take it away again rounds. */
    private static final double ROUNDING = 0x1p23;

    /** Refuses levels that two bytes do not hold. */
    public ResizeLevels {
        if (highest < 1 || highest > MOST) {
            throw new IllegalArgumentException("the highest level is " + highest + ": give 1 to " + MOST);
        }
    }

    /**
     * Where each position of one side takes its level from.
     *
     * @param starts  int32 {@code [size]}
     * @param weights float32 {@code [size, terms]}
     */
    public record Side(Tensor starts, Tensor weights) {
    }

    /** The resized picture. */
    public static Tensor of(Tensor levels, Side rows, Side columns, int highest, boolean whole) {
        return Apply.one(new ResizeLevels(highest, whole), levels, rows.starts, rows.weights, columns.starts,
                columns.weights);
    }

    @Override
    public String name() {
        return "resize_levels";
    }

    @Override
    public List<Spec> outputs(List<Spec> inputs) {
        Check check = Check.of(this, inputs, 5).rank(0, 3);
        Shape x = inputs.getFirst().shape();
        check.that(inputs.getFirst().type() == DType.UINT8 && (x.size(2) == 1 || x.size(2) == 2),
                        "levels are uint8, one or two bytes each")
                .that(x.elements() > 0, "there is no picture of " + x.size(0) + "×" + x.size(1));
        return List.of(new Spec(DType.FLOAT32, Shape.of(side(check, inputs, 1), side(check, inputs, 3))));
    }

    /** The size of the side whose starts are input {@code i}. */
    private static long side(Check check, List<Spec> inputs, int i) {
        check.rank(i, 1).rank(i + 1, 2).size(i + 1, 0, inputs.get(i).shape().size(0), "size")
                .that(inputs.get(i).type() == DType.INT32, "starts are int32")
                .that(inputs.get(i + 1).type() == DType.FLOAT32, "weights are float32");
        return inputs.get(i).shape().size(0);
    }

    @Override
    public List<Tensor> decompose(List<Tensor> inputs) {
        Tensor bytes = inputs.getFirst();
        Tensor x = bytes.select(2, 0).to(DType.FLOAT32);
        if (bytes.size(2) == 2) {
            x = x.add(bytes.select(2, 1).to(DType.FLOAT32).mul(1 << Byte.SIZE));
        }
        Tensor y = sums(sums(x, 1, inputs.get(3), inputs.get(4)), 0, inputs.get(1), inputs.get(2)).clamp(0, highest);
        return List.of(whole ? y.add(ROUNDING).sub(ROUNDING) : y);
    }

    private static Tensor sums(Tensor x, int axis, Tensor starts, Tensor weights) {
        long size = starts.size(0);
        Tensor first = starts.to(DType.FLOAT64);
        Tensor sum = axis == 0 ? Tensor.zeros(size, x.size(1)) : Tensor.zeros(x.size(0), size);
        for (int term = 0; term < weights.size(1); term++) {
            Tensor index = first.add(term).clamp(0, x.size(axis) - 1).to(DType.INT32);
            sum = sum.add(IndexSelect.of(x, axis, index).mul(weights.select(1, term).unsqueeze(1 - axis)));
        }
        return sum;
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
        throw new IllegalStateException("resize_levels is detached: no cotangent can reach it");
    }

    static List<Sample> samples() {
        return List.of(sample("", 2, 4095, true, 13, 7, 5, 4, 3, 3), sample(" grown", 1, 255, false, 3, 2, 9, 2, 11, 1),
                sample(" unrounded", 2, 65535, false, 9, 33, 2, 7, 17, 2),
                sample(" pixel", 1, 255, true, 1, 1, 4, 1, 3, 6), sample(" nothing", 2, 255, true, 5, 3, 2, 0, 3, 2));
    }

    private static Sample sample(String name, int bytes, int highest, boolean whole, int height, int width,
            int newHeight, int rowTerms, int newWidth, int columnTerms) {
        return Sample.of("resize_levels" + name,
                in -> of(in.get(0), new Side(in.get(1), in.get(2).to(DType.FLOAT32)),
                        new Side(in.get(3), in.get(4).to(DType.FLOAT32)), highest, whole),
                new Sample.Input(DType.UINT8, Shape.of(height, width, bytes), 0, 256),
                new Sample.Input(DType.INT32, Shape.of(newHeight), -2, height + 2),
                new Sample.Input(DType.FLOAT64, Shape.of(newHeight, rowTerms), -0.3, 0.7),
                new Sample.Input(DType.INT32, Shape.of(newWidth), -2, width + 2),
                new Sample.Input(DType.FLOAT64, Shape.of(newWidth, columnTerms), -0.3, 0.7));
    }
}
