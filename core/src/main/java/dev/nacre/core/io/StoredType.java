package dev.nacre.core.io;

import java.util.Optional;

/**
 * How a file holds its elements, under the names of the safetensors format; always little-endian. A file may hold
 * types that Nacre does not compute with: they are listed, and refused only when their values are asked for.
 * The order is that in which the format's own library lays tensors out: larger elements first, so that all are aligned.
 */
public enum StoredType {
    U64(8), I64(8), F64(8), C64(8),
    F32(4), U32(4), I32(4),
    BF16(2), F16(2), U16(2), I16(2),
    F8_E8M0(1), F8_E4M3(1), F8_E5M2(1), I8(1), U8(1), BOOL(1);

    private final int bytes;

    StoredType(int bytes) {
        this.bytes = bytes;
    }

    /** Size of one element, in bytes. */
    public int bytes() {
        return bytes;
    }

    static Optional<StoredType> named(String name) {
        for (StoredType type : values()) {
            if (type.name().equals(name)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
