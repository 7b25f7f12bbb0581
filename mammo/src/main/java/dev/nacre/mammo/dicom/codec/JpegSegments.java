package dev.nacre.mammo.dicom.codec;

/** Walks over the marker segments of a JPEG or JPEG-LS stream (T.81 B.1.1). */
final class JpegSegments {
    private final byte[] stream;
    private int next;
    private int start;
    private int end;

    /** Stands behind the marker SOI, with which each stream starts. */
    JpegSegments(byte[] stream) {
        this.stream = stream;
        if (stream.length < 4 || unsigned(0) != 0xFF || unsigned(1) != JpegMarker.SOI) {
            throw DamagedStream.at(0, "the start marker of a JPEG stream is missing");
        }
        next = 2;
    }

    /** The second byte of the next marker; its segment, if it has one, lies from {@link #start} to {@link #end}. */
    int next() {
        int position = next;
        if (position + 1 >= stream.length) {
            throw DamagedStream.endsEarly(stream.length);
        }
        if (unsigned(position) != 0xFF) {
            throw DamagedStream.at(position, "a marker is missing");
        }
        while (position + 1 < stream.length && unsigned(position + 1) == 0xFF) {
            position++;
        }
        if (position + 1 >= stream.length) {
            throw DamagedStream.endsEarly(stream.length);
        }
        int marker = unsigned(position + 1);
        start = position + 2;
        end = start;
        if (!standsAlone(marker)) {
            if (start + 2 > stream.length) {
                throw DamagedStream.endsEarly(stream.length);
            }
            int length = unsigned(start) << 8 | unsigned(start + 1);
            end = start + length;
            if (length < 2 || end > stream.length) {
                throw DamagedStream.at(start, "a segment of " + length + " bytes");
            }
            start += 2;
        }
        next = end;
        return marker;
    }

    private static boolean standsAlone(int marker) {
        return marker >= JpegMarker.RST0 && marker <= JpegMarker.EOI || marker == JpegMarker.TEM;
    }

    /** Goes on at a byte behind entropy-coded data. */
    void goOnAt(int position) {
        next = position;
    }

    boolean atEnd() {
        return next + 1 >= stream.length;
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    /** The byte so far behind the segment's start. */
    int at(int offset) {
        if (start + offset >= end) {
            throw DamagedStream.at(start, "a segment is too short");
        }
        return unsigned(start + offset);
    }

    /** Two bytes, the most significant first. */
    int pairAt(int offset) {
        return at(offset) << 8 | at(offset + 1);
    }

    int length() {
        return end - start;
    }

    byte[] stream() {
        return stream;
    }

    private int unsigned(int position) {
        return stream[position] & 0xFF;
    }
}
