package dev.nacre.core.io.file;

import dev.nacre.core.io.StoredType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Turns big-endian elements into little-endian ones and back, in place. */
final class ByteSwap {
    private ByteSwap() {
    }

    /** How many bytes are turned round at once: a complex number is two numbers. */
    static int unit(StoredType type) {
        return type == StoredType.C64 ? Float.BYTES : type.bytes();
    }

    static void swap(MemorySegment elements, int unit) {
        for (long at = 0; at < elements.byteSize(); at += unit) {
            switch (unit) {
                case 2 -> elements.set(ValueLayout.JAVA_SHORT_UNALIGNED, at,
                        Short.reverseBytes(elements.get(ValueLayout.JAVA_SHORT_UNALIGNED, at)));
                case 4 -> elements.set(ValueLayout.JAVA_INT_UNALIGNED, at,
                        Integer.reverseBytes(elements.get(ValueLayout.JAVA_INT_UNALIGNED, at)));
                case 8 -> elements.set(ValueLayout.JAVA_LONG_UNALIGNED, at,
                        Long.reverseBytes(elements.get(ValueLayout.JAVA_LONG_UNALIGNED, at)));
                default -> throw new IllegalArgumentException("no element has " + unit + " bytes");
            }
        }
    }
}
