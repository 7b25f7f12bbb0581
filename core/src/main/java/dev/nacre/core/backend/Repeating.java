package dev.nacre.core.backend;

import dev.nacre.core.Tensor;
import dev.nacre.core.op.AdamWSteps;
import java.util.List;

/** What a device can do whose work is described to it: note a step once, and repeat it by one call. */
public interface Repeating {
    /**
     * Notes the operations of {@code step} on this device without doing them, so that one call repeats them all on the
     * same tensors. Run the step once before, so that all is planned. It must not copy to or from the host; keys
     * of random numbers are part of what is noted.
     *
     * @throws RuntimeException if the step asks for something that cannot be noted; the device stays usable
     */
    Repeatable capture(Runnable step);

    /**
     * Copies a tensor over an older one of its shape, whatever shares that one's memory: so a captured step can leave
     * its results where it will find them when it is repeated.
     *
     * @throws IllegalArgumentException if type or shape differ, or the older one is not contiguous
     */
    void overwrite(Tensor target, Tensor source);

    /**
     * Learning rates, decays and numbers of steps that a captured step uses from its next repeat on.
     *
     * @param later for each {@link AdamWSteps} that was captured, in their order, one over as many parameters
     */
    void setRates(Repeatable step, List<AdamWSteps> later);
}
