package dev.nacre.nn.train;

import dev.nacre.core.Gradients;
import dev.nacre.core.Key;
import dev.nacre.core.Scope;
import dev.nacre.core.Tensor;
import dev.nacre.nn.Pass;
import dev.nacre.nn.data.Prefetch;
import dev.nacre.nn.optim.AdamW;
import dev.nacre.nn.optim.GradientNorm;
import dev.nacre.nn.optim.LearningRate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * The plain training loop: for each batch the loss, its gradients, and a step of the optimiser. The same model, data
 * and key give the same weights, bit for bit, whatever the number of threads.
 *
 * @param <B> what a batch is
 */
public final class Trainer<B> {
    private final AdamW optimiser;
    private final LearningRate learningRate;
    private final Loss<B> loss;
    private final double longestGradient;
    private final List<TrainingListener> listeners = new ArrayList<>();

    /**
     * What is being minimised.
     *
     * @param <B> what a batch is
     */
    @FunctionalInterface
    public interface Loss<B> {
        /** A scalar. The tensors that it makes belong to the step's scope. */
        Tensor of(B batch, Pass pass);
    }

    /** Gradients longer than {@code longestGradient} are shortened to it; infinity never clips. */
    public Trainer(AdamW optimiser, LearningRate learningRate, Loss<B> loss, double longestGradient) {
        this.optimiser = optimiser;
        this.learningRate = learningRate;
        this.loss = loss;
        this.longestGradient = longestGradient;
    }

    /** Adds somebody who watches. Returns this. */
    public Trainer<B> watchedBy(TrainingListener listener) {
        listeners.add(listener);
        return this;
    }

    /**
     * Trains for some epochs.
     *
     * @param epochs how many
     * @param steps  batches in each
     * @param data   the batches of an epoch, counted from 0: a pure function of that number
     * @param key    randomness of dropout and its like
     * @throws TrainingException if a loss is not finite
     */
    public void fit(int epochs, int steps, IntFunction<Prefetch<B>> data, Key key) {
        for (int epoch = 0; epoch < epochs; epoch++) {
            double sum = 0;
            StepReport report = null;
            try (Prefetch<B> batches = data.apply(epoch)) {
                for (int step = 0; step < steps; step++) {
                    report = step(new Place(epoch, epochs, step, steps), batches.next(), key);
                    sum += report.loss();
                    for (TrainingListener listener : listeners) {
                        listener.afterStep(report);
                    }
                }
            }
            for (TrainingListener listener : listeners) {
                listener.afterEpoch(report, sum / steps);
            }
        }
    }

    /** Where the training is, counted from 0. */
    private record Place(int epoch, int epochs, int step, int steps) {
        long number() {
            return (long) epoch * steps + step;
        }
    }

    private StepReport step(Place place, B batch, Key key) {
        long start = System.nanoTime();
        double rate = learningRate.at(place.number());
        double[] measured = new double[2];
        Scope.run("training step", () -> {
            Tensor value = loss.of(batch, Pass.train(key.child(place.number())));
            measured[0] = value.item();
            if (!Double.isFinite(measured[0])) {
                throw new TrainingException("the loss is " + measured[0] + " at step " + (place.step() + 1)
                        + " of epoch " + (place.epoch() + 1) + ": lower the learning rate, warm up for longer, or look "
                        + "for damaged pictures");
            }
            try (Gradients gradients = value.backward()) {
                measured[1] = GradientNorm.clip(gradients, longestGradient);
                optimiser.step(gradients, rate);
            }
        });
        return new StepReport(place.epoch() + 1, place.epochs(), place.step() + 1, place.steps(), measured[0],
                measured[1], rate, (System.nanoTime() - start) * 1e-9);
    }
}
