package dev.nacre.core;

import java.util.function.Supplier;

/** In which type matrix products and convolutions of float32 tensors are computed: a scoped value. */
public enum Precision {
    /** Everything in float32. */
    FLOAT32,
    /** Products and convolutions round their inputs to bfloat16; sums, weights, reductions and losses stay float32. */
    BFLOAT16;

    private static final ScopedValue<Precision> CURRENT = ScopedValue.newInstance();

    /** The policy in force here; float32 unless {@link #run} says otherwise. */
    public static Precision current() {
        return CURRENT.orElse(FLOAT32);
    }

    /** Runs {@code body} under this policy. */
    public <T> T run(Supplier<T> body) {
        return ScopedValue.where(CURRENT, this).call(body::get);
    }
}
