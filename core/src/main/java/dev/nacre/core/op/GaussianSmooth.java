package dev.nacre.core.op;

import dev.nacre.core.Shape;
import dev.nacre.core.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * Pictures {@code [batch, height, width]} smoothed with a Gaussian that is cut off at four standard deviations and
 * scaled to sum to 1, along rows and then along columns; from the middle outwards, both sides of a weight at once.
 * Beyond the border pictures are mirrored with their outer pixels repeated: b a | a b c | c b. Without gradient: it is
 * made for what a network gets to see.
 *
 * @param sigma standard deviation in pixels, above 0, at most 1000
 */
public record GaussianSmooth(double sigma) implements Fused {
    private static final int REACH = 4;

    /** Refuses other widths. */
    public GaussianSmooth {
        if (!(sigma > 0 && sigma <= 1000)) {
            throw new IllegalArgumentException("a Gaussian of standard deviation " + sigma
                    + ": give more than 0, at most 1000");
        }
    }

    /** The smoothed pictures. */
    public static Tensor of(Tensor pictures, double sigma) {
        return Apply.one(new GaussianSmooth(sigma), pictures);
    }

    /** The weights from the middle outwards; half of the middle's, as it meets both sides. */
    public float[] weights() {
        double[] exact = new double[(int) (REACH * sigma + 0.5) + 1];
        double sum = 0;
        for (int tap = 0; tap < exact.length; tap++) {
            // StrictMath gives the same bits in the interpreter and in compiled code.
            exact[tap] = StrictMath.exp(-0.5 * tap * tap / (sigma * sigma));
            sum += tap == 0 ? exact[tap] : 2 * exact[tap];
        }
        float[] weights = new float[exact.length];
        for (int tap = 0; tap < exact.length; tap++) {
            weights[tap] = (float) (exact[tap] / (tap == 0 ? 2 * sum : sum));
        }
        return weights;
    }

    @Override
    public String name() {
        return "gaussian_smooth";
    }

    @Override
    public List<Spec> outputs(List<Spec> inputs) {
        Shape x = inputs.getFirst().shape();
        Check.of(this, inputs, 1).floating(0).rank(0, 3)
                .that(x.size(1) > 0 && x.size(2) > 0, "there is nothing in pictures of " + x.size(1) + "×" + x.size(2));
        return inputs;
    }

    @Override
    public List<Tensor> decompose(List<Tensor> inputs) {
        return List.of(along(1, along(2, inputs.getFirst())));
    }

    private Tensor along(int axis, Tensor x) {
        float[] weights = weights();
        Tensor sum = Tensor.zeros(x.type(), x.shape());
        for (int tap = 0; tap < weights.length; tap++) {
            Tensor both = shifted(x, axis, -tap).add(shifted(x, axis, tap));
            sum = sum.add(both.mul(weights[tap]));
        }
        return sum;
    }

    private static Tensor shifted(Tensor x, int axis, int distance) {
        int size = Math.toIntExact(x.size(axis));
        int[] from = new int[size];
        Arrays.setAll(from, position -> mirrored(position + distance, size));
        return IndexSelect.of(x, axis, Tensor.of(from, size));
    }

    private static int mirrored(int position, int size) {
        int within = Math.floorMod(position, 2 * size);
        return within < size ? within : 2 * size - 1 - within;
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
        throw new IllegalStateException("gaussian_smooth is detached: no cotangent can reach it");
    }

    static List<Sample> samples() {
        return List.of(
                Sample.of("gaussian_smooth", in -> of(in.getFirst(), 1.3), Sample.real(-1, 1, 2, 7, 9)),
                Sample.of("gaussian_smooth far", in -> of(in.getFirst(), 2), Sample.real(-1, 1, 3, 3, 1)));
    }
}
