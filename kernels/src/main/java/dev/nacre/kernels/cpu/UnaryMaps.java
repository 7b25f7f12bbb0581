package dev.nacre.kernels.cpu;

import dev.nacre.core.op.Abs;
import dev.nacre.core.op.Affine;
import dev.nacre.core.op.Clamp;
import dev.nacre.core.op.Cos;
import dev.nacre.core.op.Erf;
import dev.nacre.core.op.Exp;
import dev.nacre.core.op.Gelu;
import dev.nacre.core.op.GeluTanh;
import dev.nacre.core.op.Log;
import dev.nacre.core.op.Neg;
import dev.nacre.core.op.Pow;
import dev.nacre.core.op.Relu;
import dev.nacre.core.op.Rsqrt;
import dev.nacre.core.op.Sigmoid;
import dev.nacre.core.op.Silu;
import dev.nacre.core.op.Sin;
import dev.nacre.core.op.Softplus;
import dev.nacre.core.op.Sqrt;
import dev.nacre.core.op.Square;
import dev.nacre.core.op.Tanh;
import dev.nacre.core.op.UnaryMap;
import java.util.List;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * What the unary maps and their derivatives are on vectors. A map is a chain of stages: the first sees the input twice,
 * each later one what the stage before made of it, and the input again.
 */
final class UnaryMaps {
    private static final float SQRT_HALF = 0.70710678f;
    private static final float INVERSE_SQRT_TWO_PI = 0.39894228f;
    private static final float TANH_SCALE = 0.79788456f;
    private static final float TANH_CUBIC = 0.044715f;

    private UnaryMaps() {
    }

    /** The constants of a map. */
    record Constants(float a, float b) {
        static Constants of(UnaryMap map) {
            return switch (map) {
                case Affine affine -> new Constants((float) affine.scale(), (float) affine.shift());
                case Clamp clamp -> new Constants((float) clamp.low(), (float) clamp.high());
                case Pow pow -> new Constants((float) pow.exponent(), (float) (pow.exponent() - 1));
                default -> new Constants(0, 0);
            };
        }
    }

    /** Stages {@code v ← f(v, x)} of the map. */
    static List<BinaryFunction> forward(UnaryMap map) {
        return switch (map) {
            case Neg _ -> List.of((v, x, a, b) -> x.neg());
            case Abs _ -> List.of((v, x, a, b) -> VectorMath.abs(x));
            case Exp _ -> List.of((v, x, a, b) -> VectorMath.exp(x));
            case Log _ -> List.of((v, x, a, b) -> VectorMath.log(x));
            case Sqrt _ -> List.of((v, x, a, b) -> x.sqrt());
            case Rsqrt _ -> List.of((v, x, a, b) -> one().div(x.sqrt()));
            case Square _ -> List.of((v, x, a, b) -> x.mul(x));
            case Tanh _ -> List.of((v, x, a, b) -> VectorMath.tanhPower(x), (v, x, a, b) -> VectorMath.tanh(v, x));
            case Sigmoid _ -> List.of((v, x, a, b) -> VectorMath.sigmoid(x));
            case Relu _ -> List.of((v, x, a, b) -> x.max(0f));
            case Silu _ -> List.of((v, x, a, b) -> x.div(VectorMath.exp(x.neg()).add(1f)));
            case Gelu _ -> List.of((v, x, a, b) -> VectorMath.erfTail(x.mul(SQRT_HALF)),
                    (v, x, a, b) -> cumulative(v, x).mul(x));
            case GeluTanh _ -> List.of((v, x, a, b) -> VectorMath.tanhPower(geluAngle(x)),
                    (v, x, a, b) -> VectorMath.tanh(v, geluAngle(x)).add(1f).mul(x).mul(0.5f));
            case Softplus _ -> List.of((v, x, a, b) -> VectorMath.exp(VectorMath.abs(x).neg()),
                    (v, x, a, b) -> VectorMath.log1p(v).add(x.max(0f)));
            case Erf _ -> List.of((v, x, a, b) -> VectorMath.erfTail(x), (v, x, a, b) -> VectorMath.erf(v, x));
            case Sin _ -> List.of((v, x, a, b) -> VectorMath.sin(x));
            case Cos _ -> List.of((v, x, a, b) -> VectorMath.cos(x));
            case Clamp _ -> List.of((v, x, a, b) -> x.max(a).min(b));
            case Pow _ -> List.of((v, x, a, b) -> VectorMath.log(x).mul(a), (v, x, a, b) -> VectorMath.exp(v));
            case Affine _ -> List.of((v, x, a, b) -> x.fma(a, b));
        };
    }

    /** Stages {@code v ← f(v, x)} of the derivative; x is the map's output where its derivative uses that. */
    static List<BinaryFunction> derivative(UnaryMap map) {
        return switch (map) {
            case Neg _ -> List.of((v, x, a, b) -> VectorMath.constant(-1f));
            case Abs _ -> List.of((v, x, a, b) -> VectorMath.withSign(one(), x)
                    .blend(0f, x.compare(VectorOperators.EQ, 0f)));
            case Exp _ -> List.of((v, y, a, b) -> y);
            case Log _ -> List.of((v, x, a, b) -> one().div(x));
            case Sqrt _ -> List.of((v, y, a, b) -> VectorMath.constant(0.5f).div(y));
            case Rsqrt _ -> List.of((v, y, a, b) -> y.mul(y).mul(y).mul(-0.5f));
            case Square _ -> List.of((v, x, a, b) -> x.add(x));
            case Tanh _ -> List.of((v, y, a, b) -> one().sub(y.mul(y)));
            case Sigmoid _ -> List.of((v, y, a, b) -> y.mul(one().sub(y)));
            case Relu _ -> List.of((v, x, a, b) -> FloatVector.zero(VectorWidth.FLOATS)
                    .blend(1f, x.compare(VectorOperators.GT, 0f)));
            case Silu _ -> List.of((v, x, a, b) -> VectorMath.sigmoid(x),
                    (v, x, a, b) -> one().sub(v).fma(x, one()).mul(v));
            case Gelu _ -> List.of((v, x, a, b) -> VectorMath.erfTail(x.mul(SQRT_HALF)),
                    (v, x, a, b) -> cumulative(v, x),
                    (v, x, a, b) -> VectorMath.exp(x.mul(x).mul(-0.5f)).mul(INVERSE_SQRT_TWO_PI).fma(x, v));
            case GeluTanh _ -> List.of((v, x, a, b) -> VectorMath.tanhPower(geluAngle(x)),
                    (v, x, a, b) -> VectorMath.tanh(v, geluAngle(x)),
                    (v, x, a, b) -> geluTanhSlope(v, x));
            case Softplus _ -> List.of((v, x, a, b) -> VectorMath.sigmoid(x));
            case Erf _ -> List.of((v, x, a, b) -> VectorMath.exp(x.mul(x).neg()).mul(1.1283792f));
            case Sin _ -> List.of((v, x, a, b) -> VectorMath.cos(x));
            case Cos _ -> List.of((v, x, a, b) -> VectorMath.sin(x).neg());
            case Clamp _ -> List.of((v, x, a, b) -> FloatVector.zero(VectorWidth.FLOATS)
                    .blend(1f, x.compare(VectorOperators.GE, a).and(x.compare(VectorOperators.LE, b))));
            case Pow _ -> List.of((v, x, a, b) -> VectorMath.log(x).mul(b),
                    (v, x, a, b) -> VectorMath.exp(v).mul(a));
            case Affine _ -> List.of((v, x, a, b) -> a);
        };
    }

    private static FloatVector one() {
        return VectorMath.constant(1f);
    }

    /** Φ(x), the normal distribution, given the tail of its error function. */
    private static FloatVector cumulative(FloatVector tail, FloatVector x) {
        return VectorMath.erf(tail, x.mul(SQRT_HALF)).fma(VectorMath.constant(0.5f), VectorMath.constant(0.5f));
    }

    private static FloatVector geluAngle(FloatVector x) {
        return x.mul(x).fma(VectorMath.constant(TANH_SCALE * TANH_CUBIC), VectorMath.constant(TANH_SCALE)).mul(x);
    }

    private static FloatVector geluTanhSlope(FloatVector t, FloatVector x) {
        var inner = x.mul(x).fma(VectorMath.constant(3 * TANH_SCALE * TANH_CUBIC), VectorMath.constant(TANH_SCALE));
        var slope = one().sub(t.mul(t)).mul(x).mul(inner);
        return slope.add(t).add(1f).mul(0.5f);
    }
}
