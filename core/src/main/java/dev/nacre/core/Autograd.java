package dev.nacre.core;

import java.util.function.Supplier;

/** Whether operations are recorded for a backward pass: a scoped value, on by default. */
public final class Autograd {
    private static final ScopedValue<Boolean> RECORDING = ScopedValue.newInstance();

    private Autograd() {
    }

    /** Whether operations on tensors that require gradients are being recorded. */
    public static boolean isRecording() {
        return RECORDING.orElse(true);
    }

    /** Runs {@code body} without recording: results remember nothing and keep nothing alive. */
    public static <T> T withoutGradients(Supplier<T> body) {
        return ScopedValue.where(RECORDING, false).call(body::get);
    }

    /** Runs {@code body} with recording on, also inside {@link #withoutGradients}. */
    public static <T> T withGradients(Supplier<T> body) {
        return ScopedValue.where(RECORDING, true).call(body::get);
    }
}
