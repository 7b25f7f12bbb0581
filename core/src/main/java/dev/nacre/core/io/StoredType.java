package dev.nacre.core.io;

import dev.nacre.core.DType;
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

    /** The type in which Nacre computes with such elements, or nothing if there is none. */
    public Optional<DType> dtype() {
        return Optional.ofNullable(switch (this) {
            case F64 -> DType.FLOAT64;
            case F32 -> DType.FLOAT32;
            case F16 -> DType.FLOAT16;
            case BF16 -> DType.BFLOAT16;
            case I64 -> DType.INT64;
            case I32 -> DType.INT32;
            case U8 -> DType.UINT8;
            case BOOL -> DType.BOOL;
            case U64, C64, U32, U16, I16, F8_E8M0, F8_E4M3, F8_E5M2, I8 -> null;
        });
    }

    /** How files hold elements of that type. */
    public static StoredType of(DType type) {
        return switch (type) {
            case FLOAT64 -> F64;
            case FLOAT32 -> F32;
            case FLOAT16 -> F16;
            case BFLOAT16 -> BF16;
            case INT64 -> I64;
            case INT32 -> I32;
            case UINT8 -> U8;
            case BOOL -> BOOL;
        };
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
