package dev.nacre.mammo.dicom;

import dev.nacre.mammo.dicom.codec.FrameLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Uncompressed frames, one behind the other (PS3.5 sections 8.1.1 and 8.2).
 *
 * @param bytes of all frames
 * @param vr of the pixel data: words of big endian files swap bytes of smaller pixels
 * @param layout of each frame
 * @param bits that hold a value
 */
record NativeFrames(ByteView bytes, Vr vr, FrameLayout layout, StoredBits bits) implements FrameSource {
    @Override
    public short[] frame(int frame) {
        long frameBits = (long) layout.pixels() * layout.bitsAllocated();
        long firstBit = Math.multiplyExact(frameBits, (long) frame);
        long endByte = (firstBit + frameBits + Byte.SIZE - 1) / Byte.SIZE;
        if (endByte > bytes.size()) {
            throw new DicomException("the pixel data hold " + bytes.size() + " bytes, but frame " + frame + " of "
                    + layout.columns() + " x " + layout.rows() + " pixels ends at byte " + endByte
                    + ": copy or export the file again");
        }
        short[] samples = new short[layout.pixels()];
        switch (layout.bitsAllocated()) {
            case 1 -> readBits(samples, firstBit);
            case 8 -> readBytes(samples, firstBit / Byte.SIZE);
            case 16 -> MemorySegment.copy(bytes.segment(), ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(bytes.order()),
                    firstBit / Byte.SIZE, samples, 0, samples.length);
            default -> {
                readWords(samples, firstBit / Byte.SIZE);
                return samples;
            }
        }
        bits.extract(samples);
        return samples;
    }

    /** Frames follow each other without filling up the last byte; the first pixel is in the lowest bit. */
    private void readBits(short[] samples, long firstBit) {
        int swap = swap();
        for (int index = 0; index < samples.length; index++) {
            long bit = firstBit + index;
            int octet = bytes.unsignedByte(inside(bit >>> 3, swap));
            samples[index] = (short) (octet >>> (int) (bit & 7) & 1);
        }
    }

    private void readBytes(short[] samples, long first) {
        int swap = swap();
        if (swap == 0) {
            for (int index = 0; index < samples.length; index++) {
                samples[index] = (short) bytes.unsignedByte(first + index);
            }
            return;
        }
        for (int index = 0; index < samples.length; index++) {
            samples[index] = (short) bytes.unsignedByte(inside(first + index, swap));
        }
    }

    private void readWords(short[] samples, long first) {
        for (int index = 0; index < samples.length; index++) {
            samples[index] = bits.extract(bytes.signedInt(first + (long) Integer.BYTES * index));
        }
    }

    /** 1 where two pixels of 8 bits are one number of 16 with its upper byte first, else 0. */
    private int swap() {
        return vr == Vr.OW && bytes.order() == ByteOrder.BIG_ENDIAN ? 1 : 0;
    }

    /** A last byte without a partner stays where it is. */
    private long inside(long offset, int swap) {
        long swapped = offset ^ swap;
        return swapped < bytes.size() ? swapped : offset;
    }
}
