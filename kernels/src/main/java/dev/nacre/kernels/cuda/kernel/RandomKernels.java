package dev.nacre.kernels.cuda.kernel;

import dev.nacre.core.Distribution;
import dev.nacre.core.op.Random;

/** Random numbers, float32, with the bits that the same key gives on every device. */
public final class RandomKernels {
    private RandomKernels() {
    }

    /** Draws all elements of y. */
    public static void draw(Launcher launcher, Random random, DeviceTensor y) {
        switch (random.distribution()) {
            case Distribution.Uniform(double low, double high) ->
                    launch(launcher, "random_uniform", random, y, low, high - low);
            case Distribution.Normal(double mean, double deviation) ->
                    launch(launcher, "random_normal", random, y, mean, deviation);
            case Distribution.TruncatedNormal(double mean, double deviation, double low, double high) ->
                    launch(launcher, "random_truncated", random, y, mean, deviation, low, high);
            case Distribution.Bernoulli(double probability) ->
                    launch(launcher, "random_mask", random, y, probability);
        }
    }

    private static void launch(Launcher launcher, String kernel, Random random, DeviceTensor y, double... constants) {
        launcher.launchEach(kernel, y.elements(), arguments -> {
            y.asOutput(arguments);
            arguments.word(y.elements()).word(random.key().value());
            for (double constant : constants) {
                arguments.real(constant);
            }
        });
    }
}
