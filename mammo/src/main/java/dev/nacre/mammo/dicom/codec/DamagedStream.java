package dev.nacre.mammo.dicom.codec;

import dev.nacre.mammo.dicom.DicomException;

/** The sentence about a compressed frame that cannot be what an encoder wrote. */
final class DamagedStream {
    private DamagedStream() {
    }

    /**
     * @param position byte of the frame's stream
     * @param what a clause that says what is wrong there
     */
    static DicomException at(int position, String what) {
        return new DicomException("the compressed frame is damaged at byte " + position + " (" + what
                + "): transfer or export the file again");
    }

    /** Of a stream that ends before all its samples are decoded. */
    static DicomException endsEarly(int length) {
        return new DicomException("the compressed frame ends after " + length
                + " bytes, before its last pixel: the file is cut off or damaged, transfer or export it again");
    }
}
