package dev.nacre.mammo.dicom.codec;

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
    /** Pixels of a frame. */
    public int pixels() {
        return Math.multiplyExact(rows, columns);
    }
}
