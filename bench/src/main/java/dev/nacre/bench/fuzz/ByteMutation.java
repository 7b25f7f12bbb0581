package dev.nacre.bench.fuzz;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Damage that knows nothing of formats. */
public enum ByteMutation implements Mutation {
    /** Bits anywhere. */
    BITS {
        @Override
        public byte[] apply(byte[] file, byte[] other, RandomGenerator random) {
            byte[] mutated = file.clone();
            flip(mutated, 0, mutated.length, 1 + random.nextInt(64), random);
            return mutated;
        }
    },
    /** Bits of the first two kilobytes, where headers are. */
    HEAD_BITS {
        @Override
        public byte[] apply(byte[] file, byte[] other, RandomGenerator random) {
            byte[] mutated = file.clone();
            flip(mutated, 0, Math.min(2048, mutated.length), 1 + random.nextInt(16), random);
            return mutated;
        }
    },
    /** Few bits of the second half. */
    TAIL_BITS {
        @Override
        public byte[] apply(byte[] file, byte[] other, RandomGenerator random) {
            byte[] mutated = file.clone();
            flip(mutated, mutated.length / 2, mutated.length, 1 + random.nextInt(8), random);
            return mutated;
        }
    },
    /** The file breaks off. */
    TRUNCATION {
        @Override
        public byte[] apply(byte[] file, byte[] other, RandomGenerator random) {
            return Arrays.copyOf(file, random.nextInt(file.length));
        }
    },
    /** A piece is doubled, removed, emptied, or replaced by noise. */
    BLOCKS {
        @Override
        public byte[] apply(byte[] file, byte[] other, RandomGenerator random) {
            int begin = random.nextInt(file.length);
            int end = begin + random.nextInt(Math.min(4096, file.length - begin) + 1);
            byte[] piece = Arrays.copyOfRange(file, begin, end);
            return switch (random.nextInt(4)) {
                case 0 -> replaced(file, end, end, piece);
                case 1 -> replaced(file, begin, end, new byte[0]);
                case 2 -> replaced(file, begin, end, new byte[piece.length]);
                default -> {
                    random.nextBytes(piece);
                    yield replaced(file, begin, end, piece);
                }
            };
        }
    },
    /** The head of one file and the tail of another. */
    SPLICE {
        @Override
        public byte[] apply(byte[] file, byte[] other, RandomGenerator random) {
            int from = random.nextInt(other.length);
            return replaced(file, random.nextInt(file.length), file.length,
                    Arrays.copyOfRange(other, from, other.length));
        }
    };

    private static void flip(byte[] bytes, int begin, int end, int bits, RandomGenerator random) {
        for (int bit = 0; bit < bits && end > begin; bit++) {
            bytes[begin + random.nextInt(end - begin)] ^= (byte) (1 << random.nextInt(8));
        }
    }

    /** A copy with other bytes in the place of a part. */
    public static byte[] replaced(byte[] file, int begin, int end, byte[] piece) {
        byte[] all = Arrays.copyOf(file, begin + piece.length + file.length - end);
        System.arraycopy(piece, 0, all, begin, piece.length);
        System.arraycopy(file, end, all, begin + piece.length, file.length - end);
        return all;
    }
}
