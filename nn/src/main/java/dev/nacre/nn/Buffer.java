package dev.nacre.nn;

import dev.nacre.core.Key;
import dev.nacre.core.Tensor;
import dev.nacre.core.io.FileLayout;
import dev.nacre.core.op.Spec;

/** A value that belongs to a module's state but is not trained, such as a running mean. */
public final class Buffer extends Entry {
    private final double initial;

    Buffer(Module owner, String name, Spec spec, double initial) {
        super(owner, name, spec, FileLayout.SAME);
        this.initial = initial;
    }

    /** Back to the value it had before any training. */
    public void reset() {
        set(Tensor.full(initial, spec().type(), spec().shape()));
    }

    @Override
    void initialise(Key key) {
        reset();
    }

    @Override
    Tensor own(Tensor value) {
        return value.hold();
    }
}
