package dev.nacre.nn.optim;

import dev.nacre.core.Gradients;
import dev.nacre.core.Scope;
import dev.nacre.core.Tensor;
import dev.nacre.core.io.FileLayout;
import dev.nacre.core.io.StateEntry;
import dev.nacre.core.op.AdamWStep;
import dev.nacre.core.op.AdamWSteps;
import dev.nacre.nn.Module;
import dev.nacre.nn.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter 2019) over the parameters of a model that are trained and not
 * frozen. Without groups the decay is on all of them, as Mammo-CLIP was trained. The moments live until
 * {@link #close()}.
 */
public final class AdamW implements AutoCloseable {
    /** Elements of the parameters that one operation renews: old and new values exist together for as long. */
    private static final long TOGETHER = 1L << 25;

    private final Settings settings;
    private final Map<String, Parameter> parameters;
    private final Map<String, State> states = new LinkedHashMap<>();
    private long steps;

    /**
     * What does not change during a training.
     *
     * @param beta1       share of the first moment that stays at each step
     * @param beta2       share of the second moment that stays at each step
     * @param epsilon     added to the root of the second moment
     * @param weightDecay multiplied by the learning rate; of parameters that are in no group
     */
    public record Settings(double beta1, double beta2, double epsilon, double weightDecay) {
        /** PyTorch's moments and epsilon with some decay; Mammo-CLIP's is 1e-4. */
        public static Settings decay(double weightDecay) {
            return new Settings(0.9, 0.999, 1e-8, weightDecay);
        }
    }

    /** One parameter and its two moments; the moments belong to no scope. */
    private static final class State {
        private final Parameter parameter;
        private final ParameterGroup group;
        private Tensor first;
        private Tensor second;

        State(Parameter parameter, ParameterGroup group) {
            this.parameter = parameter;
            this.group = group;
            Scope.run("moments", () -> {
                Tensor zeros = Tensor.zeros(parameter.spec().type(), parameter.spec().shape());
                first = zeros.hold();
                second = zeros.hold();
            });
        }

        /** The handles given become this state's own. */
        void setFirst(Tensor handle) {
            first.close();
            first = handle;
        }

        void setSecond(Tensor handle) {
            second.close();
            second = handle;
        }

        void close() {
            first.close();
            second.close();
        }
    }

    /** For all parameters of a model that are trained and not frozen; their moments start at zero. */
    public AdamW(Module model, Settings settings) {
        this(model, settings, ParameterGroup.one(settings.weightDecay()));
    }

    /**
     * With a decay and a learning rate for each group.
     *
     * @param groups of which each trained parameter belongs to exactly one; their decay counts, not the settings'
     * @throws IllegalArgumentException if a trained parameter belongs to none or to several; the message names it
     */
    public AdamW(Module model, Settings settings, List<ParameterGroup> groups) {
        this.settings = settings;
        this.parameters = model.parameters();
        Map<String, ParameterGroup> grouped = new LinkedHashMap<>();
        parameters.forEach((name, parameter) -> {
            if (parameter.isTrained()) {
                grouped.put(name, ParameterGroup.of(name, parameter, groups));
            }
        });
        grouped.forEach((name, group) -> states.put(name, new State(parameters.get(name), group)));
    }

    /**
     * Changes every parameter by its gradient.
     *
     * @throws IllegalStateException if a trained parameter got no gradient, or was frozen or given back to training
     *                               after the optimiser was made; the message names it, and nothing changes
     */
    public void step(Gradients gradients, double learningRate) {
        check(gradients);
        steps++;
        together().forEach(some -> renew(some, gradients, learningRate));
    }

    /** What one operation renews. */
    private List<List<State>> together() {
        List<List<State>> all = new ArrayList<>();
        long elements = 0;
        for (State state : states.values()) {
            long more = state.parameter.spec().shape().elements();
            if (all.isEmpty() || elements + more > TOGETHER) {
                all.add(new ArrayList<>());
                elements = 0;
            }
            all.getLast().add(state);
            elements += more;
        }
        return all;
    }

    /** The operations of the step after those taken, in their order: for a device that repeats a step. */
    public List<AdamWSteps> next(double learningRate) {
        return together().stream().map(some -> operation(some, learningRate, steps + 1)).toList();
    }

    private AdamWSteps operation(List<State> together, double learningRate, long number) {
        return new AdamWSteps(together.stream().map(state -> new AdamWStep(learningRate * state.group.rateFactor(),
                settings.beta1(), settings.beta2(), settings.epsilon(), state.group.weightDecay(), number)).toList());
    }

    private void renew(List<State> together, Gradients gradients, double learningRate) {
        Scope.run("adamw", () -> {
            List<List<Tensor>> renewed = operation(together, learningRate, steps).apply(together.stream().map(state -> {
                Tensor value = state.parameter.value();
                return List.of(value.detach(), gradients.of(value), state.first, state.second);
            }).toList());
            for (int i = 0; i < together.size(); i++) {
                State state = together.get(i);
                state.parameter.set(renewed.get(i).get(0));
                state.setFirst(renewed.get(i).get(1).hold());
                state.setSecond(renewed.get(i).get(2).hold());
            }
        });
    }

    private void check(Gradients gradients) {
        parameters.forEach((name, parameter) -> {
            if (parameter.isTrained() != states.containsKey(name)) {
                throw new IllegalStateException("parameter " + name + " was " + (parameter.isTrained()
                        ? "given back to training" : "frozen") + " after this optimiser was made: make a new one");
            }
            if (parameter.isTrained() && !gradients.has(parameter.value())) {
                throw new IllegalStateException("parameter " + name + " got no gradient: the loss does not depend on "
                        + "it. Use its module, freeze it, or declare it Parameter.Use.UNUSED");
            }
        });
    }

    /** Steps taken so far. */
    public long steps() {
        return steps;
    }

    /**
     * Goes on after this many steps. With the parameters, the moments of {@link #state()} and this number from a
     * checkpoint, the steps that follow give the same bits as if the training had never stopped.
     *
     * @throws IllegalArgumentException if the number is negative
     */
    public void resumeAt(long stepsTaken) {
        if (stepsTaken < 0) {
            throw new IllegalArgumentException("an optimiser cannot have taken " + stepsTaken + " steps");
        }
        steps = stepsTaken;
    }

    /**
     * The moments as files see them: {@code first_moment.NAME} and {@code second_moment.NAME}. The number of steps,
     * which {@link #resumeAt} needs, is not among them.
     */
    public List<StateEntry> state() {
        List<StateEntry> entries = new ArrayList<>();
        states.forEach((name, state) -> {
            FileLayout layout = state.parameter.layout();
            entries.add(new StateEntry("first_moment." + name, state.parameter.spec(), layout, () -> state.first,
                    state::setFirst));
            entries.add(new StateEntry("second_moment." + name, state.parameter.spec(), layout, () -> state.second,
                    state::setSecond));
        });
        return entries;
    }

    @Override
    public void close() {
        states.values().forEach(State::close);
    }
}
