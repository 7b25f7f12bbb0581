package dev.nacre.core.io.pickle;

import dev.nacre.core.io.CheckpointException;
import dev.nacre.core.io.file.Refusal;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** The bytes of a pickle, read one after the other; every length is checked before anything is made of it. */
final class PickleInput {
    /** Names of modules and digits of numbers stand in lines; no real one is nearly as long. */
    private static final int LONGEST_LINE = 1 << 16;

    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    /** The one number that pickles hold big-endian. */
    private static final ValueLayout.OfDouble DOUBLE =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private final MemorySegment content;
    private final Refusal refusal;
    private long position;

    PickleInput(MemorySegment content, long position, Refusal refusal) {
        this.content = content;
        this.position = position;
        this.refusal = refusal;
    }

    long position() {
        return position;
    }

    int unsignedByte() {
        return Byte.toUnsignedInt(content.get(ValueLayout.JAVA_BYTE, advance(1)));
    }

    int unsignedShort() {
        return Short.toUnsignedInt(content.get(SHORT, advance(2)));
    }

    int signedInt() {
        return content.get(INT, advance(4));
    }

    long unsignedInt() {
        return Integer.toUnsignedLong(signedInt());
    }

    /** Negative where the file means a length of 2⁶³ or more; {@link #bytes(long)} refuses these. */
    long unsignedLong() {
        return content.get(LONG, advance(8));
    }

    double decimal() {
        return content.get(DOUBLE, advance(8));
    }

    /** A part of the file itself, not a copy. */
    MemorySegment bytes(long length) {
        return content.asSlice(advance(length), length);
    }

    String text(long length, Charset charset) {
        if (length > Integer.MAX_VALUE / 4) {
            throw damaged("a text of " + length + " bytes");
        }
        return new String(bytes(length).toArray(ValueLayout.JAVA_BYTE), charset);
    }

    /** The characters before the next line break, one per byte. */
    String line() {
        long end = position;
        while (true) {
            if (end >= content.byteSize() || end - position > LONGEST_LINE) {
                throw damaged("a line that does not end");
            } else if (content.get(ValueLayout.JAVA_BYTE, end) == '\n') {
                break;
            }
            end++;
        }
        String line = text(end - position, StandardCharsets.ISO_8859_1);
        position = end + 1;
        return line;
    }

    /** Refuses a frame that reaches beyond the end. */
    void frame(long length) {
        if (length < 0 || length > content.byteSize() - position) {
            throw damaged("a frame of " + Long.toUnsignedString(length) + " bytes, more than there are");
        }
    }

    CheckpointException damaged(String found) {
        return refusal.damaged("its pickle holds " + found + " at byte " + position);
    }

    private long advance(long bytes) {
        if (bytes < 0 || bytes > content.byteSize() - position) {
            throw refusal.damaged("its pickle breaks off at byte " + position + " of " + content.byteSize());
        }
        position += bytes;
        return position - bytes;
    }
}
