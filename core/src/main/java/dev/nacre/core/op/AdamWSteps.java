package dev.nacre.core.op;

import dev.nacre.core.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * A step of {@link AdamWStep} for each of many parameters. Inputs: θ, g, m, v of the first, of the second, and so on;
 * outputs: the new θ, m, v of each. Detached.
 *
 * <p>Why fused: a model has hundreds of small parameters, and telling a device of each takes longer than its work.
 *
 * @param steps one for each parameter
 */
public record AdamWSteps(List<AdamWStep> steps) implements Fused {
    /** Inputs of each parameter: itself, its gradient, its first and its second moment. */
    public static final int INPUTS = 4;
    /** Outputs of each parameter: itself and both moments, renewed. */
    public static final int OUTPUTS = 3;

    /** Copies the list. */
    public AdamWSteps {
        steps = List.copyOf(steps);
    }

    /** For each parameter with its gradient and moments, the new parameter, first moment and second moment. */
    public List<List<Tensor>> apply(List<List<Tensor>> parameters) {
        List<Tensor> all = Apply.all(this, parameters.stream().flatMap(List::stream).toList());
        List<List<Tensor>> renewed = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            renewed.add(all.subList(i * OUTPUTS, (i + 1) * OUTPUTS));
        }
        return renewed;
    }

    @Override
    public String name() {
        return "adamw_steps";
    }

    @Override
    public List<Spec> outputs(List<Spec> inputs) {
        Check.of(this, inputs, steps.size() * INPUTS);
        List<Spec> outputs = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            outputs.addAll(steps.get(i).outputs(inputs.subList(i * INPUTS, (i + 1) * INPUTS)));
        }
        return outputs;
    }

    @Override
    public List<Tensor> decompose(List<Tensor> inputs) {
        List<Tensor> outputs = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            outputs.addAll(Apply.all(steps.get(i), inputs.subList(i * INPUTS, (i + 1) * INPUTS)));
        }
        return outputs;
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
        throw new IllegalStateException("adamw_steps is detached: no cotangent can reach it");
    }

    static List<Sample> samples() {
        AdamWSteps steps = new AdamWSteps(List.of(new AdamWStep(1e-3, 0.9, 0.999, 1e-8, 1e-2, 1),
                new AdamWStep(5e-5, 0.9, 0.98, 1e-6, 1e-4, 1000)));
        return List.of(Sample.many("adamw_steps", in -> steps.apply(List.of(in.subList(0, 4), in.subList(4, 8)))
                .stream().flatMap(List::stream).toList(), Sample.real(-1, 1, 1001), Sample.real(-1, 1, 1001),
                Sample.real(-1, 1, 1001), Sample.real(0, 1, 1001), Sample.real(-1, 1, 7, 35),
                Sample.real(-1, 1, 7, 35), Sample.real(-1, 1, 7, 35), Sample.real(0, 1, 7, 35)));
    }
}
