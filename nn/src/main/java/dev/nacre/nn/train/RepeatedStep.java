package dev.nacre.nn.train;

import dev.nacre.core.Gradients;
import dev.nacre.core.Scope;
import dev.nacre.core.Tensor;
import dev.nacre.core.backend.Operand;
import dev.nacre.core.backend.Repeatable;
import dev.nacre.core.backend.Repeating;
import dev.nacre.core.io.StateEntry;
import dev.nacre.nn.Module;
import dev.nacre.nn.Pass;
import dev.nacre.nn.optim.AdamW;
import dev.nacre.nn.optim.GradientNorm;
import java.util.ArrayList;
import java.util.List;

/**
 * A step of training that a device noted and repeats, with the bits of one that is asked for operation by operation. In
 * two halves: between loss with gradients and the optimiser the host looks whether all numbers are finite.
 *
 * <p>Weights, moments and running statistics stay in the memory in which they were when the step was noted: each half
 * ends by writing the new ones over the old. Who replaces them otherwise is followed before the next repeat.
 */
final class RepeatedStep implements AutoCloseable {
    private final Repeating device;
    private final AdamW optimiser;
    private final List<StateEntry> state = new ArrayList<>();
    private final List<Tensor> kept = new ArrayList<>();
    private final List<Tensor> inputs;
    private final List<Tensor> measured = new ArrayList<>();
    private Gradients gradients;
    private Repeatable finding;
    private Repeatable renewing;

    /**
     * Notes a step. One with inputs of these shapes must have been taken before.
     *
     * @param given only their types and shapes count here
     * @throws RuntimeException if it cannot be noted; everything is then as it was before
     */
    RepeatedStep(Repeating device, Module model, AdamW optimiser, TensorLoss.OfTensors loss, List<Tensor> given) {
        this.device = device;
        this.optimiser = optimiser;
        state.addAll(model.state());
        state.addAll(optimiser.state());
        state.forEach(entry -> kept.add(entry.value().get().hold()));
        inputs = given.stream().map(input -> Tensor.zeros(input.type(), input.shape()).contiguous().hold()).toList();
        long steps = optimiser.steps();
        boolean noted = false;
        try {
            finding = device.capture(() -> Scope.run("noted loss", () -> find(loss)));
            renewing = device.capture(() -> Scope.run("noted optimiser", () -> {
                optimiser.step(gradients, 0);
                leaveStateInPlace();
            }));
            noted = true;
        } finally {
            optimiser.resumeAt(steps);
            if (!noted) {
                for (int i = 0; i < kept.size(); i++) {
                    putBack(i);
                }
                close();
            }
        }
    }

    private void find(TensorLoss.OfTensors loss) {
        Tensor value = loss.of(inputs, Pass.TRAINING_WITHOUT_RANDOMNESS);
        measured.add(value.hold());
        gradients = value.backward();
        measured.add(GradientNorm.squared(gradients).hold());
        // Held outside this scope, and so that they can be written over.
        gradients.map(gradient -> gradient.contiguous().hold());
        leaveStateInPlace();
    }

    /** What has become another tensor is written to where the old one lies. */
    private void leaveStateInPlace() {
        for (int i = 0; i < kept.size(); i++) {
            Tensor now = state.get(i).value().get();
            if (!liesTogether(now, kept.get(i))) {
                device.overwrite(kept.get(i), now.detach());
                putBack(i);
            }
        }
    }

    private void putBack(int i) {
        state.get(i).assign().accept(kept.get(i).hold());
    }

    private static boolean liesTogether(Tensor one, Tensor other) {
        Operand first = one.operand();
        Operand second = other.operand();
        return first.storage() == second.storage() && first.layout().equals(second.layout());
    }

    /**
     * Takes the step once more.
     *
     * @param given   of the types and shapes with which it was noted
     * @param longest gradients longer than this are shortened to it
     * @return what was found; the optimiser did nothing unless it is finite
     */
    StepMeasures take(List<Tensor> given, double rate, double longest) {
        leaveStateInPlace();
        for (int i = 0; i < inputs.size(); i++) {
            device.overwrite(inputs.get(i), given.get(i));
        }
        finding.replay();
        StepMeasures found = new StepMeasures(measured.getFirst().item(), Math.sqrt(measured.getLast().item()));
        if (found.areFinite()) {
            if (found.gradientNorm() > longest) {
                shorten(longest / found.gradientNorm());
            }
            device.setRates(renewing, optimiser.next(rate));
            renewing.replay();
            optimiser.resumeAt(optimiser.steps() + 1);
        }
        return found;
    }

    /** All are computed before any is written over: two may lie together. */
    private void shorten(double factor) {
        List<Tensor> shorter = new ArrayList<>();
        gradients.all().forEach(gradient -> shorter.add(gradient.mul(factor)));
        int next = 0;
        for (Tensor gradient : gradients.all()) {
            device.overwrite(gradient, shorter.get(next++));
        }
    }

    @Override
    public void close() {
        measured.forEach(Tensor::close);
        if (gradients != null) {
            gradients.close();
        }
        if (renewing != null) {
            renewing.close();
        }
        if (finding != null) {
            finding.close();
        }
        inputs.forEach(Tensor::close);
        kept.forEach(Tensor::close);
    }
}
