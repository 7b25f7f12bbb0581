package dev.nacre.core;

/** What random numbers look like. Each element is a pure function of 64 random bits. */
public sealed interface Distribution {
    /** Mean 0, deviation 1. */
    Distribution STANDARD_NORMAL = new Normal(0, 1);

    /** One number from 64 random bits. */
    double sample(long bits);

    /** Evenly in [low, high). */
    record Uniform(double low, double high) implements Distribution {
        @Override
        public double sample(long bits) {
            return low + (high - low) * ((bits >>> 11) * 0x1p-53);
        }
    }

    /** Gaussian, by Box and Muller's transform of two 32-bit halves; nothing lies beyond 6.7 deviations. */
    record Normal(double mean, double deviation) implements Distribution {
        @Override
        public double sample(long bits) {
            double radius = Math.sqrt(-2 * StrictMath.log(((bits >>> 32) + 0.5) * 0x1p-32));
            return mean + deviation * radius * StrictMath.cos(2 * Math.PI * ((bits & 0xFFFFFFFFL) * 0x1p-32));
        }
    }

    /** Gaussian, restricted to [low, high] by drawing again; the interval must hold a fair part of the mass. */
    record TruncatedNormal(double mean, double deviation, double low, double high) implements Distribution {
        private static final int TRIES = 1000;

        @Override
        public double sample(long bits) {
            Normal normal = new Normal(mean, deviation);
            long next = bits;
            for (int i = 0; i < TRIES; i++) {
                double value = normal.sample(next);
                if (value >= low && value <= high) {
                    return value;
                }
                next = Key.of(next).bits(i);
            }
            throw new IllegalArgumentException("[" + low + ", " + high + "] holds next to nothing of " + normal);
        }
    }

    /** 1 with this probability, else 0. */
    record Bernoulli(double probability) implements Distribution {
        @Override
        public double sample(long bits) {
            return (bits >>> 11) * 0x1p-53 < probability ? 1 : 0;
        }
    }
}
