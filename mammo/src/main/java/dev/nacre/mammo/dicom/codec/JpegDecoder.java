package dev.nacre.mammo.dicom.codec;

import dev.nacre.mammo.dicom.DicomException;

/**
 * JPEG (ITU T.81) and JPEG-LS (ITU T.87) streams of one component. What kind of stream it is, its frame header says:
 * files whose transfer syntax names another process are common, and their pixels are the same for all that.
 */
public final class JpegDecoder implements FrameDecoder {
    @Override
    public short[] decode(byte[] stream, FrameLayout layout) {
        layout.requireGrey();
        JpegSegments segments = new JpegSegments(stream);
        JpegTables tables = new JpegTables();
        while (true) {
            int marker = segments.next();
            if (isFrameHeader(marker)) {
                return decodeFrame(JpegFrame.read(supported(marker), segments, layout), segments, tables);
            }
            if (marker == JpegMarker.SOS || marker == JpegMarker.EOI) {
                throw DamagedStream.at(segments.start(), "no frame header comes before the picture");
            }
            tables.read(marker, segments);
        }
    }

    private static boolean isFrameHeader(int marker) {
        return marker == JpegMarker.SOF55 || marker >= JpegMarker.SOF0 && marker <= JpegMarker.SOF15
                && marker != JpegMarker.DHT && marker != JpegMarker.JPG && marker != JpegMarker.DAC;
    }

    private static int supported(int marker) {
        return switch (marker) {
            case JpegMarker.SOF3 -> marker;
            default -> throw new DicomException("the compressed frame is JPEG with "
                    + (marker > JpegMarker.JPG ? "arithmetic" : "hierarchical") + " coding (frame type "
                    + Integer.toHexString(marker) + "), which is not decoded: export the file uncompressed");
        };
    }

    private static short[] decodeFrame(JpegFrame frame, JpegSegments segments, JpegTables tables) {
        while (true) {
            int marker = segments.next();
            if (marker == JpegMarker.SOS) {
                JpegScan scan = JpegScan.read(segments, frame);
                return LosslessScanDecoder.decode(segments.stream(), frame, scan, tables);
            }
            if (marker == JpegMarker.EOI || isFrameHeader(marker)) {
                throw DamagedStream.at(segments.start(), "the picture is missing");
            }
            tables.read(marker, segments);
        }
    }
}
