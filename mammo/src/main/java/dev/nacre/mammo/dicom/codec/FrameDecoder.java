package dev.nacre.mammo.dicom.codec;

/** Decodes the compressed stream of one grey frame. Safe for use by many threads. */
public interface FrameDecoder {
    /**
     * The samples of a frame, {@code [rows, columns]}, row-major. The low {@code bitsStored} bits hold the stored
     * value; what stands above them is unspecified, and the caller masks or extends the sign.
     *
     * @param stream the fragments of one frame, joined
     * @param layout what the file says; a stream that says otherwise about size or samples is refused
     * @throws dev.nacre.mammo.dicom.DicomException if the stream is damaged, contradicts the layout, or holds something
     *     that is not supported
     */
    short[] decode(byte[] stream, FrameLayout layout);
}
