package dev.nacre.kernels.cpu.jit;

/**
 * Elementary functions as expressions of row programs: additions, products and one division, all exactly specified, so
 * that every processor computes the same bits.
 *
 * <p>The polynomials of exp and of the error function were fitted for this (exp: largest relative error 3·10⁻⁹ before
 * rounding, 8·10⁻⁸ with it); that of tanh is the vector kernels', S. Moshier's Cephes.
 */
final class RowMath {
    private static final float LOG2_E = 1.44269504f;
    /** ln 2 in two parts, the first with few bits, so that its products are exact. */
    private static final float LN2_HIGH = 0.693359375f;
    private static final float LN2_LOW = -2.12194440e-4f;
    /** 1.5 · 2²³: adding it rounds to a whole number, which then stands in the lowest bits. */
    private static final float ROUNDER = 12582912f;
    private static final int FRACTION_BITS = 23;
    /** What stands in the exponent's bits of 1. */
    private static final int BIAS = 127;
    private static final float LARGEST_EXPONENT = 89f;
    private static final float SMALLEST_EXPONENT = -104f;
    /** e to this and one are a normal number, and so is its reciprocal. */
    private static final float SATURATED = 87f;
    private static final float ERF_SATURATED = 3.9f;

    private RowMath() {
    }

    /** (eʳ − 1 − r) / r² for |r| ≤ ln 2 / 2, then eʳ. */
    private static RowValue polynomial(RowValue r) {
        var p = r.constant(0.0013814681f).timesPlus(r, 0.0083687315f).timesPlus(r, 0.041668385f)
                .timesPlus(r, 0.16666521f).timesPlus(r, 0.49999994f);
        return p.timesPlus(r, 1f).timesPlus(r, 1f);
    }

    /**
     * A number n near {@code x·factor}, and 2ⁿ: AVX-512 scales by n itself; elsewhere n, having been added to a number
     * whose lowest bits say where they stand, is shifted to where a float has its exponent.
     *
     * @param sum   x·factor and the rounder
     * @param parts how many floats multiply to 2ⁿ: one for n from −126 to 127, two for whatever exp meets
     */
    private record Exponent(RowValue sum, RowValue n, int parts) {
        static Exponent of(RowValue x, float factor, int parts) {
            // Both are whole numbers of the rounder's own unit: n is the same.
            float rounder = x.instructionSet() == InstructionSet.AVX512 ? ROUNDER : ROUNDER + parts * BIAS;
            var sum = x.timesPlus(x.constant(factor), rounder);
            return new Exponent(sum, sum.minus(rounder), parts);
        }

        /** {@code value·2ⁿ}, rounded once, for a value about 1. */
        RowValue scale(RowValue value) {
            if (n.instructionSet() == InstructionSet.AVX512) {
                return n.make(RowOperation.SCALE, value, n);
            }
            if (parts == 1) {
                // A product without rounding may become one operation with the sum that follows.
                return value.times(power(sum));
            }
            var half = sum.shifted(RowOperation.SHIFT_RIGHT, 1);
            var rest = n.make(RowOperation.SUBTRACT_BITS, sum, half);
            return n.make(RowOperation.ROUNDED_PRODUCT, value.times(power(half)), power(rest));
        }

        private static RowValue power(RowValue biased) {
            return biased.shifted(RowOperation.SHIFT_LEFT, FRACTION_BITS);
        }
    }

    /** eˣ for a number from −104 to 89, in two parts; from −87 to 88 in one. */
    private static RowValue bounded(RowValue x, int parts) {
        var exponent = Exponent.of(x, LOG2_E, parts);
        var n = exponent.n();
        var r = n.timesPlus(x.constant(-LN2_LOW), n.timesPlus(x.constant(-LN2_HIGH), x));
        return exponent.scale(polynomial(r));
    }

    /** e⁻ˣ for |x| up to 87: the signs of the constants save a negation. */
    private static RowValue reversed(RowValue x) {
        var exponent = Exponent.of(x, -LOG2_E, 1);
        var n = exponent.n();
        var high = n.make(RowOperation.MULTIPLY_SUBTRACT, n, x.constant(-LN2_HIGH), x);
        return exponent.scale(polynomial(n.timesPlus(x.constant(-LN2_LOW), high)));
    }

    static RowValue exp(RowValue x) {
        // The second operand is the one that a NaN passes.
        return bounded(x.constant(LARGEST_EXPONENT).min(x.constant(SMALLEST_EXPONENT).max(x)), 2);
    }

    static RowValue sigmoid(RowValue x) {
        var within = x.constant(SATURATED).min(x.constant(-SATURATED).max(x));
        return reversed(within).plus(1f).reciprocal();
    }

    static RowValue silu(RowValue x) {
        // A NaN may get lost on its way into the divisor: it is still in the dividend.
        var within = x.instructionSet() == InstructionSet.AVX512
                ? x.make(RowOperation.CLAMP, x, x.constant(SATURATED)) : x.max(x.constant(-SATURATED))
                .min(x.constant(SATURATED));
        return x.dividedBy(reversed(within).plus(1f));
    }

    /** {@code magnitude}, not negative, with the sign of {@code sign}. */
    private static RowValue withSign(RowValue magnitude, RowValue sign) {
        return magnitude.make(RowOperation.OR, magnitude,
                sign.make(RowOperation.AND, sign, sign.bits(Integer.MIN_VALUE)));
    }

    static RowValue tanh(RowValue x) {
        var z = x.times(x);
        var p = x.constant(-5.70498872745e-3f).timesPlus(z, 2.06390887954e-2f).timesPlus(z, -5.37397155531e-2f)
                .timesPlus(z, 1.33314422036e-1f).timesPlus(z, -3.33332819422e-1f);
        var small = p.times(z).timesPlus(x, x);
        var magnitude = x.abs();
        var within = x.constant(44f).min(magnitude);
        var large = x.constant(1f).minus(x.constant(2f).dividedBy(bounded(within.plus(within), 1).plus(1f)));
        return magnitude.whereGreater(x.constant(0.625f), withSign(large, x), small);
    }

    /** x·P(x²)/Q(x²), fitted up to 3.9, where float32 has nothing left to 1; relative error up to 4·10⁻⁷. */
    static RowValue erf(RowValue x) {
        var within = x.constant(ERF_SATURATED).min(x.constant(-ERF_SATURATED).max(x));
        var z = within.times(within);
        var p = x.constant(2.06646609e-6f).timesPlus(z, 2.85063405e-4f).timesPlus(z, 3.73839517e-3f)
                .timesPlus(z, 5.26682362e-2f).timesPlus(z, 1.89667955e-1f).timesPlus(z, 1.12837911f);
        var q = x.constant(3.82700091e-5f).timesPlus(z, 1.15738832e-3f).timesPlus(z, 1.49143757e-2f)
                .timesPlus(z, 1.13819428e-1f).timesPlus(z, 5.01421630e-1f).timesPlus(z, 1f);
        // The quotient may pass one by two units of its last place.
        return x.constant(1).min(x.constant(-1).max(within.times(p).dividedBy(q)));
    }
}
