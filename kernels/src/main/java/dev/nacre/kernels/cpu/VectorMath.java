package dev.nacre.kernels.cpu;

import static dev.nacre.kernels.cpu.VectorWidth.FLOATS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Elementary functions on vectors, by polynomials of our own: the vector module's functions may round differently in
 * the interpreter and in compiled code. Relative error at most about 2 units in the last place.
 *
 * <p>Coefficients: Cephes (S. Moshier, single precision) for exp, log, tanh, sine and cosine; N. Juffa's minimax
 * polynomials for the error function. Some functions come in two halves, to be run in two loops: the compiler has a
 * budget for each loop, and beyond it puts vectors on the heap.
 */
final class VectorMath {
    private static final float LARGEST_EXPONENT = 88.722839f;
    private static final float SMALLEST_EXPONENT = -87.336544f;
    private static final float LOG2_E = 1.44269504f;
    private static final float LN2_HIGH = 0.693359375f;
    private static final float LN2_LOW = -2.12194440e-4f;
    /** 1.5 · 2²³: adding it rounds to a whole number, which then stands in the lowest bits. */
    private static final float ROUNDER = 12582912f;
    private static final int ROUNDER_BITS = Float.floatToRawIntBits(ROUNDER);
    private static final int SQRT_HALF_BITS = Float.floatToRawIntBits(0.70710678f);
    private static final float TWO_OVER_PI = 0.63661977f;
    private static final float HALF_PI_HIGH = 1.57079601f;
    private static final float HALF_PI_MIDDLE = 3.13916473e-7f;
    private static final float HALF_PI_LOW = 5.39030253e-15f;
    /** Beyond this the three-part reduction of an angle loses digits. */
    private static final float LARGEST_ANGLE = 30000f;

    private VectorMath() {
    }

    static FloatVector constant(float value) {
        return FloatVector.broadcast(FLOATS, value);
    }

    /** eˣ; 0 below −87.3 and infinite above 88.7. */
    static FloatVector exp(FloatVector x) {
        var shifted = x.fma(constant(LOG2_E), constant(ROUNDER));
        var n = shifted.sub(ROUNDER);
        var r = n.fma(constant(-LN2_HIGH), x);
        r = n.fma(constant(-LN2_LOW), r);
        var p = constant(1.9875691500e-4f);
        p = p.fma(r, constant(1.3981999507e-3f));
        p = p.fma(r, constant(8.3334519073e-3f));
        p = p.fma(r, constant(4.1665795894e-2f));
        p = p.fma(r, constant(1.6666665459e-1f));
        p = p.fma(r, constant(5.0000001201e-1f));
        p = p.fma(r.mul(r), r).add(1f);
        var power = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
        var result = p.reinterpretAsInts().add(power).reinterpretAsFloats();
        result = result.blend(0f, x.compare(VectorOperators.LT, SMALLEST_EXPONENT));
        result = result.blend(Float.POSITIVE_INFINITY, x.compare(VectorOperators.GT, LARGEST_EXPONENT));
        return result.blend(x, x.compare(VectorOperators.NE, x));
    }

    /** The natural logarithm; −∞ at 0, NaN below. */
    static FloatVector log(FloatVector x) {
        var tiny = x.compare(VectorOperators.LT, Float.MIN_NORMAL);
        var bits = x.blend(x.mul(0x1p23f), tiny).reinterpretAsInts();
        // The mantissa goes to [√½, √2), where the polynomial is best.
        var exponent = bits.sub(SQRT_HALF_BITS).lanewise(VectorOperators.ASHR, 23);
        var m = bits.sub(exponent.lanewise(VectorOperators.LSHL, 23)).reinterpretAsFloats().sub(1f);
        // Whole numbers become floats by standing behind the point of 1.5 · 2²³.
        var e = exponent.add(ROUNDER_BITS).reinterpretAsFloats().sub(ROUNDER);
        e = e.blend(e.sub(23f), tiny);
        var square = m.mul(m);
        var low = e.fma(constant(LN2_LOW), logPolynomial(m).mul(m).mul(square));
        low = square.fma(constant(-0.5f), low);
        return logEdges(x, e.fma(constant(LN2_HIGH), low.add(m)));
    }

    private static FloatVector logPolynomial(FloatVector m) {
        var p = constant(7.0376836292e-2f);
        p = p.fma(m, constant(-1.1514610310e-1f));
        p = p.fma(m, constant(1.1676998740e-1f));
        p = p.fma(m, constant(-1.2420140846e-1f));
        p = p.fma(m, constant(1.4249322787e-1f));
        p = p.fma(m, constant(-1.6668057665e-1f));
        p = p.fma(m, constant(2.0000714765e-1f));
        p = p.fma(m, constant(-2.4999993993e-1f));
        return p.fma(m, constant(3.3333331174e-1f));
    }

    private static FloatVector logEdges(FloatVector x, FloatVector inside) {
        var result = inside.blend(Float.POSITIVE_INFINITY, x.compare(VectorOperators.EQ, Float.POSITIVE_INFINITY));
        result = result.blend(Float.NEGATIVE_INFINITY, x.compare(VectorOperators.EQ, 0f));
        return result.blend(Float.NaN, x.compare(VectorOperators.LT, 0f)).blend(x, x.compare(VectorOperators.NE, x));
    }

    /** ln(1 + u) for 0 ≤ u ≤ 1: 2·artanh(s) with s = u / (2 + u), so that a tiny u keeps its digits. */
    static FloatVector log1p(FloatVector u) {
        var s = u.div(u.add(2f));
        var z = s.mul(s);
        var p = constant(1f / 15);
        p = p.fma(z, constant(1f / 13));
        p = p.fma(z, constant(1f / 11));
        p = p.fma(z, constant(1f / 9));
        p = p.fma(z, constant(1f / 7));
        p = p.fma(z, constant(1f / 5));
        p = p.fma(z, constant(1f / 3));
        var twice = s.add(s);
        return p.mul(z).fma(twice, twice);
    }

    /** The first half of {@link #tanh}: e^(2|x|). */
    static FloatVector tanhPower(FloatVector x) {
        var magnitude = abs(x);
        return exp(magnitude.add(magnitude));
    }

    /** The hyperbolic tangent of x, given {@link #tanhPower}. */
    static FloatVector tanh(FloatVector power, FloatVector x) {
        var z = x.mul(x);
        var p = constant(-5.70498872745e-3f);
        p = p.fma(z, constant(2.06390887954e-2f));
        p = p.fma(z, constant(-5.37397155531e-2f));
        p = p.fma(z, constant(1.33314422036e-1f));
        p = p.fma(z, constant(-3.33332819422e-1f));
        var small = p.mul(z).fma(x, x);
        var large = constant(1f).sub(constant(2f).div(power.add(1f)));
        return small.blend(withSign(large, x), abs(x).compare(VectorOperators.GT, 0.625f));
    }

    /** 1 / (1 + e⁻ˣ). */
    static FloatVector sigmoid(FloatVector x) {
        return constant(1f).div(exp(x.neg()).add(1f));
    }

    /** The first half of {@link #erf}: what the error function lacks to 1 where |x| is above 0.93. */
    static FloatVector erfTail(FloatVector x) {
        var t = abs(x);
        var s = t.mul(t);
        var r = constant(-1.72853470e-5f).fma(t, constant(3.83197126e-4f));
        var u = constant(-3.88396438e-3f).fma(t, constant(2.42546219e-2f));
        r = r.fma(s, u);
        r = r.fma(t, constant(-1.06777877e-1f));
        r = r.fma(t, constant(-6.34846687e-1f));
        r = r.fma(t, constant(-1.28717512e-1f));
        // Beyond 4 nothing is lacking in float32; the polynomial is only fitted up to there.
        return exp(r.fma(t, t.neg())).blend(0f, t.compare(VectorOperators.GT, 4f));
    }

    /** The error function of x, given {@link #erfTail}. */
    static FloatVector erf(FloatVector tail, FloatVector x) {
        var s = x.mul(x);
        var p = constant(-5.96761703e-4f);
        p = p.fma(s, constant(4.99119423e-3f));
        p = p.fma(s, constant(-2.67681349e-2f));
        p = p.fma(s, constant(1.12819925e-1f));
        p = p.fma(s, constant(-3.76125336e-1f));
        p = p.fma(s, constant(1.28379166e-1f));
        var large = withSign(constant(1f).sub(tail), x);
        return p.fma(x, x).blend(large, abs(x).compare(VectorOperators.GT, 0.927734375f));
    }

    /** The sine of an angle in radians. */
    static FloatVector sin(FloatVector x) {
        return hasLargeAngle(x) ? lanewise(x, 0) : sine(x, 0);
    }

    /** The cosine of an angle in radians. */
    static FloatVector cos(FloatVector x) {
        return hasLargeAngle(x) ? lanewise(x, 1) : sine(x, 1);
    }

    /** Sine of {@code x + quarters·π/2}. */
    private static FloatVector sine(FloatVector x, int quarters) {
        var shifted = x.fma(constant(TWO_OVER_PI), constant(ROUNDER));
        var n = shifted.sub(ROUNDER);
        var r = n.fma(constant(-HALF_PI_HIGH), x);
        r = n.fma(constant(-HALF_PI_MIDDLE), r);
        r = n.fma(constant(-HALF_PI_LOW), r);
        var quadrant = shifted.reinterpretAsInts().add(quarters);
        var z = r.mul(r);
        var s = constant(-1.9515295891e-4f).fma(z, constant(8.3321608736e-3f)).fma(z, constant(-1.6666654611e-1f));
        s = s.mul(z).fma(r, r);
        var c = constant(2.443315711809948e-5f).fma(z, constant(-1.388731625493765e-3f))
                .fma(z, constant(4.166664568298827e-2f));
        c = c.fma(z, constant(-0.5f)).fma(z, constant(1f));
        var odd = quadrant.and(1).compare(VectorOperators.NE, 0);
        var sign = quadrant.and(2).lanewise(VectorOperators.LSHL, 30);
        return s.blend(c, odd.cast(FLOATS)).reinterpretAsInts().lanewise(VectorOperators.XOR, sign)
                .reinterpretAsFloats();
    }

    private static boolean hasLargeAngle(FloatVector x) {
        return !abs(x).compare(VectorOperators.LE, LARGEST_ANGLE).allTrue();
    }

    private static FloatVector lanewise(FloatVector x, int quarters) {
        float[] lanes = x.toArray();
        for (int i = 0; i < lanes.length; i++) {
            lanes[i] = (float) (quarters == 0 ? StrictMath.sin(lanes[i]) : StrictMath.cos(lanes[i]));
        }
        return FloatVector.fromArray(FLOATS, lanes, 0);
    }

    static FloatVector abs(FloatVector x) {
        return x.reinterpretAsInts().and(Integer.MAX_VALUE).reinterpretAsFloats();
    }

    /** {@code magnitude} with the sign of {@code sign}. */
    static FloatVector withSign(FloatVector magnitude, FloatVector sign) {
        return magnitude.reinterpretAsInts().or(sign.reinterpretAsInts().and(Integer.MIN_VALUE)).reinterpretAsFloats();
    }
}
