package dev.nacre.nn.optim;

/**
 * Rises linearly from 0, then falls as base·cos²(π/2·progress) to 0: Mammo-CLIP's schedule. The first step has rate 0.
 *
 * @param base    highest rate
 * @param warmUp  steps of the rise; 0 starts at the top
 * @param total   steps in all
 */
public record WarmUpCosineSquared(double base, long warmUp, long total) implements LearningRate {
    /** Refuses a rise that takes the whole training, and rates that are no positive number. */
    public WarmUpCosineSquared {
        RiseAndFall.check(base, warmUp, total);
    }

    @Override
    public double at(long step) {
        return RiseAndFall.at(step, base, warmUp, total, progress -> {
            double cosine = StrictMath.cos(Math.PI / 2 * progress);
            return base * cosine * cosine;
        });
    }
}
