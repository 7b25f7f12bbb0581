package dev.nacre.nn;

import dev.nacre.core.Key;
import dev.nacre.core.Scope;
import dev.nacre.core.ShapeException;
import dev.nacre.core.Tensor;
import dev.nacre.core.io.FileLayout;
import dev.nacre.core.op.Spec;

/** One named value of a module's state: a {@link Parameter} or a {@link Buffer}. */
public abstract sealed class Entry permits Parameter, Buffer {
    private final Module owner;
    private final String name;
    private final Spec spec;
    private final FileLayout layout;
    private volatile Tensor value;

    Entry(Module owner, String name, Spec spec, FileLayout layout) {
        this.owner = owner;
        this.name = name;
        this.spec = spec;
        this.layout = layout;
    }

    /** The last part of its state-dict name, such as {@code weight}. */
    public String name() {
        return name;
    }

    /** Its name seen from the outermost module, such as {@code image_encoder._conv_stem.weight}. */
    public String path() {
        String module = owner.path();
        return module.isEmpty() ? name : module + "." + name;
    }

    /** Type and shape, in our order of dimensions. */
    public Spec spec() {
        return spec;
    }

    /** How files order its dimensions. */
    public FileLayout layout() {
        return layout;
    }

    /** The current value. @throws IllegalStateException before the module was initialised or loaded */
    public Tensor value() {
        Tensor current = value;
        if (current == null) {
            throw new IllegalStateException(path() + " has no value yet: call init(key) on the model, or load a file");
        }
        return current;
    }

    /**
     * Replaces the value; the memory of the old one goes back. Whoever gives the new one keeps the handle and may close
     * it.
     *
     * @throws ShapeException unless type and shape are the declared ones
     */
    public void set(Tensor newValue) {
        if (!newValue.spec().equals(spec)) {
            throw new ShapeException(path() + " is " + spec + ", and cannot become " + newValue.spec());
        }
        Tensor old = value;
        Scope.run("setting " + name, () -> value = own(newValue.detach().contiguous()));
        if (old != null) {
            old.close();
        }
    }

    /** Gives the value's memory back; there is none until the next {@link #set}. */
    final void release() {
        Tensor old = value;
        value = null;
        if (old != null) {
            old.close();
        }
    }

    /** Takes hold of the value afresh, after what {@link #own} does has changed. */
    final void ownAgain() {
        Tensor old = value;
        if (old != null) {
            value = own(old);
            old.close();
        }
    }

    abstract void initialise(Key key);

    /** A handle in no scope. */
    abstract Tensor own(Tensor newValue);
}
