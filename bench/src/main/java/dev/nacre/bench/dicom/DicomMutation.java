package dev.nacre.bench.dicom;

import dev.nacre.bench.fuzz.Mutation;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Damage to what decides on memory and depth in a DICOM file. */
enum DicomMutation implements Mutation {
    /** The lengths of elements. */
    LENGTHS {
        @Override
        public byte[] apply(byte[] file, byte[] other, RandomGenerator random) {
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
        public byte[] apply(byte[] file, byte[] other, RandomGenerator random) {
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
        public byte[] apply(byte[] file, byte[] other, RandomGenerator random) {
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
    };

    private static final int NUMBER_OF_FRAMES = 0x0008;
    private static final int[] SIZE_ELEMENTS = {0x0002, 0x0006, NUMBER_OF_FRAMES, 0x0010, 0x0011, 0x0100, 0x0101,
        0x0102, 0x0103};
    private static final int[] SIZE_VALUES = {0, 1, 2, 3, 7, 8, 9, 12, 15, 16, 17, 31, 32, 64, 255, 256, 1024, 4096,
        16_384, 32_767, 32_768, 65_535};
    private static final int[] LENGTH_VALUES = {0, 1, 2, 3, 4, 7, 8, 255, 256, 65_534, 65_535, 0x7FFF_FFFF,
        0x8000_0000, 0xFFFF_FFFE, 0xFFFF_FFFF, 0x1000_0000};
    private static final int[] GROUPS = {0x0002, 0x0008, 0x0018, 0x0020, 0x0028, 0x0040, 0x5200, 0x7FE0, 0xFFFE};

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
}
