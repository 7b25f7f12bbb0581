package dev.nacre.nn;

import dev.nacre.core.Autograd;
import dev.nacre.core.DType;
import dev.nacre.core.Key;
import dev.nacre.core.ModulePath;
import dev.nacre.core.Scope;
import dev.nacre.core.Shape;
import dev.nacre.core.Tensor;
import dev.nacre.core.io.FileLayout;
import dev.nacre.core.io.StateEntry;
import dev.nacre.core.op.Spec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A part of a model: it registers its parameters, buffers and children in its constructor, in order, under the names
 * that state dicts use, and runs inside {@link #run}, which gives it its path for errors, its own randomness, and a
 * scope for its intermediate results. Constructors fix shapes; values come from {@link #init} or from a file.
 *
 * <p>In evaluation a module is not changed by running and may be called from many threads.
 */
public abstract class Module {
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Map<String, Module> children = new LinkedHashMap<>();
    private Module parent;
    private String name = "";
    private boolean frozen;

    /** For subclasses. */
    protected Module() {
    }

    // ---- registration, in constructors ------------------------------------------------------------------------------

    /** Registers a trained parameter. */
    protected final Parameter parameter(String ownName, Shape shape, FileLayout layout, Initialiser initialiser) {
        return parameter(ownName, shape, layout, initialiser, Parameter.Use.TRAINED);
    }

    /** Registers a parameter; {@code shape} is in our order of dimensions, {@code layout} says the files' order. */
    protected final Parameter parameter(String ownName, Shape shape, FileLayout layout, Initialiser initialiser,
            Parameter.Use use) {
        return register(new Parameter(this, ownName, shape, layout, initialiser, use));
    }

    /** Registers a float32 buffer that starts as {@code initial} everywhere. */
    protected final Buffer buffer(String ownName, Shape shape, double initial) {
        return buffer(ownName, DType.FLOAT32, shape, initial);
    }

    /** Registers a buffer that starts as {@code initial} everywhere. */
    protected final Buffer buffer(String ownName, DType type, Shape shape, double initial) {
        return register(new Buffer(this, ownName, new Spec(type, shape), initial));
    }

    private <E extends Entry> E register(E entry) {
        claim(entry.name());
        entries.put(entry.name(), entry);
        return entry;
    }

    /** Registers a part; dots in the name are levels of the state dict ({@code encoder.layer.0}). Returns it. */
    protected final <M extends Module> M child(String ownName, M module) {
        claim(ownName);
        Module known = module;
        if (known.parent != null) {
            throw new IllegalArgumentException("the module registered as " + ownName + " already is "
                    + known.parent.path() + "." + known.name + "; a module has one place");
        }
        known.parent = this;
        known.name = ownName;
        children.put(ownName, module);
        return module;
    }

    private void claim(String ownName) {
        if (ownName.isBlank() || entries.containsKey(ownName) || children.containsKey(ownName)) {
            throw new IllegalArgumentException(getClass().getSimpleName() + " registers the name '" + ownName
                    + "' " + (ownName.isBlank() ? "which is empty" : "twice"));
        }
    }

    // ---- running ----------------------------------------------------------------------------------------------------

    /**
     * Runs this module's computation; every public method that computes goes through here. The result is kept, all
     * else goes back at once unless the backward pass needs it.
     */
    protected final Tensor run(Pass pass, Function<Pass, Tensor> body) {
        return runAll(pass, own -> List.of(body.apply(own))).getFirst();
    }

    /** As {@link #run}, for several results. */
    protected final List<Tensor> runAll(Pass pass, Function<Pass, List<Tensor>> body) {
        Supplier<List<Tensor>> scoped = () -> {
            try (Scope scope = Scope.open(name.isEmpty() ? getClass().getSimpleName() : name)) {
                List<Tensor> results = body.apply(pass.child(name).frozen(frozen));
                results.forEach(scope::keep);
                return results;
            }
        };
        boolean silence = !pass.isRecording() && Autograd.isRecording();
        return ModulePath.within(name, silence ? () -> Autograd.withoutGradients(scoped) : scoped);
    }

    // ---- freezing ---------------------------------------------------------------------------------------------------

    /**
     * Takes this module and all below it out of training: their parameters get no gradient and belong to no optimiser
     * made afterwards, and they compute as in evaluation, with the running statistics as they are and without dropout.
     * Gradients still reach what lies before them; where nothing before them is trained, nothing is recorded. Parts may
     * be given back to training with {@link #unfreeze}. Not while the model is running.
     */
    public final void freeze() {
        setFrozen(true);
    }

    /** Gives this module and all below it back to training; for optimisers made afterwards. */
    public final void unfreeze() {
        setFrozen(false);
    }

    /** Whether it is kept from training. */
    public final boolean isFrozen() {
        return frozen;
    }

    private void setFrozen(boolean now) {
        forEachModule(module -> {
            module.frozen = now;
            module.entries.values().forEach(entry -> {
                if (entry instanceof Parameter parameter) {
                    parameter.setFrozen(now);
                }
            });
        });
    }

    // ---- state ------------------------------------------------------------------------------------------------------

    /**
     * Fills every parameter and buffer below this module, on the current device. Each parameter draws from a key of its
     * own, by its name below this module, so that adding one changes no other.
     */
    public Module init(Key key) {
        visit("", (entryName, entry) -> Scope.run("initialising " + entryName,
                () -> entry.initialise(key.child(entryName))));
        return this;
    }

    /**
     * Gives the memory of every parameter and buffer below this module back. Not while it is running; it has no values
     * until {@link #init} or a file gives it new ones.
     */
    public final void release() {
        forEachModule(module -> module.entries.values().forEach(Entry::release));
    }

    /** Bytes of parameters and buffers below this module that are in a file until they are first asked for. */
    public final long pendingBytes() {
        return entries().values().stream().mapToLong(Entry::pendingBytes).sum();
    }

    /**
     * Reads all of them, so that no later pass has to.
     *
     * @throws dev.nacre.core.io.CheckpointException if the file was written to meanwhile
     */
    public final void readPending() {
        forEachModule(module -> module.entries.values().stream().filter(entry -> entry.pendingBytes() > 0)
                .forEach(Entry::value));
    }

    /** All parameters and buffers below this module, by state-dict name seen from here, in order. */
    public final Map<String, Entry> entries() {
        Map<String, Entry> all = new LinkedHashMap<>();
        visit("", all::put);
        return all;
    }

    /** All parameters below this module, by state-dict name seen from here, in order. */
    public final Map<String, Parameter> parameters() {
        Map<String, Parameter> all = new LinkedHashMap<>();
        visit("", (entryName, entry) -> {
            if (entry instanceof Parameter parameter) {
                all.put(entryName, parameter);
            }
        });
        return all;
    }

    /** What files read and write: all parameters and buffers below this module, in order. */
    public final List<StateEntry> state() {
        List<StateEntry> all = new ArrayList<>();
        visit("", (entryName, entry) -> all.add(
                new StateEntry(entryName, entry.spec(), entry.layout(), entry::value, handle -> {
                    entry.set(handle);
                    handle.close();
                }, entry::defer)));
        return all;
    }

    /** Calls {@code action} with this module and all below it, parents first, in order. */
    public final void forEachModule(Consumer<Module> action) {
        action.accept(this);
        children.values().forEach(module -> module.forEachModule(action));
    }

    /**
     * The module of a state-dict name below this one, such as {@code text_encoder}.
     *
     * @throws IllegalArgumentException if there is none
     */
    public final Module part(String partName) {
        String wanted = path().isEmpty() ? partName : path() + "." + partName;
        List<Module> found = new ArrayList<>();
        forEachModule(module -> {
            if (module != this && module.path().equals(wanted)) {
                found.add(module);
            }
        });
        if (found.isEmpty()) {
            throw new IllegalArgumentException((path().isEmpty() ? "the model" : path()) + " has no part '" + partName
                    + "'; its parts are " + String.join(", ", children.keySet()) + ", and what is inside them");
        }
        return found.getFirst();
    }

    /** Its name seen from the outermost module; empty for that one. */
    public final String path() {
        if (parent == null) {
            return name;
        }
        String above = parent.path();
        return above.isEmpty() ? name : above + "." + name;
    }

    private interface Visitor {
        void visit(String entryName, Entry entry);
    }

    private void visit(String prefix, Visitor visitor) {
        entries.forEach((entryName, entry) -> visitor.visit(prefix + entryName, entry));
        children.forEach((childName, module) -> module.visit(prefix + childName + ".", visitor));
    }

    @Override
    public String toString() {
        return getClass().getSimpleName() + " (" + entries().size() + " entries)";
    }
}
