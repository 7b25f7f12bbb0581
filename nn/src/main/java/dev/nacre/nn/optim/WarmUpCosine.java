package dev.nacre.nn.optim;

/**
 * Rises linearly from 0, then falls as half a cosine wave from the highest to the lowest rate (Loshchilov and Hutter
 * 2017, "SGDR", without restarts): base·share + lowest·(1 − share), share = (1 + cos(π·progress))/2.
 *
 * @param base    highest rate
 * @param lowest  rate at the end, 0 or more
 * @param warmUp  steps of the rise; 0 starts at the top
 * @param total   steps in all
 */
public record WarmUpCosine(double base, double lowest, long warmUp, long total) implements LearningRate {
    /** Refuses a rise that takes the whole training, and rates that are no positive number or do not fall. */
    public WarmUpCosine {
        RiseAndFall.check(base, warmUp, total);
        if (!(lowest >= 0 && lowest <= base)) {
            throw new IllegalArgumentException("a learning rate cannot fall from " + base + " to " + lowest
                    + ": give a lowest rate between 0 and the highest");
        }
    }

    @Override
    public double at(long step) {
        return RiseAndFall.at(step, base, warmUp, total, progress -> {
            double share = (1 + StrictMath.cos(Math.PI * progress)) / 2;
            return base * share + lowest * (1 - share);
        });
    }
}
