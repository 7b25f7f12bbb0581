package dev.nacre.core.io;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/**
 * Weights and inputs that are functions of their names, so that two implementations of a network can be compared
 * number by number without a file of weights. Shapes are PyTorch's; the arrays are row-major in that layout.
 *
 * <p>Element i of the entry called {@code name} comes from u<sub>i</sub> in [-1, 1): FNV-1a (64 bits) of the name's
 * UTF-8 bytes, plus the salt, is the start of SplitMix64, and the upper 24 bits of its i-th number count. What becomes
 * of u depends on the entry: see {@link #parameter}.
 *
 * @param salt added to every name's hash: another salt gives another set
 */
public record PseudoWeights(long salt) {
    private static final double INITIAL_LOGIT_SCALE = Math.log(1 / 0.07);

    /**
     * With the salt that a file of golden values states in its metadata.
     *
     * @throws IllegalArgumentException if it states none
     */
    public static PseudoWeights of(SafetensorsFile golden) {
        String salt = golden.metadata().get("salt");
        if (salt == null) {
            throw new IllegalArgumentException(golden.path() + " carries no salt in its metadata");
        }
        return new PseudoWeights(new BigInteger(salt).longValue());
    }

    /** An input or cotangent: u itself, in [-1, 1). */
    public float[] input(String name, long... shape) {
        Sequence u = new Sequence(name, salt);
        float[] values = new float[elements(shape)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) u.at(i);
        }
        return values;
    }

    /**
     * An entry of a state dict, by its full name, prefix included; the first that fits, by the last part of the name:
     * {@code num_batches_tracked} 0, {@code logit_scale} ln(1 / 0.07), {@code running_var} 1 + 0.25 u,
     * {@code running_mean} 0.1 u, a table of embeddings 0.05 u, two or more dimensions u √(3 / inputs), {@code weight}
     * 1 + 0.1 u, anything else 0.05 u; worked out in float64, then rounded.
     */
    public float[] parameter(String name, long... shape) {
        Sequence u = new Sequence(name, salt);
        Rule rule = rule(name, shape);
        float[] values = new float[elements(shape)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) rule.apply(u.at(i));
        }
        return values;
    }

    private interface Rule {
        double apply(double u);
    }

    private static Rule rule(String name, long... shape) {
        String leaf = name.substring(name.lastIndexOf('.') + 1);
        if (leaf.equals("num_batches_tracked")) {
            return u -> 0;
        } else if (leaf.equals("logit_scale")) {
            return u -> INITIAL_LOGIT_SCALE;
        } else if (leaf.equals("running_var")) {
            return u -> 1 + 0.25 * u;
        } else if (leaf.equals("running_mean")) {
            return u -> 0.1 * u;
        } else if (name.contains("embeddings") && shape.length == 2) {
            return u -> 0.05 * u;
        } else if (shape.length >= 2) {
            double scale = Math.sqrt(3.0 / ((double) elements(shape) / shape[0]));
            return u -> u * scale;
        } else if (leaf.equals("weight")) {
            return u -> 1 + 0.1 * u;
        }
        return u -> 0.05 * u;
    }

    private static int elements(long... shape) {
        long elements = 1;
        for (long size : shape) {
            elements = Math.multiplyExact(elements, size);
        }
        return Math.toIntExact(elements);
    }

    /** u_i of one name: FNV-1a of the name, then SplitMix64 of the index, of which the upper 24 bits count. */
    private record Sequence(long start) {
        Sequence(String name, long salt) {
            this(hash(name) + salt);
        }

        private static long hash(String name) {
            long hash = 0xCBF29CE484222325L;
            for (byte character : name.getBytes(StandardCharsets.UTF_8)) {
                hash = (hash ^ (character & 0xFF)) * 0x100000001B3L;
            }
            return hash;
        }

        double at(long index) {
            long z = start + (index + 1) * 0x9E3779B97F4A7C15L;
            z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
            z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
            z ^= z >>> 31;
            return (z >>> 40) / 0x1p23 - 1;
        }
    }
}
