package dev.nacre.mammo.finealign.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.Gradients;
import dev.nacre.core.Key;
import dev.nacre.core.Tensor;
import dev.nacre.nn.Parameter;
import java.util.function.Function;
import java.util.function.Supplier;

/** Derivatives along a random direction beside central differences. */
final class DirectionalCheck {
    private DirectionalCheck() {
    }

    /** Of a function of a tensor, in its own type. */
    static void input(Tensor x, double step, double tolerance, Function<Tensor, Tensor> loss) {
        Tensor direction = Tensor.randn(Key.of(77), x.shape().sizes()).to(x.type());
        Tensor leaf = x.requireGrad();
        Gradients gradients = loss.apply(leaf).backward();
        double expected = (loss.apply(x.add(direction.mul(step))).item()
                - loss.apply(x.sub(direction.mul(step))).item()) / (2 * step);
        double found = gradients.of(leaf).mul(direction).sum().item();
        assertThat(found).isCloseTo(expected, within(tolerance * Math.max(1, Math.abs(expected))));
        assertThat(Math.abs(expected)).as("the check looks at something").isGreaterThan(10 * tolerance);
    }

    /** Of a loss by a parameter, which comes back to its value. */
    static void parameter(String name, Parameter parameter, double step, double tolerance, Supplier<Tensor> loss) {
        Tensor start = parameter.value().detach().hold();
        Tensor direction = Tensor.randn(Key.of(name.hashCode()), start.shape().sizes());
        double found = loss.get().backward().of(parameter.value()).mul(direction).sum().item();
        parameter.set(start.add(direction.mul(step)));
        double above = loss.get().item();
        parameter.set(start.sub(direction.mul(step)));
        double below = loss.get().item();
        parameter.set(start);
        double expected = (above - below) / (2 * step);
        assertThat(found).as(name).isCloseTo(expected, within(tolerance * Math.max(1, Math.abs(expected))));
    }
}
