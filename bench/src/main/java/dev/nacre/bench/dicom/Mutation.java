package dev.nacre.bench.dicom;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Ways of damaging a DICOM file, each drawn anew for every file. */
enum Mutation {
    /** Bits anywhere. */
    BITS {
        @Override
        byte[] apply(byte[] file, byte[] other, RandomGenerator random) {
            byte[] mutated = file.clone();
            flip(mutated, 0, mutated.length, 1 + random.nextInt(64), random);
            return mutated;
        }
    },
    /** Bits of the first two kilobytes, where headers are. */
    HEAD_BITS {
        @Override
        byte[] apply(byte[] file, byte[] other, RandomGenerator random) {
            byte[] mutated = file.clone();
            flip(mutated, 0, Math.min(2048, mutated.length), 1 + random.nextInt(16), random);
            return mutated;
        }
    },
    /** Few bits of the second half, where pixels are. */
    TAIL_BITS {
        @Override
        byte[] apply(byte[] file, byte[] other, RandomGenerator random) {
            byte[] mutated = file.clone();
            flip(mutated, mutated.length / 2, mutated.length, 1 + random.nextInt(8), random);
            return mutated;
        }
    },
    /** The file breaks off. */
    TRUNCATION {
        @Override
        byte[] apply(byte[] file, byte[] other, RandomGenerator random) {
            return Arrays.copyOf(file, random.nextInt(file.length));
        }
    },
    /** The lengths of elements. */
    LENGTHS {
        @Override
        byte[] apply(byte[] file, byte[] other, RandomGenerator random) {
            byte[] mutated = file.clone();
            for (int edit = 1 + random.nextInt(4); edit > 0; edit--) {
                int element = element(mutated, random);
                int place = element + 4 + 2 * random.nextInt(3);
                int bytes = random.nextBoolean() ? 2 : 4;
                if (element >= 0 && place + bytes <= mutated.length) {
                    put(mutated, place, bytes, LENGTH_VALUES[random.nextInt(LENGTH_VALUES.length)]);
                }
            }
            return mutated;
        }
    },
    /** Sequences in sequences. */
    NESTING {
        @Override
        byte[] apply(byte[] file, byte[] other, RandomGenerator random) {
            int depth = 1 << random.nextInt(14);
            boolean explicit = random.nextBoolean();
            byte[] level = explicit
                    ? bytes(0x08, 0, 0x40, 0x11, 'S', 'Q', 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFE, 0xFF, 0, 0xE0, 0xFF,
                            0xFF, 0xFF, 0xFF)
                    : bytes(0x08, 0, 0x40, 0x11, 0xFF, 0xFF, 0xFF, 0xFF, 0xFE, 0xFF, 0, 0xE0, 0xFF, 0xFF, 0xFF, 0xFF);
            int place = Math.max(0, element(file, random));
            byte[] mutated = new byte[file.length + depth * level.length];
            System.arraycopy(file, 0, mutated, 0, place);
            for (int number = 0; number < depth; number++) {
                System.arraycopy(level, 0, mutated, place + number * level.length, level.length);
            }
            System.arraycopy(file, place, mutated, place + depth * level.length, file.length - place);
            return mutated;
        }
    },
    /** Rows, columns, frames, bits: what decides on memory. */
    SIZES {
        @Override
        byte[] apply(byte[] file, byte[] other, RandomGenerator random) {
            byte[] mutated = file.clone();
            for (int edit = 1 + random.nextInt(3); edit > 0; edit--) {
                int wanted = SIZE_ELEMENTS[random.nextInt(SIZE_ELEMENTS.length)];
                int element = find(mutated, 0x0028, wanted);
                if (element >= 0 && element + 16 <= mutated.length) {
                    // The value lies behind a header of 8 bytes in both encodings.
                    if (wanted == NUMBER_OF_FRAMES) {
                        Arrays.fill(mutated, element + 8, element + 10, (byte) '9');
                    } else {
                        put(mutated, element + 8, 2, SIZE_VALUES[random.nextInt(SIZE_VALUES.length)]);
                    }
                }
            }
            return mutated;
        }
    },
    /** A piece is doubled, removed, emptied, or replaced by noise. */
    BLOCKS {
        @Override
        byte[] apply(byte[] file, byte[] other, RandomGenerator random) {
            int begin = random.nextInt(file.length);
            int end = begin + random.nextInt(Math.min(4096, file.length - begin) + 1);
            byte[] piece = Arrays.copyOfRange(file, begin, end);
            return switch (random.nextInt(4)) {
                case 0 -> joined(Arrays.copyOf(file, end), piece, Arrays.copyOfRange(file, end, file.length));
                case 1 -> joined(Arrays.copyOf(file, begin), new byte[0], Arrays.copyOfRange(file, end, file.length));
                case 2 -> joined(Arrays.copyOf(file, begin), new byte[piece.length],
                        Arrays.copyOfRange(file, end, file.length));
                default -> {
                    random.nextBytes(piece);
                    yield joined(Arrays.copyOf(file, begin), piece, Arrays.copyOfRange(file, end, file.length));
                }
            };
        }
    },
    /** The head of one file and the tail of another. */
    SPLICE {
        @Override
        byte[] apply(byte[] file, byte[] other, RandomGenerator random) {
            int from = random.nextInt(other.length);
            return joined(Arrays.copyOf(file, random.nextInt(file.length)), new byte[0],
                    Arrays.copyOfRange(other, from, other.length));
        }
    };

    private static final int NUMBER_OF_FRAMES = 0x0008;
    private static final int[] SIZE_ELEMENTS = {0x0002, 0x0006, NUMBER_OF_FRAMES, 0x0010, 0x0011, 0x0100, 0x0101,
        0x0102, 0x0103};
    private static final int[] SIZE_VALUES = {0, 1, 2, 3, 7, 8, 9, 12, 15, 16, 17, 31, 32, 64, 255, 256, 1024, 4096,
        16_384, 32_767, 32_768, 65_535};
    private static final int[] LENGTH_VALUES = {0, 1, 2, 3, 4, 7, 8, 255, 256, 65_534, 65_535, 0x7FFF_FFFF,
        0x8000_0000, 0xFFFF_FFFE, 0xFFFF_FFFF, 0x1000_0000};
    private static final int[] GROUPS = {0x0002, 0x0008, 0x0018, 0x0020, 0x0028, 0x0040, 0x5200, 0x7FE0, 0xFFFE};

    /**
     * A damaged copy.
     *
     * @param file the sample, not empty
     * @param other another sample, not empty
     */
    abstract byte[] apply(byte[] file, byte[] other, RandomGenerator random);

    private static void flip(byte[] bytes, int begin, int end, int bits, RandomGenerator random) {
        for (int bit = 0; bit < bits && end > begin; bit++) {
            bytes[begin + random.nextInt(end - begin)] ^= (byte) (1 << random.nextInt(8));
        }
    }

    /** Where an element of one of the usual groups may begin, little-endian; −1 if nothing looks like one. */
    private static int element(byte[] file, RandomGenerator random) {
        int group = GROUPS[random.nextInt(GROUPS.length)];
        int start = random.nextInt(Math.min(file.length, 8192));
        for (int place = start & ~1; place + 8 <= file.length && place < start + 4096; place += 2) {
            if ((file[place] & 0xFF) == (group & 0xFF) && (file[place + 1] & 0xFF) == group >> 8) {
                return place;
            }
        }
        return -1;
    }

    private static int find(byte[] file, int group, int element) {
        byte[] wanted = bytes(group & 0xFF, group >> 8, element & 0xFF, element >> 8);
        int last = Math.min(file.length - wanted.length, 1 << 16);
        for (int place = 0; place <= last; place += 2) {
            if (Arrays.equals(file, place, place + wanted.length, wanted, 0, wanted.length)) {
                return place;
            }
        }
        return -1;
    }

    private static void put(byte[] file, int place, int bytes, int value) {
        for (int index = 0; index < bytes; index++) {
            file[place + index] = (byte) (value >>> 8 * index);
        }
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int index = 0; index < bytes.length; index++) {
            bytes[index] = (byte) values[index];
        }
        return bytes;
    }

    private static byte[] joined(byte[] first, byte[] second, byte[] third) {
        byte[] all = Arrays.copyOf(first, first.length + second.length + third.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        System.arraycopy(third, 0, all, first.length + second.length, third.length);
        return all;
    }
}
