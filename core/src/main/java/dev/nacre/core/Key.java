package dev.nacre.core;

/**
 * A random key: randomness is an argument. The same key gives the same numbers, on every device, in any order; split it
 * for independent ones. Philox 4×32 with 10 rounds (Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3").
 */
public record Key(long value) {
    private static final int MULTIPLIER_0 = 0xD2511F53;
    private static final int MULTIPLIER_1 = 0xCD9E8D57;
    private static final int WEYL_0 = 0x9E3779B9;
    private static final int WEYL_1 = 0xBB67AE85;
    private static final long SPLIT_COUNTER = 0x53504C4954L;

    /** A key from a seed. */
    public static Key of(long seed) {
        return new Key(seed);
    }

    /** Child {@code index} of this key, independent of this key's own numbers and of its siblings. */
    public Key child(long index) {
        return new Key(bits(index, SPLIT_COUNTER, 0));
    }

    /** The first {@code n} children. */
    public Key[] split(int n) {
        Key[] keys = new Key[n];
        for (int i = 0; i < n; i++) {
            keys[i] = child(i);
        }
        return keys;
    }

    /** A key that depends on a name, for parameters. */
    public Key child(String name) {
        Key key = this;
        for (int i = 0; i < name.length(); i++) {
            key = key.child(name.charAt(i));
        }
        return key;
    }

    /** The 64 random bits at position {@code index} of this key's stream. */
    public long bits(long index) {
        return bits(index >>> 1, 0, (int) (index & 1));
    }

    /** A number in [0, 1) from position {@code index}, a multiple of 2^-53. */
    public double uniform(long index) {
        return (bits(index) >>> 11) * 0x1p-53;
    }

    /** A number in [0, bound) from position {@code index}; the bias is below bound / 2^63. */
    public long below(long bound, long index) {
        if (bound < 1) {
            throw new IllegalArgumentException("a random number below " + bound + " does not exist");
        }
        return Math.unsignedMultiplyHigh(bits(index), bound);
    }

    /** The numbers 0 … n − 1 in random order (Fisher–Yates). */
    public int[] permutation(int n) {
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            int j = (int) below(i + 1L, i);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    private long bits(long counter, long high, int half) {
        int x0 = (int) counter;
        int x1 = (int) (counter >>> 32);
        int x2 = (int) high;
        int x3 = (int) (high >>> 32);
        int key0 = (int) value;
        int key1 = (int) (value >>> 32);
        for (int round = 0; round < 10; round++) {
            long product0 = Integer.toUnsignedLong(MULTIPLIER_0) * Integer.toUnsignedLong(x0);
            long product1 = Integer.toUnsignedLong(MULTIPLIER_1) * Integer.toUnsignedLong(x2);
            x0 = (int) (product1 >>> 32) ^ x1 ^ key0;
            x1 = (int) product1;
            x2 = (int) (product0 >>> 32) ^ x3 ^ key1;
            x3 = (int) product0;
            key0 += WEYL_0;
            key1 += WEYL_1;
        }
        return half == 0 ? Integer.toUnsignedLong(x0) << 32 | Integer.toUnsignedLong(x1)
                : Integer.toUnsignedLong(x2) << 32 | Integer.toUnsignedLong(x3);
    }
}
