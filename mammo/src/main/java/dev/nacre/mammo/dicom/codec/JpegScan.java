package dev.nacre.mammo.dicom.codec;

/**
 * A scan header (T.81 B.2.3) of one component. What the last three numbers mean depends on the process.
 *
 * @param dcTable number of the table of DC coefficients, or of differences in lossless coding; in JPEG-LS (T.87 C.2.3)
 *     of a mapping table
 * @param first start of the spectral selection; predictor in lossless coding; in JPEG-LS the largest error
 * @param last end of the spectral selection; in JPEG-LS how components are interleaved
 * @param high bit position of the scan before, or 0
 * @param low bit position of this scan: the point transform
 * @param start first byte of the entropy-coded data
 */
record JpegScan(int dcTable, int acTable, int first, int last, int high, int low, int start) {
    /** Reads the segment on which the walk stands. */
    static JpegScan read(JpegSegments segments, JpegFrame frame) {
        if (segments.at(0) != 1 || segments.at(1) != frame.component()) {
            throw DamagedStream.at(segments.start(), "a scan of components that the frame does not have");
        }
        int tables = segments.at(2);
        int approximation = segments.at(5);
        return new JpegScan(tables >> 4, tables & 15, segments.at(3), segments.at(4), approximation >> 4,
                approximation & 15, segments.end());
    }
}
