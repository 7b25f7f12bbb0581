package dev.nacre.nn;

import dev.nacre.core.Key;
import dev.nacre.core.Scope;
import dev.nacre.core.ShapeException;
import dev.nacre.core.Tensor;
import dev.nacre.core.io.FileLayout;
import dev.nacre.core.io.PendingValue;
import dev.nacre.core.op.Spec;

/** One named value of a module's state: a {@link Parameter} or a {@link Buffer}. */
public abstract sealed class Entry permits Parameter, Buffer {
    private final Module owner;
    private final String name;
    private final Spec spec;
    private final FileLayout layout;
    private volatile Tensor value;
    private PendingValue pending;

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

    /**
     * The current value; it is read now where it was to be read from a file when it is first asked for.
     *
     * @throws IllegalStateException                   before the module was initialised or loaded
     * @throws dev.nacre.core.io.CheckpointException if it is to be read now, and the file was written to meanwhile
     */
    public Tensor value() {
        Tensor current = value;
        return current == null ? arrived() : current;
    }

    private synchronized Tensor arrived() {
        if (value == null && pending == null) {
            throw new IllegalStateException(path() + " has no value yet: call init(key) on the model, or load a file");
        } else if (value == null) {
            try (Tensor read = pending.take()) {
                pending = null;
                set(read);
            }
        }
        return value;
    }

    /** Replaces the value by one that is read when it is first asked for. */
    final synchronized void defer(PendingValue later) {
        release();
        pending = later;
    }

    /** How many bytes are still to be read from a file. */
    final synchronized long pendingBytes() {
        return pending == null ? 0 : spec.shape().elements() * spec.type().bytes();
    }

    /**
     * Replaces the value; the memory of the old one goes back. Whoever gives the new one keeps the handle and may close
     * it.
     *
     * @throws ShapeException unless type and shape are the declared ones
     */
    public synchronized void set(Tensor newValue) {
        if (!newValue.spec().equals(spec)) {
            throw new ShapeException(path() + " is " + spec + ", and cannot become " + newValue.spec());
        }
        Tensor old = value;
        Scope.run("setting " + name, () -> value = own(newValue.detach().contiguous()));
        forget();
        if (old != null) {
            old.close();
        }
    }

    /** Gives the value's memory back; there is none until the next {@link #set}. */
    final synchronized void release() {
        Tensor old = value;
        value = null;
        forget();
        if (old != null) {
            old.close();
        }
    }

    private void forget() {
        if (pending != null) {
            pending.drop();
            pending = null;
        }
    }

    /** Takes hold of the value afresh, after what {@link #own} does has changed. */
    final synchronized void ownAgain() {
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
