package dev.nacre.core;

import java.util.function.Supplier;

/**
 * Where tensors live. Operations run on their inputs' device; creation uses the current one, a scoped value.
 *
 * @param kind  {@code cpu} (the best provider found), {@code reference}, {@code cuda}, …
 * @param index which of several, from 0
 */
public record Device(String kind, int index) {
    /** The processor, served by the fastest backend that was found. */
    public static final Device CPU = new Device("cpu", 0);
    /** The processor, served by the plain loops in double precision that specify every primitive. */
    public static final Device REFERENCE = new Device("reference", 0);

    private static final ScopedValue<Device> CURRENT = ScopedValue.newInstance();

    /** A GPU, by its number from 0; needs the artifact {@code nacre-cuda} beside {@code nacre-kernels}. */
    public static Device cuda(int index) {
        if (index < 0) {
            throw new IllegalArgumentException("GPUs are counted from 0, not " + index);
        }
        return new Device("cuda", index);
    }

    /** The device on which tensors are created here; the CPU unless {@link #run} says otherwise. */
    public static Device current() {
        return CURRENT.orElse(CPU);
    }

    /** Runs {@code body} with this as the current device. */
    public <T> T run(Supplier<T> body) {
        return ScopedValue.where(CURRENT, this).call(body::get);
    }

    @Override
    public String toString() {
        return index == 0 ? kind : kind + ":" + index;
    }
}
