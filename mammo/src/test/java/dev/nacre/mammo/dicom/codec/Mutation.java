package dev.nacre.mammo.dicom.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.nacre.mammo.dicom.DicomException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;

/** Damages streams by chance, and holds a decoder to what it promises about damaged streams. */
final class Mutation {
    private static final long MOST_NANOSECONDS = 2_000_000_000L;
    private static final long MOST_BYTES = 256L << 20;

    private Mutation() {
    }

    /** A stream with some bits flipped, bytes set, a part cut off, taken out or doubled, or a length changed. */
    static byte[] of(byte[] stream, Random random) {
        byte[] mutated = stream.clone();
        for (int change = 1 + random.nextInt(4); change > 0 && mutated.length > 0; change--) {
            // Headers are short and decide much: half of the changes go there.
            int position = random.nextInt(random.nextBoolean() ? mutated.length : Math.min(mutated.length, 100));
            int other = position + random.nextInt(mutated.length - position + 1);
            switch (random.nextInt(8)) {
                case 0, 1, 2 -> mutated[position] ^= (byte) (1 << random.nextInt(8));
                case 3 -> mutated[position] = (byte) random.nextInt(256);
                case 4 -> mutated[position] = (byte) 0xFF;
                case 5 -> mutated = Arrays.copyOf(mutated, other);
                case 6 -> mutated = joined(mutated, position, other);
                default -> mutated = joined(mutated, other, position);
            }
        }
        return mutated;
    }

    private static byte[] joined(byte[] stream, int end, int start) {
        byte[] joined = Arrays.copyOf(stream, end + stream.length - start);
        System.arraycopy(stream, start, joined, end, stream.length - start);
        return joined;
    }

    /** Samples or a {@link DicomException}, within two seconds and 256 MiB. */
    static void hold(FrameDecoder decoder, byte[] stream, FrameLayout layout, String what) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long bytes = threads.getCurrentThreadAllocatedBytes();
        long start = System.nanoTime();
        try {
            assertThat(decoder.decode(stream, layout)).as(what).hasSize(layout.pixels());
        } catch (DicomException refused) {
            assertThat(refused).as(what).hasMessageContaining("frame");
        }
        assertThat(System.nanoTime() - start).as(what).isLessThan(MOST_NANOSECONDS);
        assertThat(threads.getCurrentThreadAllocatedBytes() - bytes).as(what).isLessThan(MOST_BYTES);
    }
}
