package dev.nacre.mammo.dicom.codec;

import dev.nacre.mammo.dicom.DicomException;

/**
 * The parameters of JPEG-LS coding that a stream may set (T.87 C.2.4.1.1); 0 asks for the default.
 *
 * @param maximum largest sample
 * @param threshold1 smallest gradient of the second class
 * @param threshold2 smallest gradient of the third class
 * @param threshold3 smallest gradient of the fourth class
 * @param reset occurrences of a context after which its sums are halved
 */
record JpegLsPresets(int maximum, int threshold1, int threshold2, int threshold3, int reset) {
    static final JpegLsPresets DEFAULT = new JpegLsPresets(0, 0, 0, 0, 0);

    private static final int PARAMETERS = 1;
    private static final int LARGER_SIZES = 4;

    /** Reads the segment on which the walk stands; a mapping table changes nothing until it is used. */
    static JpegLsPresets read(JpegSegments segments, JpegLsPresets before) {
        int kind = segments.at(0);
        if (kind == LARGER_SIZES) {
            throw new DicomException("the compressed frame is JPEG-LS of more than 65535 rows or columns, "
                    + "which is not decoded: no mammogram is that large, check the file");
        }
        return kind != PARAMETERS ? before : new JpegLsPresets(segments.pairAt(1), segments.pairAt(3),
                segments.pairAt(5), segments.pairAt(7), segments.pairAt(9));
    }

    /** With the defaults in place of zeros (T.87 C.2.4.1.1.1). */
    JpegLsPresets completed(int precision, int near, int position) {
        int largest = maximum == 0 ? (1 << precision) - 1 : maximum;
        if (largest >= 1 << precision || near > Math.min(255, largest / 2)) {
            throw DamagedStream.at(position, "largest sample " + largest + ", error " + near + " at " + precision
                    + " bits");
        }
        int factor = largest >= 128 ? Math.min(largest, 4095) + 128 >> 8 : 256 / (largest + 1);
        // The thresholds 3, 7 and 21 of 8 bits are stretched for more levels and shrunk for fewer.
        int first = largest >= 128 ? factor + 2 + 3 * near : Math.max(2, 3 / factor + 3 * near);
        int second = largest >= 128 ? factor * 4 + 3 + 5 * near : Math.max(3, 7 / factor + 5 * near);
        int third = largest >= 128 ? factor * 17 + 4 + 7 * near : Math.max(4, 21 / factor + 7 * near);
        int one = threshold1 == 0 ? clamped(first, near + 1, largest) : threshold1;
        int two = threshold2 == 0 ? clamped(second, one, largest) : threshold2;
        int three = threshold3 == 0 ? clamped(third, two, largest) : threshold3;
        int halving = reset == 0 ? 64 : reset;
        if (one < near + 1 || two < one || three < two || three > largest && three > near + 1 || halving < 3) {
            throw DamagedStream.at(position, "thresholds " + one + ", " + two + ", " + three + ", reset " + halving);
        }
        return new JpegLsPresets(largest, one, two, three, halving);
    }

    private static int clamped(int threshold, int least, int most) {
        return threshold > most || threshold < least ? least : threshold;
    }
}
