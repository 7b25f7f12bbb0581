package dev.nacre.nn.optim;

/**
 * Rises linearly from 0, then falls linearly to 0: BERT's schedule. The first step of a rise has rate 0.
 *
 * @param base    highest rate
 * @param warmUp  steps of the rise; 0 starts at the top
 * @param total   steps in all
 */
public record WarmUpLinear(double base, long warmUp, long total) implements LearningRate {
    /** Refuses a rise that takes the whole training, and rates that are no positive number. */
    public WarmUpLinear {
        RiseAndFall.check(base, warmUp, total);
    }

    @Override
    public double at(long step) {
        return RiseAndFall.at(step, base, warmUp, total, progress -> base * (1 - progress));
    }
}
