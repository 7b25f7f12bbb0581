package dev.nacre.mammo.task.factor;

import dev.nacre.core.DType;
import dev.nacre.core.Tensor;

/**
 * The loss of Mammo-FActOR, a contrast across pictures. The similarity of picture b with attribute k is that of its
 * nearest channel, s_bk = max_c ⟨u_bkc, t_k⟩ / τ, and
 * <pre>{@code ℓ = mean over b, k with y_bk = 1 of −ln(e^s_bk / (e^s_bk + Σ over b' with y_b'k = 0 of e^s_b'k))}</pre>
 * Other pictures that show the attribute are left out of the sum; in the published code each of them adds 1 to it.
 */
public final class FactorLoss {
    /** τ. */
    public static final double TEMPERATURE = 0.07;
    /** Its exponential is 0, and unlike infinity it has a derivative. */
    private static final double NOTHING = -1e9;

    private FactorLoss() {
    }

    /**
     * The similarities.
     *
     * @param cosines of channels, {@code [batch, attributes, channels]}
     * @return {@code [batch, attributes]}
     */
    public static Tensor similarities(Tensor cosines) {
        return cosines.max(2).getFirst().div(TEMPERATURE);
    }

    /**
     * The loss.
     *
     * @param similarities {@code [batch, attributes]}
     * @param shown whether pictures show attributes, {@code [batch][attributes]}
     * @return a scalar
     * @throws IllegalArgumentException if no picture shows any attribute
     */
    public static Tensor of(Tensor similarities, boolean[][] shown) {
        return of(similarities, shown, NOTHING);
    }

    /**
     * As the published code computes it: every picture that shows an attribute, the one at hand among them, has the
     * similarity 0 in the sum over the others, e⁰ = 1. To compare numbers with.
     *
     * @param similarities {@code [batch, attributes]}
     * @param shown whether pictures show attributes, {@code [batch][attributes]}
     * @return a scalar
     */
    static Tensor published(Tensor similarities, boolean[][] shown) {
        return of(similarities, shown, 0);
    }

    private static Tensor of(Tensor similarities, boolean[][] shown, double ofShown) {
        int attributes = shown[0].length;
        boolean[] flat = new boolean[shown.length * attributes];
        int count = 0;
        for (int index = 0; index < flat.length; index++) {
            flat[index] = shown[index / attributes][index % attributes];
            count += flat[index] ? 1 : 0;
        }
        if (count == 0) {
            throw new IllegalArgumentException("none of " + shown.length + " pictures shows an attribute, so there is"
                    + " nothing to tell from the others");
        }
        Tensor positive = Tensor.of(flat, shown.length, attributes);
        Tensor others = similarities.maskedFill(positive, ofShown).logSumExp(0);
        DType type = similarities.type();
        return others.sub(similarities).softplus().mul(positive.to(type)).sum().div(count);
    }
}
