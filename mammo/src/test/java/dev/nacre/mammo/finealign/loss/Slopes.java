package dev.nacre.mammo.finealign.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.DType;
import dev.nacre.core.Gradients;
import dev.nacre.core.Key;
import dev.nacre.core.Tensor;
import dev.nacre.core.op.L2Normalize;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Compares gradients with finite differences, in float64. */
final class Slopes {
    private static final double STEP = 1e-5;

    private Slopes() {
    }

    /** Normal random numbers. */
    static Tensor random(int seed, long... sizes) {
        return Tensor.randn(Key.of(seed), sizes).to(DType.FLOAT64).detach();
    }

    /** Random unit vectors along the last dimension. */
    static Tensor units(int seed, long... sizes) {
        return L2Normalize.of(random(seed, sizes), -1).detach();
    }

    /** Random numbers between 0 and 1. */
    static Tensor shares(int seed, long... sizes) {
        return random(seed, sizes).sigmoid().detach();
    }

    /** Every element of every input. */
    static void check(Function<List<Tensor>, Tensor> loss, Tensor... inputs) {
        List<Tensor> leaves = Arrays.stream(inputs).map(input -> input.detach().requireGrad()).toList();
        Gradients gradients = loss.apply(leaves).backward();
        for (int k = 0; k < inputs.length; k++) {
            double[] found = gradients.of(leaves.get(k)).toDoubles();
            double[] values = inputs[k].toDoubles();
            double[] slopes = new double[values.length];
            for (int i = 0; i < values.length; i++) {
                double value = values[i];
                values[i] = value + STEP;
                double above = at(loss, inputs, k, values);
                values[i] = value - STEP;
                double below = at(loss, inputs, k, values);
                values[i] = value;
                slopes[i] = (above - below) / (2 * STEP);
            }
            assertThat(found).as("gradient of input " + k).containsExactly(slopes, within(1e-6));
            assertThat(Arrays.stream(found).map(Math::abs).max().orElse(0)).as("some slope of input " + k)
                    .isGreaterThan(1e-9);
        }
    }

    private static double at(Function<List<Tensor>, Tensor> loss, Tensor[] inputs, int k, double[] values) {
        List<Tensor> changed = new ArrayList<>(Arrays.asList(inputs));
        long[] sizes = new long[inputs[k].rank()];
        Arrays.setAll(sizes, inputs[k]::size);
        changed.set(k, Tensor.of(values, sizes));
        return loss.apply(changed).item();
    }
}
