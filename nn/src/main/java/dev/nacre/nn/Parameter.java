package dev.nacre.nn;

import dev.nacre.core.DType;
import dev.nacre.core.Key;
import dev.nacre.core.Shape;
import dev.nacre.core.Tensor;
import dev.nacre.core.io.FileLayout;
import dev.nacre.core.op.Spec;

/**
 * A weight of a module: a float32 leaf that the optimiser replaces, unless it is frozen. It has no value until its
 * module is initialised or loaded, so that building a large model costs nothing.
 */
public final class Parameter extends Entry {
    private final Initialiser initialiser;
    private final Use use;
    private boolean frozen;

    /** Whether a training step must find a gradient. */
    public enum Use {
        /** It is trained; a step in which it gets no gradient is a mistake. */
        TRAINED,
        /** The published model has it, but no output depends on it. */
        UNUSED
    }

    Parameter(Module owner, String name, Shape shape, FileLayout layout, Initialiser initialiser, Use use) {
        super(owner, name, new Spec(DType.FLOAT32, shape), layout);
        this.initialiser = initialiser;
        this.use = use;
    }

    /** Whether a training step must find a gradient. */
    public Use use() {
        return use;
    }

    /** Whether {@link Module#freeze} keeps it from training: it gets no gradient, and no optimiser changes it. */
    public boolean isFrozen() {
        return frozen;
    }

    /** Whether a step of training changes it. */
    public boolean isTrained() {
        return use == Use.TRAINED && !frozen;
    }

    void setFrozen(boolean now) {
        if (frozen != now) {
            frozen = now;
            ownAgain();
        }
    }

    @Override
    void initialise(Key key) {
        set(initialiser.draw(key, spec().shape()));
    }

    @Override
    Tensor own(Tensor value) {
        return frozen ? value.hold() : value.holdLeaf();
    }
}
