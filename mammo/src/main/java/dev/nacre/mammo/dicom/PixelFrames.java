package dev.nacre.mammo.dicom;

import dev.nacre.mammo.dicom.codec.FrameLayout;
import java.util.List;

/**
 * Grey frames to write.
 *
 * @param rows height of each, 1 to 65535
 * @param columns width of each, 1 to 65535
 * @param bitsStored bits of a value, 1 to 16
 * @param signed whether values are signed
 * @param photometric {@code MONOCHROME2} if high values are bright, {@code MONOCHROME1} if they are dark
 * @param frames stored values of each, {@code [rows, columns]}, row-major; not copied
 */
public record PixelFrames(int rows, int columns, int bitsStored, boolean signed, String photometric,
        List<short[]> frames) {
    private static final int LARGEST = 0xFFFF;

    public PixelFrames {
        frames = List.copyOf(frames);
        boolean size = rows >= 1 && rows <= LARGEST && columns >= 1 && columns <= LARGEST
                && (long) rows * columns <= PixelData.MOST_PIXELS;
        if (!size || bitsStored < 1 || bitsStored > Short.SIZE || frames.isEmpty()
                || !photometric.equals("MONOCHROME1") && !photometric.equals("MONOCHROME2")) {
            throw new DicomException("a DICOM picture has 1 to " + LARGEST + " rows and columns, 1 to 16 bits, at least"
                    + " one frame and is MONOCHROME1 or MONOCHROME2, but " + rows + " x " + columns + ", " + bitsStored
                    + " bits and " + frames.size() + " frames of " + photometric + " were to be written");
        }
        for (short[] frame : frames) {
            if (frame.length != rows * columns) {
                throw new DicomException("a frame of " + rows + " x " + columns + " pixels was to be written, but got "
                        + frame.length + " values");
            }
            checkRange(frame, bitsStored, signed);
        }
    }

    private static void checkRange(short[] frame, int bits, boolean signed) {
        int least = signed ? -(1 << bits - 1) : 0;
        int most = (1 << (signed ? bits - 1 : bits)) - 1;
        for (short stored : frame) {
            int value = signed ? stored : Short.toUnsignedInt(stored);
            if (value < least || value > most) {
                throw new DicomException("the value " + value + " was to be written, but " + bits + " bits hold "
                        + least + " to " + most);
            }
        }
    }

    FrameLayout layout() {
        return new FrameLayout(rows, columns, 1, bitsStored <= Byte.SIZE ? Byte.SIZE : Short.SIZE, bitsStored, signed);
    }

    /** The attributes that describe the pixels (PS3.3 C.7.6.3). */
    DataSetBuilder describe(DataSetBuilder builder) {
        builder.numbers(Tag.SAMPLES_PER_PIXEL, 1).text(Tag.PHOTOMETRIC_INTERPRETATION, photometric)
                .numbers(Tag.ROWS, rows).numbers(Tag.COLUMNS, columns)
                .numbers(Tag.BITS_ALLOCATED, layout().bitsAllocated()).numbers(Tag.BITS_STORED, bitsStored)
                .numbers(Tag.HIGH_BIT, bitsStored - 1).numbers(Tag.PIXEL_REPRESENTATION, signed ? 1 : 0);
        return frames.size() == 1 ? builder : builder.numbers(Tag.NUMBER_OF_FRAMES, frames.size());
    }
}
