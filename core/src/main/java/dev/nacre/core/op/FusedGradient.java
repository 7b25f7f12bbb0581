package dev.nacre.core.op;

import dev.nacre.core.Autograd;
import dev.nacre.core.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The derivative of a fused operation as a fused operation of its own: a backend may have a kernel for it, and its
 * decomposition is the backward pass through the decomposition of the forward operation. Inputs: those of the forward
 * operation, its detached outputs (statistics that need not be computed again), and the cotangents of the others, which
 * come first. Outputs: a gradient for each input. Detached.
 *
 * @param forward        the operation
 * @param inputs         how many inputs the operation has
 * @param differentiable how many of its outputs, from the first, carry gradients
 */
public record FusedGradient(Fused forward, int inputs, int differentiable) implements Fused {
    /** Gradients of all inputs, from what {@code forward} kept: the inputs, and {@code statistics} detached outputs. */
    static List<Tensor> of(Fused forward, Saved saved, int statistics, List<Tensor> cotangents) {
        int differentiable = cotangents.size() - statistics;
        List<Tensor> all = new ArrayList<>();
        List<Spec> specs = new ArrayList<>();
        for (int i = 0; i < saved.inputs(); i++) {
            all.add(saved.input(i));
            specs.add(saved.inputSpec(i));
        }
        for (int i = 0; i < statistics; i++) {
            all.add(saved.output(differentiable + i));
        }
        List<Spec> outputs = forward.outputs(specs);
        for (int i = 0; i < differentiable; i++) {
            Spec spec = outputs.get(i);
            all.add(cotangents.get(i) != null ? cotangents.get(i) : Tensor.zeros(spec.type(), spec.shape()));
        }
        return Apply.all(new FusedGradient(forward, saved.inputs(), differentiable), all);
    }

    @Override
    public String name() {
        return forward.name() + "_gradient";
    }

    @Override
    public Cost cost() {
        return forward.cost();
    }

    @Override
    public List<Spec> outputs(List<Spec> given) {
        List<Spec> ofForward = List.copyOf(given.subList(0, inputs));
        List<Spec> outputs = forward.outputs(ofForward);
        Check check = Check.of(this, given, inputs + outputs.size());
        List<Spec> cotangents = given.subList(given.size() - differentiable, given.size());
        check.that(cotangents.equals(outputs.subList(0, differentiable)), "the cotangents must be "
                + outputs.subList(0, differentiable) + ", not " + cotangents);
        return ofForward;
    }

    @Override
    public List<Tensor> decompose(List<Tensor> given) {
        List<Tensor> leaves = given.subList(0, inputs).stream()
                .map(x -> x.type().isFloating() ? x.requireGrad() : x).toList();
        List<Tensor> outputs = Autograd.withGradients(() -> forward.decompose(leaves)).subList(0, differentiable);
        Map<Tensor, Tensor> gradients = Backward.gradients(outputs,
                given.subList(given.size() - differentiable, given.size()));
        return leaves.stream().map(x -> gradients.containsKey(x) ? gradients.get(x)
                : Tensor.zeros(x.type(), x.shape()).contiguous()).toList();
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
        throw new IllegalStateException(name() + " is detached: no cotangent can reach it");
    }
}
