package dev.nacre.nn.optim;

import dev.nacre.core.Gradients;
import dev.nacre.core.Scope;
import dev.nacre.core.Tensor;
import dev.nacre.core.op.Concat;
import java.util.ArrayList;
import java.util.List;

/** The length of all gradients taken as one vector, √Σ g². */
public final class GradientNorm {
    private GradientNorm() {
    }

    /** The length. */
    public static double of(Gradients gradients) {
        double[] norm = new double[1];
        // One transfer from the device instead of one for each parameter.
        Scope.run("gradient norm", () -> norm[0] = gradients.size() == 0 ? 0 : Math.sqrt(squared(gradients).item()));
        return norm[0];
    }

    /** Its square, Σ g², a scalar that stays on the device. There must be a gradient. */
    public static Tensor squared(Gradients gradients) {
        List<Tensor> squares = new ArrayList<>();
        for (Tensor gradient : gradients.all()) {
            squares.add(gradient.square().sum().reshape(1));
        }
        return Concat.of(0, squares).sum();
    }

    /** Shortens gradients longer than {@code longest} to that length; returns the length before. */
    public static double clip(Gradients gradients, double longest) {
        double norm = of(gradients);
        if (norm > longest) {
            gradients.map(gradient -> gradient.mul(longest / norm));
        }
        return norm;
    }
}
