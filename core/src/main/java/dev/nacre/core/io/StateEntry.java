package dev.nacre.core.io;

import dev.nacre.core.Tensor;
import dev.nacre.core.op.Spec;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One parameter or buffer of a model, as files see it: what it is called, what fits, and how to get and set it.
 *
 * @param name   its full state-dict name, such as {@code image_encoder._conv_stem.weight}
 * @param spec   element type and sizes in our order
 * @param layout how files order its dimensions
 * @param value  gives the current value
 * @param assign takes a new value of exactly that spec; the handle is in no scope and belongs to the receiver from then
 * @param defer  takes a value that is to be read when it is first asked for
 */
public record StateEntry(String name, Spec spec, FileLayout layout, Supplier<Tensor> value, Consumer<Tensor> assign,
        Consumer<PendingValue> defer) {
    /** Refuses a layout that the sizes cannot have. */
    public StateEntry {
        if (!layout.fits(spec.shape().rank())) {
            throw new IllegalArgumentException("Parameter " + name + " of shape " + spec.shape()
                    + " cannot have the file layout " + layout + "; declare another one.");
        }
    }

    /** An entry that reads at once what might be read later. */
    public StateEntry(String name, Spec spec, FileLayout layout, Supplier<Tensor> value, Consumer<Tensor> assign) {
        this(name, spec, layout, value, assign, pending -> assign.accept(pending.take()));
    }
}
