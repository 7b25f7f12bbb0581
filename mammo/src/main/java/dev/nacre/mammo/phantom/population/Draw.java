package dev.nacre.mammo.phantom.population;

import dev.nacre.core.Key;

/**
 * Random numbers of other distributions than a key's own. Each position of the key is used once.
 *
 * @param key what they depend on
 */
record Draw(Key key) {
    /** Evenly between two numbers. */
    double between(double low, double high, long position) {
        return low + (high - low) * key.uniform(position);
    }

    /** Whether something of this probability happens. */
    boolean happens(double probability, long position) {
        return key.uniform(position) < probability;
    }

    /** From a normal distribution with mean 0 and deviation 1 (Box and Muller 1958). */
    double normal(long position) {
        Key own = key.child(position);
        return Math.sqrt(-2 * StrictMath.log(1 - own.uniform(0))) * StrictMath.cos(2 * Math.PI * own.uniform(1));
    }

    /** From a normal distribution, cut at both ends. */
    double normal(double mean, double deviation, double least, double most, long position) {
        return Math.clamp(mean + deviation * normal(position), least, most);
    }

    /** An index, in proportion to its weight. */
    int pick(double[] weights, long position) {
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        double left = sum * key.uniform(position);
        int index = 0;
        while (index < weights.length - 1 && left >= weights[index]) {
            left -= weights[index++];
        }
        return index;
    }
}
