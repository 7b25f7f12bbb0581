package dev.nacre.core.io.file;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Copies elements that lie apart; a loop per width, since a general copy of few bytes costs ten times as much. */
final class Elements {
    private Elements() {
    }

    /** Copies {@code count} elements that begin {@code step} bytes apart; answers where the copy ends. */
    static long copy(MemorySegment from, long begin, long step, MemorySegment to, long at, long count, int width) {
        switch (width) {
            case 1 -> {
                for (long i = 0; i < count; i++) {
                    to.set(ValueLayout.JAVA_BYTE, at + i, from.get(ValueLayout.JAVA_BYTE, begin + i * step));
                }
            }
            case 2 -> {
                for (long i = 0; i < count; i++) {
                    to.set(ValueLayout.JAVA_SHORT_UNALIGNED, at + 2 * i,
                            from.get(ValueLayout.JAVA_SHORT_UNALIGNED, begin + i * step));
                }
            }
            case 4 -> {
                for (long i = 0; i < count; i++) {
                    to.set(ValueLayout.JAVA_INT_UNALIGNED, at + 4 * i,
                            from.get(ValueLayout.JAVA_INT_UNALIGNED, begin + i * step));
                }
            }
            case 8 -> {
                for (long i = 0; i < count; i++) {
                    to.set(ValueLayout.JAVA_LONG_UNALIGNED, at + 8 * i,
                            from.get(ValueLayout.JAVA_LONG_UNALIGNED, begin + i * step));
                }
            }
            default -> {
                for (long i = 0; i < count; i++) {
                    MemorySegment.copy(from, begin + i * step, to, at + width * i, width);
                }
            }
        }
        return at + count * width;
    }
}
