package dev.nacre.core;

import dev.nacre.core.op.Operation;
import java.util.List;
import java.util.Locale;

/**
 * Finds the first operation whose result is not finite, forward or backward. It reads every result back from the
 * device, so it is for repeating a computation that is known to go wrong, not for each step of a training.
 */
public final class FiniteCheck {
    private static final ScopedValue<Boolean> ACTIVE = ScopedValue.newInstance();

    private FiniteCheck() {
    }

    /**
     * Runs {@code body}, looking at every result.
     *
     * @throws NonFiniteException at the first one that is not finite
     */
    public static void run(Runnable body) {
        ScopedValue.where(ACTIVE, true).run(body);
    }

    /** Whether results are being looked at. */
    public static boolean isActive() {
        return ACTIVE.orElse(false);
    }

    /** Looks at the results of one operation. */
    public static void look(Operation operation, List<Tensor> inputs, List<Tensor> outputs) {
        for (Tensor output : outputs) {
            long bad = notFinite(output);
            if (bad > 0) {
                long before = inputs.stream().mapToLong(FiniteCheck::notFinite).sum();
                String module = ModulePath.current();
                throw new NonFiniteException(module, String.format(Locale.ROOT,
                        "%s%s gave %,d of %,d values that are not finite%s",
                        module.isEmpty() ? "" : "module " + module + ": ", operation.name(), bad, output.elements(),
                        before > 0 ? ", since its inputs already hold such values" : " from finite inputs"));
            }
        }
    }

    private static long notFinite(Tensor tensor) {
        if (!tensor.type().isFloating()) {
            return 0;
        }
        long count = 0;
        for (double value : tensor.toDoubles()) {
            count += Double.isFinite(value) ? 0 : 1;
        }
        return count;
    }
}
