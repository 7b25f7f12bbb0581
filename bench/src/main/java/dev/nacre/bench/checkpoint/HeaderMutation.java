package dev.nacre.bench.checkpoint;

import dev.nacre.bench.fuzz.ByteMutation;
import dev.nacre.bench.fuzz.Mutation;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;

/** Damage to what describes data: numbers in texts, and the records of an archive. */
enum HeaderMutation implements Mutation {
    /** Numbers of a JSON or NumPy header become others. */
    DIGITS {
        @Override
        public byte[] apply(byte[] file, byte[] other, RandomGenerator random) {
            byte[] mutated = file;
            for (int edit = 1 + random.nextInt(4); edit > 0; edit--) {
                int begin = digit(mutated, random);
                int end = begin;
                while (end < mutated.length && isDigit(mutated[end])) {
                    end++;
                }
                String number = TEXTS[random.nextInt(TEXTS.length)];
                mutated = ByteMutation.replaced(mutated, begin, end, number.getBytes(StandardCharsets.US_ASCII));
            }
            return mutated;
        }
    },
    /** Words of a header become others, of the same length or not. */
    WORDS {
        @Override
        public byte[] apply(byte[] file, byte[] other, RandomGenerator random) {
            int place = random.nextInt(Math.min(file.length, 1024));
            byte[] word = WORDS_THERE[random.nextInt(WORDS_THERE.length)].getBytes(StandardCharsets.US_ASCII);
            int end = random.nextBoolean() ? place : Math.min(file.length, place + word.length);
            return ByteMutation.replaced(file, place, end, word);
        }
    },
    /** The binary numbers at the beginning, where lengths of headers stand. */
    LENGTHS {
        @Override
        public byte[] apply(byte[] file, byte[] other, RandomGenerator random) {
            byte[] mutated = file.clone();
            put(mutated, random.nextInt(Math.min(16, mutated.length)), 1 << random.nextInt(4), random);
            return mutated;
        }
    },
    /** The numbers in the records of an archive: sizes, offsets, counts, methods. */
    ARCHIVE_RECORDS {
        @Override
        public byte[] apply(byte[] file, byte[] other, RandomGenerator random) {
            byte[] mutated = file.clone();
            for (int edit = 1 + random.nextInt(4); edit > 0; edit--) {
                int record = record(mutated, random);
                put(mutated, record + 4 + random.nextInt(46), 1 << random.nextInt(4), random);
            }
            return mutated;
        }
    };

    private static final String[] TEXTS = {"0", "1", "2", "7", "255", "65536", "2147483647", "2147483648", "4294967296",
        "9223372036854775807", "9223372036854775808", "-1", "1e9", "0.5", "99999999999999999999999", ""};
    private static final String[] WORDS_THERE = {"F32", "F64", "I64", "BOOL", "F16", "<f4", ">f8", "|O", "<U9", "|b1",
        "True", "False", "null", "[[[[", "]", "{", "}", "\"", "'", ",", ":", "__metadata__", "data_offsets", "shape",
        "dtype", "../", "\\u0000", "\u0000"};
    private static final long[] NUMBERS = {0, 1, 2, 3, 8, 22, 46, 64, 255, 256, 1000, 65_534, 65_535, 65_536,
        0x7FFF_FFFFL, 0x8000_0000L, 0xFFFF_FFFEL, 0xFFFF_FFFFL, 1L << 32, Long.MAX_VALUE, Long.MIN_VALUE, -1};

    private static boolean isDigit(byte character) {
        return character >= '0' && character <= '9';
    }

    private static int digit(byte[] file, RandomGenerator random) {
        int begin = random.nextInt(Math.min(file.length, 4096));
        for (int place = begin; place < Math.min(file.length, begin + 1024); place++) {
            if (isDigit(file[place])) {
                return place;
            }
        }
        return begin;
    }

    /** Where the letters PK stand, from a random place on or from the end; 0 if nowhere. */
    private static int record(byte[] file, RandomGenerator random) {
        int start = random.nextInt(3) == 0 ? Math.max(0, file.length - 22) : random.nextInt(file.length);
        for (int place = start; place + 1 < file.length; place++) {
            if (file[place] == 'P' && file[place + 1] == 'K') {
                return place;
            }
        }
        return 0;
    }

    private static void put(byte[] file, int place, int bytes, RandomGenerator random) {
        long number = NUMBERS[random.nextInt(NUMBERS.length)];
        for (int index = 0; index < bytes && place + index < file.length; index++) {
            file[place + index] = (byte) (number >>> 8 * index);
        }
    }
}
