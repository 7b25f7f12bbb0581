package dev.nacre.mammo.dicom.codec;

import dev.nacre.mammo.dicom.DicomException;

/**
 * JPEG (ITU T.81) and JPEG-LS (ITU T.87) streams of one component. What kind of stream it is, its frame header says:
 * files whose transfer syntax names another process are common, and their pixels are the same for all that.
 */
final class JpegDecoder implements FrameDecoder {
    @Override
    public short[] decode(byte[] stream, FrameLayout layout) {
        layout.requireGrey();
        JpegSegments segments = new JpegSegments(stream);
        JpegTables tables = new JpegTables();
        while (true) {
            int marker = segments.next();
            if (isFrameHeader(marker)) {
                requireSupported(marker);
                return decodeFrame(JpegFrame.read(marker, segments, layout), layout, segments, tables);
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

    private static void requireSupported(int marker) {
        if (marker > JpegMarker.SOF3 && marker != JpegMarker.SOF55) {
            throw new DicomException("the compressed frame is JPEG with "
                    + (marker > JpegMarker.JPG ? "arithmetic" : "hierarchical") + " coding (frame type "
                    + Integer.toHexString(marker) + "), which is not decoded: export the file uncompressed");
        }
    }

    private static short[] decodeFrame(JpegFrame frame, FrameLayout layout, JpegSegments segments,
            JpegTables tables) {
        byte[] stream = segments.stream();
        JpegScan scan = nextScan(frame, segments, tables);
        if (scan == null) {
            throw DamagedStream.endsEarly(stream.length);
        }
        boolean nearLossless = scan.first() > 0;
        short[] samples = switch (frame.process()) {
            case JpegMarker.SOF2 -> {
                ProgressiveDecoder progressive = new ProgressiveDecoder(stream, frame);
                while (scan != null) {
                    segments.goOnAt(progressive.decode(scan, tables));
                    scan = nextScan(frame, segments, tables);
                }
                yield progressive.samples();
            }
            case JpegMarker.SOF3 -> LosslessScanDecoder.decode(stream, frame, scan, tables);
            case JpegMarker.SOF55 -> JpegLsScanDecoder.decode(stream, frame, scan, tables);
            default -> SequentialScanDecoder.decode(stream, frame, scan, tables);
        };
        boolean lossy = switch (frame.process()) {
            case JpegMarker.SOF3 -> false;
            case JpegMarker.SOF55 -> nearLossless;
            default -> true;
        };
        if (lossy) {
            layout.saturate(samples, false);
        }
        return samples;
    }

    /** The header of the next scan, after the tables before it; null when the picture has ended. */
    private static JpegScan nextScan(JpegFrame frame, JpegSegments segments, JpegTables tables) {
        while (!segments.atEnd()) {
            int marker = segments.next();
            if (marker == JpegMarker.EOI) {
                return null;
            }
            if (marker == JpegMarker.SOS) {
                return JpegScan.read(segments, frame);
            }
            if (isFrameHeader(marker)) {
                throw DamagedStream.at(segments.start(), "a second frame header");
            }
            tables.read(marker, segments);
        }
        return null;
    }
}
