package dev.nacre.nn.train;

import dev.nacre.core.Device;
import dev.nacre.core.Tensor;
import dev.nacre.core.backend.Backends;
import dev.nacre.core.backend.Repeating;
import dev.nacre.core.op.Spec;
import dev.nacre.nn.Module;
import dev.nacre.nn.Pass;
import dev.nacre.nn.optim.AdamW;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Takes the steps of a training and has the device repeat those whose inputs have the shapes of the step before. The
 * others, such as the first and one with a smaller batch, are taken operation by operation, and so are all once a step
 * could not be noted.
 *
 * @param <B> what a batch is
 */
final class RepeatedSteps<B> implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("dev.nacre");

    private final Module model;
    private final AdamW optimiser;
    private final TensorLoss<B> objective;
    private final Repeating device;
    private List<Spec> before = List.of();
    private RepeatedStep noted;
    private boolean refused;
    private boolean said;

    private RepeatedSteps(Module model, AdamW optimiser, TensorLoss<B> objective, Repeating device) {
        this.model = model;
        this.optimiser = optimiser;
        this.objective = objective;
        this.device = device;
    }

    /** On the current device, if it repeats anything. */
    static <B> Optional<RepeatedSteps<B>> of(Module model, AdamW optimiser, TensorLoss<B> objective) {
        return Backends.of(Device.current()).repeating()
                .map(device -> new RepeatedSteps<>(model, optimiser, objective, device));
    }

    /**
     * Takes a step.
     *
     * @param longest gradients longer than this are shortened to it
     * @param singly  takes one that is not repeated
     */
    StepMeasures take(B batch, Pass pass, double rate, double longest, Function<Objective.Value, StepMeasures> singly) {
        List<Tensor> inputs = objective.inputs().apply(batch);
        List<Spec> specs = inputs.stream().map(Tensor::spec).toList();
        boolean again = specs.equals(before);
        before = specs;
        if (!again) {
            // Its memory is for the other step.
            close();
        } else if (noted == null && !refused) {
            note(inputs);
        }
        return noted == null ? singly.apply(objective.of(inputs, pass)) : noted.take(inputs, rate, longest);
    }

    private void note(List<Tensor> inputs) {
        try {
            noted = new RepeatedStep(device, model, optimiser, objective.loss(), inputs);
            LOG.log(said ? Level.DEBUG : Level.INFO, "steps of this training are repeated by one call");
            said = true;
        } catch (RuntimeException failure) {
            LOG.log(Level.INFO, "steps of this training are not repeated by one call: {0}", failure.getMessage());
            refused = true;
        }
    }

    /** Gives the memory of what was noted back; it is noted again when it is next met. */
    @Override
    public void close() {
        if (noted != null) {
            noted.close();
            noted = null;
        }
    }
}
