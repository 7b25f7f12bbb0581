package dev.nacre.mammo.dicom.codec;

import dev.nacre.mammo.dicom.DicomException;

/**
 * A frame header (T.81 B.2.2) of one component. Its sampling factors do not matter: a single component is never
 * interleaved.
 *
 * @param process the marker's second byte: which way of coding
 * @param precision bits per sample
 * @param component its identifier, which the scans repeat
 * @param quantization number of its quantization table
 */
record JpegFrame(int process, int precision, int rows, int columns, int component, int quantization) {
    /**
     * Reads the segment on which the walk stands.
     *
     * @throws DicomException if it is damaged, contradicts the layout, or its height comes later (marker DNL)
     */
    static JpegFrame read(int process, JpegSegments segments, FrameLayout layout) {
        int precision = segments.at(0);
        int rows = segments.pairAt(1);
        int columns = segments.pairAt(3);
        int components = segments.at(5);
        if (rows == 0) {
            throw new DicomException("the compressed frame tells its height only at its end (JPEG marker DNL), "
                    + "which is not decoded: export the file uncompressed");
        }
        layout.requireStream(rows, columns, components, precision);
        JpegFrame frame = new JpegFrame(process, precision, rows, columns, segments.at(6), segments.at(8));
        if (!frame.allowsPrecision()) {
            throw DamagedStream.at(segments.start(), "samples of " + precision + " bits in a frame of type "
                    + Integer.toHexString(process));
        }
        return frame;
    }

    /** T.81 table B.2, T.87 C.2.2. */
    private boolean allowsPrecision() {
        return switch (process) {
            case JpegMarker.SOF0 -> precision == 8;
            case JpegMarker.SOF1, JpegMarker.SOF2 -> precision == 8 || precision == 12;
            default -> precision >= 2 && precision <= 16;
        };
    }
}
