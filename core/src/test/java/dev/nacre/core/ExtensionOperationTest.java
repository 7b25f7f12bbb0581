package dev.nacre.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.memory.NativePool;
import dev.nacre.core.op.Apply;
import dev.nacre.core.op.Check;
import dev.nacre.core.op.Extension;
import dev.nacre.core.op.Keep;
import dev.nacre.core.op.Saved;
import dev.nacre.core.op.Spec;
import dev.nacre.core.opaque.OpaqueProvider;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Operations as a user writes them, outside the engine, with derivatives of their own. */
class ExtensionOperationTest {
    /** y = x·σ(βx) with a learned β: two inputs, one of them a scalar. */
    private record Swish() implements Extension {
        static Tensor of(Tensor x, Tensor beta) {
            return Apply.one(new Swish(), x, beta);
        }

        @Override
        public String name() {
            return "swish";
        }

        @Override
        public List<Spec> outputs(List<Spec> inputs) {
            Check.of(this, inputs, 2).floating(0).sameType(0, 1).shape(1, Shape.SCALAR);
            return List.of(inputs.getFirst());
        }

        @Override
        public List<Tensor> forward(List<Tensor> inputs) {
            return List.of(inputs.get(0).mul(inputs.get(0).mul(inputs.get(1)).sigmoid()));
        }

        @Override
        public Keep keep() {
            return Keep.inputs(0, 1);
        }

        @Override
        public List<Tensor> backward(Saved saved, List<Tensor> cotangents) {
            Tensor x = saved.input(0);
            Tensor sigmoid = x.mul(saved.input(1)).sigmoid();
            Tensor slope = sigmoid.mul(sigmoid.neg().add(1));
            Tensor dx = cotangents.getFirst().mul(sigmoid.add(x.mul(saved.input(1)).mul(slope)));
            Tensor dbeta = saved.needs(1) ? cotangents.getFirst().mul(x.square()).mul(slope).sum() : null;
            return Arrays.asList(dx, dbeta);
        }
    }

    /** Says one thing and does another. */
    private record Liar(boolean aboutTheShape) implements Extension {
        @Override
        public String name() {
            return "liar";
        }

        @Override
        public List<Spec> outputs(List<Spec> inputs) {
            return inputs;
        }

        @Override
        public List<Tensor> forward(List<Tensor> inputs) {
            return List.of(aboutTheShape ? inputs.getFirst().sum() : inputs.getFirst().mul(2));
        }

        @Override
        public Keep keep() {
            return Keep.NOTHING;
        }

        @Override
        public List<Tensor> backward(Saved saved, List<Tensor> cotangents) {
            return List.of(cotangents.getFirst().sum());
        }
    }

    /** Reads what it did not ask for. */
    private record Forgetful() implements Extension {
        @Override
        public String name() {
            return "forgetful";
        }

        @Override
        public List<Spec> outputs(List<Spec> inputs) {
            return inputs;
        }

        @Override
        public List<Tensor> forward(List<Tensor> inputs) {
            return List.of(inputs.getFirst().square());
        }

        @Override
        public Keep keep() {
            return Keep.NOTHING;
        }

        @Override
        public List<Tensor> backward(Saved saved, List<Tensor> cotangents) {
            return List.of(saved.input(0).mul(2).mul(cotangents.getFirst()));
        }
    }

    @Test
    void itsDerivativeIsUsedAndIsRight() {
        Tensor x = Tensor.of(new double[] {-1.5, -0.25, 0, 0.5, 2}).requireGrad();
        Tensor beta = Tensor.full(0.7, DType.FLOAT64, Shape.SCALAR).requireGrad();
        Gradients gradients = Swish.of(x, beta).square().sum().backward();
        double[] expected = Arrays.stream(x.toDoubles())
                .map(at -> slope(v -> square(v / (1 + Math.exp(-0.7 * v))), at)).toArray();
        assertThat(gradients.of(x).toDoubles()).containsExactly(expected, within(1e-8));
        double byBeta = slope(
                b -> Arrays.stream(x.toDoubles()).map(v -> square(v / (1 + Math.exp(-b * v)))).sum(), 0.7);
        assertThat(gradients.of(beta).item()).isCloseTo(byBeta, within(1e-8));
    }

    @Test
    void itRunsOnEveryDevice() {
        float[] here = Swish.of(Tensor.randn(Key.of(1), 7), Tensor.scalar(0.7)).toFloats();
        float[] there = OpaqueProvider.DEVICE.run(() -> Swish.of(Tensor.randn(Key.of(1), 7), Tensor.scalar(0.7)))
                .toFloats();
        assertThat(there).containsExactly(here, within(1e-6f));
    }

    @Test
    void itsIntermediateResultsGoBackAtOnce() {
        Tensor x = Tensor.ones(1000).requireGrad();
        long before = NativePool.shared().inUse();
        Tensor y = Swish.of(x, Tensor.scalar(1));
        assertThat(NativePool.shared().inUse() - before).isLessThan(2 * 4096 + 128);
        assertThat(y.requiresGrad()).isTrue();
    }

    @Test
    void itsMistakesAreNamed() {
        Tensor x = Tensor.ones(3).requireGrad();
        assertThatThrownBy(() -> Swish.of(x, Tensor.ones(3))).isInstanceOf(ShapeException.class)
                .hasMessage("swish(float32[3], float32[3]): input 1 must be [], not [3]");
        assertThatThrownBy(() -> Apply.one(new Liar(true), x)).isInstanceOf(ShapeException.class)
                .hasMessageContaining("liar(float32[3]): its shape rule says [float32[3]], but it made [float32[]]");
        assertThatThrownBy(() -> Apply.one(new Liar(false), x).sum().backward()).isInstanceOf(ShapeException.class)
                .hasMessageContaining("its backward returned float32[] for input 0");
        assertThatThrownBy(() -> Apply.one(new Forgetful(), x).sum().backward())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("forgetful reads input 0, which its keep() does not name");
    }

    private static double square(double x) {
        return x * x;
    }

    private static double slope(DoubleUnaryOperator f, double at) {
        return (f.applyAsDouble(at + 1e-5) - f.applyAsDouble(at - 1e-5)) / 2e-5;
    }
}
