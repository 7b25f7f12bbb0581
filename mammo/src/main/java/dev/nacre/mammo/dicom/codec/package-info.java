/**
 * Decoders and encoders of single compressed frames; not part of the public interface. {@link
 * dev.nacre.mammo.dicom.codec.FrameDecoders} chooses by transfer syntax:
 *
 * <ul>
 * <li>run-length coding (PS3.5 annex G);
 * <li>JPEG (ITU T.81), by the frame header of the stream, whatever the syntax says: {@code JpegSegments} walks over the
 * markers, {@code JpegTables} keeps what they define, {@code JpegBits} and {@code HuffmanTable} read symbols, and a
 * decoder for each process makes samples of them: sequential and progressive cosine transform of 8 and 12 bits,
 * lossless prediction of 2 to 16 bits, and JPEG-LS (ITU T.87);
 * <li>JPEG 2000 (ITU T.800), by a library that runs in worker processes, since some damaged streams make it hang;
 * <li>anything else by a reader that the host has registered with ImageIO.
 * </ul>
 *
 * <p>All decoders check what a stream claims before they allocate: the frame's size against the file's, and the
 * stream's length against the least that so many pixels can take. Whatever a damaged stream holds, the answer is
 * samples or a {@link dev.nacre.mammo.dicom.DicomException}.
 */
package dev.nacre.mammo.dicom.codec;
