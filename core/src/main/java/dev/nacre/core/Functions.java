package dev.nacre.core;

import dev.nacre.core.op.Abs;
import dev.nacre.core.op.Apply;
import dev.nacre.core.op.Clamp;
import dev.nacre.core.op.Cos;
import dev.nacre.core.op.Erf;
import dev.nacre.core.op.Exp;
import dev.nacre.core.op.Gelu;
import dev.nacre.core.op.GeluTanh;
import dev.nacre.core.op.Log;
import dev.nacre.core.op.LogSoftmax;
import dev.nacre.core.op.Neg;
import dev.nacre.core.op.Pow;
import dev.nacre.core.op.Relu;
import dev.nacre.core.op.Rsqrt;
import dev.nacre.core.op.Sigmoid;
import dev.nacre.core.op.Silu;
import dev.nacre.core.op.Sin;
import dev.nacre.core.op.Softmax;
import dev.nacre.core.op.Softplus;
import dev.nacre.core.op.Sqrt;
import dev.nacre.core.op.Square;
import dev.nacre.core.op.Tanh;
import dev.nacre.core.op.UnaryMap;

/** Functions of floating tensors that leave the shape as it is: of each element, or along one dimension. */
sealed interface Functions permits Tensor {
    private Tensor map(UnaryMap map) {
        return Apply.one(map, (Tensor) this);
    }

    /** −x. */
    default Tensor neg() {
        return map(new Neg());
    }

    /** |x|. */
    default Tensor abs() {
        return map(new Abs());
    }

    /** eˣ. */
    default Tensor exp() {
        return map(new Exp());
    }

    /** ln x. */
    default Tensor log() {
        return map(new Log());
    }

    /** √x. */
    default Tensor sqrt() {
        return map(new Sqrt());
    }

    /** 1/√x. */
    default Tensor rsqrt() {
        return map(new Rsqrt());
    }

    /** x². */
    default Tensor square() {
        return map(new Square());
    }

    /** tanh x. */
    default Tensor tanh() {
        return map(new Tanh());
    }

    /** 1/(1 + e⁻ˣ). */
    default Tensor sigmoid() {
        return map(new Sigmoid());
    }

    /** max(x, 0). */
    default Tensor relu() {
        return map(new Relu());
    }

    /** x·σ(x). */
    default Tensor silu() {
        return map(new Silu());
    }

    /** x·Φ(x), exactly. */
    default Tensor gelu() {
        return map(new Gelu());
    }

    /** x·Φ(x) by the tanh approximation. */
    default Tensor geluTanh() {
        return map(new GeluTanh());
    }

    /** ln(1 + eˣ). */
    default Tensor softplus() {
        return map(new Softplus());
    }

    /** erf x. */
    default Tensor erf() {
        return map(new Erf());
    }

    /** sin x, radians. */
    default Tensor sin() {
        return map(new Sin());
    }

    /** cos x, radians. */
    default Tensor cos() {
        return map(new Cos());
    }

    /** min(max(x, low), high). */
    default Tensor clamp(double low, double high) {
        return map(new Clamp(low, high));
    }

    /** eˣ/Σeˣ along one dimension. */
    default Tensor softmax(int dim) {
        return Softmax.of((Tensor) this, dim);
    }

    /** x − ln Σeˣ along one dimension. */
    default Tensor logSoftmax(int dim) {
        return LogSoftmax.of((Tensor) this, dim);
    }

    /** x^exponent for a constant exponent. */
    default Tensor pow(double exponent) {
        return map(new Pow(exponent));
    }
}
