package dev.nacre.mammo.dicom.codec;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** Run-length coding (PS3.5 annex G), for tests. */
final class RleEncoder {
    private RleEncoder() {
    }

    static byte[] encode(int[] samples, int bytesPerSample) {
        ByteArrayOutputStream segments = new ByteArrayOutputStream();
        byte[] header = new byte[64];
        header[0] = (byte) bytesPerSample;
        for (int segment = 0; segment < bytesPerSample; segment++) {
            int offset = 64 + segments.size();
            for (int octet = 0; octet < 4; octet++) {
                header[4 + 4 * segment + octet] = (byte) (offset >> 8 * octet);
            }
            packBits(samples, 8 * (bytesPerSample - 1 - segment), segments);
            if (segments.size() % 2 == 1) {
                segments.write(0);
            }
        }
        byte[] stream = Arrays.copyOf(header, 64 + segments.size());
        System.arraycopy(segments.toByteArray(), 0, stream, 64, segments.size());
        return stream;
    }

    private static void packBits(int[] samples, int shift, ByteArrayOutputStream target) {
        int start = 0;
        while (start < samples.length) {
            int run = run(samples, start, shift);
            if (run > 1) {
                target.write(1 - run);
                target.write(samples[start] >> shift);
                start += run;
            } else {
                int end = start + 1;
                while (end < samples.length && end - start < 128 && run(samples, end, shift) < 3) {
                    end++;
                }
                target.write(end - start - 1);
                for (; start < end; start++) {
                    target.write(samples[start] >> shift);
                }
            }
        }
    }

    private static int run(int[] samples, int start, int shift) {
        int end = start + 1;
        while (end < samples.length && end - start < 128
                && (byte) (samples[end] >> shift) == (byte) (samples[start] >> shift)) {
            end++;
        }
        return end - start;
    }
}
