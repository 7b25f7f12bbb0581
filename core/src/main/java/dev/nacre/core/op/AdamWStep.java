package dev.nacre.core.op;

import dev.nacre.core.Tensor;
import java.util.List;

/**
 * One step of AdamW (Loshchilov and Hutter 2019, algorithm 2), in PyTorch's order: θ ← θ − lr·decay·θ,
 * m ← m + (1 − β₁)(g − m), v ← β₂·v + (1 − β₂)·g², θ ← θ − lr/(1 − β₁ᵗ)·m/(√v/√(1 − β₂ᵗ) + ε). Inputs: θ, g, m, v of
 * one shape; outputs: the new θ, m, v. Detached.
 *
 * @param learningRate lr, for this step
 * @param beta1        β₁, share of the first moment that stays
 * @param beta2        β₂, share of the second moment that stays
 * @param epsilon      ε, added to the root
 * @param weightDecay  decay, multiplied by the learning rate
 * @param step         t, from 1
 */
public record AdamWStep(double learningRate, double beta1, double beta2, double epsilon, double weightDecay, long step)
        implements Fused {
    /** Refuses a step below 1: the bias correction would divide by zero. */
    public AdamWStep {
        if (step < 1) {
            throw new IllegalArgumentException("steps of AdamW count from 1, not " + step);
        }
    }

    /** The new parameter, first moment and second moment. */
    public List<Tensor> apply(Tensor parameter, Tensor gradient, Tensor firstMoment, Tensor secondMoment) {
        return Apply.all(this, List.of(parameter, gradient, firstMoment, secondMoment));
    }

    @Override
    public String name() {
        return "adamw_step";
    }

    @Override
    public List<Spec> outputs(List<Spec> inputs) {
        Spec parameter = inputs.getFirst();
        Check check = Check.of(this, inputs, 4).floating(0);
        for (int i = 1; i < 4; i++) {
            check.sameType(0, i).shape(i, parameter.shape());
        }
        return List.of(parameter, parameter, parameter);
    }

    /** Factor of the first moment. */
    public double stepSize() {
        return learningRate / (1 - StrictMath.pow(beta1, step));
    }

    /** Divisor of the second moment's root. */
    public double rootCorrection() {
        return Math.sqrt(1 - StrictMath.pow(beta2, step));
    }

    @Override
    public List<Tensor> decompose(List<Tensor> inputs) {
        Tensor gradient = inputs.get(1);
        Tensor decayed = inputs.getFirst().mul(1 - learningRate * weightDecay);
        Tensor first = inputs.get(2).add(gradient.sub(inputs.get(2)).mul(1 - beta1));
        Tensor second = inputs.get(3).mul(beta2).add(gradient.square().mul(1 - beta2));
        Tensor direction = first.div(second.sqrt().div(rootCorrection()).add(epsilon));
        return List.of(decayed.sub(direction.mul(stepSize())), first, second);
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
        throw new IllegalStateException("adamw_step is detached: no cotangent can reach it");
    }

    static List<Sample> samples() {
        return List.of(
                sample("adamw_step first", new AdamWStep(1e-3, 0.9, 0.999, 1e-8, 1e-2, 1), 1001),
                sample("adamw_step later", new AdamWStep(5e-5, 0.9, 0.98, 1e-6, 1e-4, 1000), 7, 35));
    }

    private static Sample sample(String name, AdamWStep step, long... sizes) {
        return Sample.many(name, in -> step.apply(in.get(0), in.get(1), in.get(2), in.get(3)),
                Sample.real(-1, 1, sizes), Sample.real(-1, 1, sizes), Sample.real(-1, 1, sizes),
                Sample.real(0, 1, sizes));
    }
}
