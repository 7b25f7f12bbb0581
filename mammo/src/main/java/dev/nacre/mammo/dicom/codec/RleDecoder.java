package dev.nacre.mammo.dicom.codec;

import dev.nacre.mammo.dicom.DicomException;

/**
 * DICOM's own run-length coding (PS3.5 annex G): a header of fifteen segment offsets, then one segment of PackBits for
 * each byte of a sample, the most significant first. Of 32-bit samples the low 16 bits are returned.
 */
final class RleDecoder implements FrameDecoder {
    private static final int HEADER = 64;
    private static final int MOST_SEGMENTS = 15;
    /** Two bytes of a segment give at most 128 of a plane. */
    private static final int LARGEST_EXPANSION = 64;

    @Override
    public short[] decode(byte[] stream, FrameLayout layout) {
        layout.requireGrey();
        int bytes = bytesPerSample(layout.bitsAllocated());
        int[] offsets = offsets(stream, bytes);
        long plane = layout.pixels();
        for (int segment = Math.max(0, bytes - 2); segment < bytes; segment++) {
            if ((long) (offsets[segment + 1] - offsets[segment]) * LARGEST_EXPANSION < plane) {
                throw DamagedStream.endsEarly(stream.length);
            }
        }
        short[] samples = new short[layout.pixels()];
        for (int segment = Math.max(0, bytes - 2); segment < bytes; segment++) {
            decodePlane(stream, offsets[segment], offsets[segment + 1], 8 * (bytes - 1 - segment), samples);
        }
        return samples;
    }

    private static int bytesPerSample(int bitsAllocated) {
        return switch (bitsAllocated) {
            case 8 -> 1;
            case 16 -> 2;
            case 32 -> 4;
            default -> throw new DicomException("run-length coded samples of " + bitsAllocated
                    + " bits are not decoded, only those of 8, 16 and 32: export the file uncompressed");
        };
    }

    /** Where each segment starts, and after them where the last ends. */
    private static int[] offsets(byte[] stream, int expected) {
        if (stream.length < HEADER) {
            throw DamagedStream.endsEarly(stream.length);
        }
        int segments = littleEndian(stream, 0);
        if (segments < 1 || segments > MOST_SEGMENTS) {
            throw DamagedStream.at(0, "a run-length header of " + Integer.toUnsignedString(segments)
                    + " segments, not 1 to 15");
        }
        if (segments != expected) {
            throw new DicomException("the run-length coded frame has " + segments + " segments, but the file's samples "
                    + "take " + expected + " bytes each: export the file again");
        }
        int[] offsets = new int[segments + 1];
        offsets[segments] = stream.length;
        for (int segment = 0; segment < segments; segment++) {
            offsets[segment] = littleEndian(stream, 4 + 4 * segment);
            int least = segment == 0 ? HEADER : offsets[segment - 1];
            if (offsets[segment] < least || offsets[segment] > stream.length) {
                throw DamagedStream.at(4 + 4 * segment, "segment " + (segment + 1) + " starts outside the stream");
            }
        }
        return offsets;
    }

    /** PackBits (PS3.5 G.3.2): n up to 127 announces n + 1 literal bytes, n from -127 one byte 1 - n times. */
    private static void decodePlane(byte[] stream, int start, int end, int shift, short[] samples) {
        int position = start;
        int pixel = 0;
        while (pixel < samples.length) {
            if (position + 1 >= end) {
                throw DamagedStream.endsEarly(position);
            }
            int control = stream[position++];
            int count = control >= 0 ? control + 1 : 1 - control;
            if (control == -128) {
                continue;
            }
            if (count > samples.length - pixel || control >= 0 && count > end - position) {
                throw DamagedStream.at(position - 1, "a run passes the end of its segment");
            }
            if (control >= 0) {
                for (int index = 0; index < count; index++) {
                    samples[pixel++] |= (short) ((stream[position++] & 0xFF) << shift);
                }
            } else {
                short value = (short) ((stream[position++] & 0xFF) << shift);
                for (int index = 0; index < count; index++) {
                    samples[pixel++] |= value;
                }
            }
        }
    }

    private static int littleEndian(byte[] stream, int position) {
        return stream[position] & 0xFF | (stream[position + 1] & 0xFF) << 8 | (stream[position + 2] & 0xFF) << 16
                | stream[position + 3] << 24;
    }
}
