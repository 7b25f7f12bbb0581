package dev.nacre.mammo.dicom.codec;

import dev.nacre.mammo.dicom.DicomException;

/**
 * What a file's attributes say about each of its frames (PS3.3 C.7.6.3).
 *
 * @param rows height in pixels
 * @param columns width in pixels
 * @param samplesPerPixel 1 for grey
 * @param bitsAllocated bits that a sample takes in uncompressed form
 * @param bitsStored bits of a sample that hold its value
 * @param signed whether values are two's complement of bitsStored bits
 */
public record FrameLayout(int rows, int columns, int samplesPerPixel, int bitsAllocated, int bitsStored,
        boolean signed) {
    /** Twice the largest mammogram; decoding takes up to four bytes of memory for each. */
    public static final int MOST_PIXELS = 64_000_000;

    /** Pixels of a frame. */
    public int pixels() {
        return Math.multiplyExact(rows, columns);
    }

    /**
     * Refuses what no decoder takes, before anything is allocated: colour, no pixels, or too many.
     *
     * @throws DicomException if this is no grey frame of 1 to {@link #MOST_PIXELS} pixels
     */
    void requireGrey() {
        if (samplesPerPixel != 1) {
            throw new DicomException("the frame has " + samplesPerPixel
                    + " samples per pixel (colour); only grey frames, of one sample per pixel, are decoded");
        }
        if (rows < 1 || columns < 1 || (long) rows * columns > MOST_PIXELS) {
            throw new DicomException("the file claims frames of " + columns + " x " + rows
                    + " pixels; from 1 to " + MOST_PIXELS / 1_000_000 + " million pixels are decoded: check the file");
        }
    }

    /**
     * Brings levels that lossy coding has carried beyond the stored bits back to the nearest that fits. Signed values
     * coded as their unsigned bit patterns stay as they are.
     *
     * @param coded whether the stream itself knows of signs
     */
    void saturate(short[] samples, boolean coded) {
        if (coded != signed || bitsStored >= 16) {
            return;
        }
        int largest = (1 << (signed ? bitsStored - 1 : bitsStored)) - 1;
        int smallest = signed ? -largest - 1 : 0;
        for (int index = 0; index < samples.length; index++) {
            int level = signed ? samples[index] : samples[index] & 0xFFFF;
            samples[index] = (short) Math.max(smallest, Math.min(largest, level));
        }
    }

    /**
     * Holds what a stream says about itself against what the file says of it.
     *
     * @param components samples per pixel in the stream
     * @param precision bits per sample in the stream: at most what the file allocates, often more than it stores
     * @throws DicomException if they contradict each other
     */
    void requireStream(int streamRows, int streamColumns, int components, int precision) {
        if (components != 1) {
            throw new DicomException("the compressed frame holds " + components
                    + " components (colour), but the file says one sample per pixel: export the file again");
        }
        if (streamRows != rows || streamColumns != columns) {
            throw new DicomException("the compressed frame has " + streamColumns + " x " + streamRows
                    + " pixels, but the file says " + columns + " x " + rows + ": export the file again");
        }
        if (precision > Math.max(bitsAllocated, 8)) {
            throw new DicomException("the compressed frame has samples of " + precision
                    + " bits, but the file allocates " + bitsAllocated + ": export the file again");
        }
    }
}
