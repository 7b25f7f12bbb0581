package dev.nacre.nn.optim;

import dev.nacre.core.Autograd;
import dev.nacre.core.Scope;
import dev.nacre.core.Tensor;
import dev.nacre.core.io.StateEntry;
import dev.nacre.nn.Entry;
import dev.nacre.nn.Module;
import dev.nacre.nn.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An exponential moving average of a model's weights, which often generalises better than the last weights (Polyak and
 * Juditsky 1992; Tarvainen and Valpola 2017): after each step average ← average + (1 − decay)·(value − average). It
 * starts at the weights that the model has when it is made. Running statistics are averaged alike; counts are copied.
 * What is frozen is left out, as it does not change. The averages live until {@link #close()}.
 */
public final class WeightAverage implements AutoCloseable {
    private final Decay decay;
    private final Map<String, Entry> entries;
    private final Map<String, Tensor> averages = new LinkedHashMap<>();
    private long updates;
    private boolean inUse;

    /**
     * How much of the average stays at each step.
     *
     * @param longest in [0, 1); about 1/(1 − longest) steps are averaged
     * @param rising  whether step t, from 1, has at most (1 + t)/(10 + t), so that the first weights are soon forgotten
     */
    public record Decay(double longest, boolean rising) {
        /** Refuses shares outside [0, 1). */
        public Decay {
            if (!(longest >= 0 && longest < 1)) {
                throw new IllegalArgumentException("a decay of " + longest + " averages nothing: give one in [0, 1)");
            }
        }

        /** The share of the average that stays at an update, counted from 1. */
        public double at(long update) {
            return rising ? Math.min(longest, (1.0 + update) / (10.0 + update)) : longest;
        }
    }

    /** Starts at the model's present values. */
    public WeightAverage(Module model, Decay decay) {
        this.decay = decay;
        this.entries = model.entries();
        entries.forEach((name, entry) -> {
            if (follows(entry)) {
                averages.put(name, entry.value().hold());
            }
        });
    }

    private static boolean follows(Entry entry) {
        return !(entry instanceof Parameter parameter && parameter.isFrozen());
    }

    /** Takes the model's present values into the average; after each step of the optimiser. */
    public void update() {
        checkReturned("update");
        updates++;
        double fresh = 1 - decay.at(updates);
        averages.replaceAll((name, average) -> {
            Tensor value = entries.get(name).value().detach();
            Tensor[] next = new Tensor[1];
            Scope.run("average of " + name, () -> next[0] = Autograd.withoutGradients(() ->
                    value.type().isFloating() ? average.add(value.sub(average).mul(fresh)) : value).hold());
            average.close();
            return next[0];
        });
    }

    /**
     * Runs {@code body}, such as a validation or the writing of a file, with the averages in the model. Afterwards the
     * model has its own values again, bit for bit, even if {@code body} throws.
     */
    public void run(Runnable body) {
        checkReturned("run");
        Map<String, Tensor> own = new LinkedHashMap<>();
        inUse = true;
        try {
            averages.forEach((name, average) -> {
                own.put(name, entries.get(name).value().hold());
                entries.get(name).set(average);
            });
            body.run();
        } finally {
            own.forEach((name, value) -> {
                entries.get(name).set(value);
                value.close();
            });
            inUse = false;
        }
    }

    /** Leaves the averages in the model: when training has ended. */
    public void install() {
        checkReturned("install");
        averages.forEach((name, average) -> entries.get(name).set(average));
    }

    private void checkReturned(String what) {
        if (inUse) {
            throw new IllegalStateException("the model has the averages at the moment: call " + what
                    + "() after the body of run() has ended");
        }
        entries.forEach((name, entry) -> {
            if (follows(entry) != averages.containsKey(name)) {
                throw new IllegalStateException("parameter " + name + " was frozen, or given back to training, after "
                        + "this average was made: make a new one");
            }
        });
    }

    /** Updates so far. */
    public long updates() {
        return updates;
    }

    /**
     * Goes on after this many updates, with the averages of {@link #state()} from a checkpoint.
     *
     * @throws IllegalArgumentException if the number is negative
     */
    public void resumeAt(long updatesTaken) {
        if (updatesTaken < 0) {
            throw new IllegalArgumentException("an average cannot have had " + updatesTaken + " updates");
        }
        updates = updatesTaken;
    }

    /** The averages as files see them, {@code average.NAME}. The number of updates is not among them. */
    public List<StateEntry> state() {
        List<StateEntry> state = new ArrayList<>();
        averages.keySet().forEach(name -> {
            Entry entry = entries.get(name);
            state.add(new StateEntry("average." + name, entry.spec(), entry.layout(), () -> averages.get(name),
                    handle -> averages.put(name, handle).close()));
        });
        return state;
    }

    @Override
    public void close() {
        averages.values().forEach(Tensor::close);
    }
}
