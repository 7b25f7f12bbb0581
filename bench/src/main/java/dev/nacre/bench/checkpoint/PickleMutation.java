package dev.nacre.bench.checkpoint;

import dev.nacre.bench.fuzz.ByteMutation;
import dev.nacre.bench.fuzz.Mutation;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Damage to the pickle of a PyTorch file, with a whole archive around it; other files are taken for a pickle. */
enum PickleMutation implements Mutation {
    /** Bits of the pickle. */
    PICKLE_BITS {
        @Override
        byte[] damage(byte[] pickle, RandomGenerator random) {
            byte[] mutated = pickle.clone();
            for (int bit = 1 + random.nextInt(8); bit > 0; bit--) {
                mutated[random.nextInt(mutated.length)] ^= (byte) (1 << random.nextInt(8));
            }
            return mutated;
        }
    },
    /** Operations are inserted or put in the place of others. */
    PICKLE_OPERATIONS {
        @Override
        byte[] damage(byte[] pickle, RandomGenerator random) {
            byte[] mutated = pickle;
            for (int edit = 1 + random.nextInt(6); edit > 0; edit--) {
                int place = random.nextInt(mutated.length);
                byte[] piece = operations(1 + random.nextInt(3), random);
                int end = random.nextBoolean() ? place : Math.min(mutated.length, place + piece.length);
                mutated = ByteMutation.replaced(mutated, place, end, piece);
            }
            return mutated;
        }
    },
    /** Sizes, strides, offsets, keys: the numbers behind the operations for integers. */
    PICKLE_NUMBERS {
        @Override
        byte[] damage(byte[] pickle, RandomGenerator random) {
            byte[] mutated = pickle;
            for (int edit = 1 + random.nextInt(4); edit > 0; edit--) {
                int place = find(mutated, random, 'K', 'M', 'J');
                if (place >= 0) {
                    int width = mutated[place] == 'K' ? 1 : mutated[place] == 'M' ? 2 : 4;
                    int end = Math.min(mutated.length, place + 1 + width);
                    mutated = ByteMutation.replaced(mutated, place, end, number(random));
                }
            }
            return mutated;
        }
    },
    /** What was saved becomes a pair of it and a value that is small in bytes and large when it is followed. */
    PICKLE_BOMB {
        @Override
        byte[] damage(byte[] pickle, RandomGenerator random) {
            int stop = stop(pickle, random);
            ByteArrayOutputStream bomb = new ByteArrayOutputStream();
            bomb.writeBytes(bomb(random));
            bomb.write(0x86);
            return ByteMutation.replaced(pickle, stop, stop, bomb.toByteArray());
        }
    },
    /** The pickle breaks off, or a piece of it stands twice. */
    PICKLE_PIECES {
        @Override
        byte[] damage(byte[] pickle, RandomGenerator random) {
            int begin = random.nextInt(pickle.length);
            int end = begin + random.nextInt(Math.min(512, pickle.length - begin) + 1);
            byte[] piece = Arrays.copyOfRange(pickle, begin, end);
            return switch (random.nextInt(3)) {
                case 0 -> Arrays.copyOf(pickle, begin);
                case 1 -> ByteMutation.replaced(pickle, begin, end, new byte[0]);
                default -> {
                    int place = random.nextInt(pickle.length);
                    yield ByteMutation.replaced(pickle, place, place, piece);
                }
            };
        }
    };

    private static final String OPERATIONS = "(.012FIJKLMNPQRSTUVXabcd}eghijl]opqrst)uGBC";
    private static final String[] GLOBALS = {"torch\nFloatStorage", "torch._utils\n_rebuild_tensor_v2",
        "torch._utils\n_rebuild_parameter", "collections\nOrderedDict", "posix\nsystem", "builtins\ngetattr",
        "numpy.core.multiarray\nscalar", "numpy\ndtype", "torch\nSize", "x\ny"};
    private static final long[] NUMBERS = {0, 1, 2, 3, 5, 7, 8, 16, 24, 48, 64, 127, 128, 255, 256, 1000, 65_535,
        1 << 20, Integer.MAX_VALUE, -1, -2, Integer.MIN_VALUE, 1L << 31, 1L << 32, 1L << 40, 1L << 62, Long.MAX_VALUE,
        Long.MIN_VALUE};

    abstract byte[] damage(byte[] pickle, RandomGenerator random);

    @Override
    public byte[] apply(byte[] file, byte[] other, RandomGenerator random) {
        Optional<Archive> archive = Archive.of(file);
        Optional<String> pickle = archive.flatMap(Archive::pickle)
                .filter(name -> archive.get().entries().get(name).length > 0);
        return pickle.map(name -> archive.get().with(name, damage(archive.get().entries().get(name), random)).bytes())
                .orElseGet(() -> damage(file, random));
    }

    private static byte[] operations(int count, RandomGenerator random) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int number = 0; number < count; number++) {
            switch (random.nextInt(6)) {
                case 0 -> out.writeBytes(number(random));
                case 1 -> out.writeBytes(("c" + GLOBALS[random.nextInt(GLOBALS.length)] + "\n")
                        .getBytes(StandardCharsets.US_ASCII));
                case 2 -> out.writeBytes(new byte[] {'h', (byte) random.nextInt(64)});
                case 3 -> out.write(0x80 + random.nextInt(0x19));
                default -> out.write(OPERATIONS.charAt(random.nextInt(OPERATIONS.length())));
            }
        }
        return out.toByteArray();
    }

    private static byte[] number(RandomGenerator random) {
        long number = NUMBERS[random.nextInt(NUMBERS.length)];
        if (number >= 0 && number < 256) {
            return new byte[] {'K', (byte) number};
        }
        byte[] operation = new byte[2 + Long.BYTES];
        operation[0] = (byte) 0x8A;
        operation[1] = Long.BYTES;
        for (int index = 0; index < Long.BYTES; index++) {
            operation[2 + index] = (byte) (number >>> 8 * index);
        }
        return operation;
    }

    private static byte[] bomb(RandomGenerator random) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int levels = 1 << random.nextInt(12);
        switch (random.nextInt(6)) {
            case 0 -> {
                // Lists of ten times the list before.
                out.write(']');
                for (int level = 0; level < Math.min(levels, 200); level++) {
                    out.writeBytes(new byte[] {'q', (byte) level, '('});
                    out.writeBytes(new byte[] {'h', (byte) level, 'h', (byte) level, 'h', (byte) level, 'l'});
                }
            }
            case 1 -> {
                // Dictionaries that lead twice to the one before.
                out.writeBytes(new byte[] {'N'});
                for (int level = 0; level < Math.min(levels, 200); level++) {
                    out.writeBytes(new byte[] {'q', (byte) level, '0', '}', '(', 'K', 0, 'h', (byte) level, 'K', 1, 'h',
                        (byte) level, 'u'});
                }
            }
            case 2 -> out.writeBytes(new byte[] {']', 'q', 1, 'h', 1, 'a'});
            case 3 -> out.writeBytes(new byte[] {'}', 'q', 1, 'K', 1, 'h', 1, 's'});
            case 4 -> {
                // Deep rather than wide.
                out.write('N');
                for (int level = 0; level < levels * 16; level++) {
                    out.write(0x85);
                }
            }
            default -> {
                // A call of a call of a call.
                out.writeBytes("cx\ny\n".getBytes(StandardCharsets.US_ASCII));
                for (int level = 0; level < levels * 16; level++) {
                    out.write(')');
                    out.write('R');
                }
            }
        }
        return out.toByteArray();
    }

    /** Where one of these bytes stands, from a random place on; −1 if none does. */
    private static int find(byte[] pickle, RandomGenerator random, char... wanted) {
        int start = random.nextInt(pickle.length);
        for (int step = 0; step < pickle.length; step++) {
            int place = (start + step) % pickle.length;
            for (char one : wanted) {
                if (pickle[place] == one) {
                    return place;
                }
            }
        }
        return -1;
    }

    private static int stop(byte[] pickle, RandomGenerator random) {
        int last = pickle.length - 1;
        return pickle[last] == '.' ? last : Math.max(0, find(pickle, random, '.'));
    }
}
