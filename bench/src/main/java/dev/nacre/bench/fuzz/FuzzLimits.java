package dev.nacre.bench.fuzz;

import dev.nacre.bench.fuzz.FuzzResult.Outcome;

/**
 * What a damaged file may cost.
 *
 * @param seconds       of CPU time
 * @param workerSeconds of wall time, where a process of its own takes part
 * @param bytes         allocated on the heap and in direct buffers
 */
public record FuzzLimits(double seconds, double workerSeconds, long bytes) {
    /** Whether a file did what none may. */
    public boolean broken(FuzzResult result) {
        return result.outcome() == Outcome.FAILED || result.memory() > bytes
                || result.limitedSeconds() > (result.byWorker() ? workerSeconds : seconds);
    }
}
