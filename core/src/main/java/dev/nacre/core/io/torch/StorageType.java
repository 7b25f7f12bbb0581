package dev.nacre.core.io.torch;

import dev.nacre.core.io.StoredType;
import dev.nacre.core.io.pickle.PickleValue;
import java.util.Map;
import java.util.Optional;

/**
 * The type of a PyTorch storage.
 *
 * @param name  such as {@code torch.FloatStorage}
 * @param type  of its elements, or nothing if no file format of ours holds them
 * @param bytes of one element
 */
record StorageType(String name, Optional<StoredType> type, int bytes) {
    private static final Map<String, StoredType> BY_STORAGE = Map.ofEntries(
            Map.entry("DoubleStorage", StoredType.F64), Map.entry("FloatStorage", StoredType.F32),
            Map.entry("HalfStorage", StoredType.F16), Map.entry("BFloat16Storage", StoredType.BF16),
            Map.entry("LongStorage", StoredType.I64), Map.entry("IntStorage", StoredType.I32),
            Map.entry("ShortStorage", StoredType.I16), Map.entry("CharStorage", StoredType.I8),
            Map.entry("ByteStorage", StoredType.U8), Map.entry("BoolStorage", StoredType.BOOL),
            Map.entry("ComplexFloatStorage", StoredType.C64), Map.entry("UntypedStorage", StoredType.U8));
    private static final Map<String, Integer> OTHER_STORAGES = Map.of("ComplexDoubleStorage", 16, "QInt8Storage", 1,
            "QUInt8Storage", 1, "QInt32Storage", 4, "QUInt4x2Storage", 1, "QUInt2x4Storage", 1);
    private static final Map<String, StoredType> BY_DTYPE = Map.ofEntries(
            Map.entry("float64", StoredType.F64), Map.entry("float32", StoredType.F32),
            Map.entry("float16", StoredType.F16), Map.entry("bfloat16", StoredType.BF16),
            Map.entry("int64", StoredType.I64), Map.entry("int32", StoredType.I32), Map.entry("int16", StoredType.I16),
            Map.entry("int8", StoredType.I8), Map.entry("uint64", StoredType.U64), Map.entry("uint32", StoredType.U32),
            Map.entry("uint16", StoredType.U16), Map.entry("uint8", StoredType.U8), Map.entry("bool", StoredType.BOOL),
            Map.entry("complex64", StoredType.C64), Map.entry("float8_e4m3fn", StoredType.F8_E4M3),
            Map.entry("float8_e5m2", StoredType.F8_E5M2), Map.entry("float8_e8m0fnu", StoredType.F8_E8M0));

    /** The type that a storage's class stands for, or nothing if it is none. */
    static Optional<StorageType> of(PickleValue storageClass) {
        if (!(storageClass instanceof PickleValue.Global global) || !global.module().startsWith("torch")) {
            return Optional.empty();
        }
        StoredType known = BY_STORAGE.get(global.name());
        Integer bytes = known == null ? OTHER_STORAGES.get(global.name()) : Integer.valueOf(known.bytes());
        return Optional.ofNullable(bytes)
                .map(width -> new StorageType(global.toString(), Optional.ofNullable(known), width));
    }

    /** The element type that a global such as {@code torch.float32} names, or nothing. */
    static Optional<StoredType> dtype(PickleValue value) {
        return value instanceof PickleValue.Global(String module, String name) && module.equals("torch")
                ? Optional.ofNullable(BY_DTYPE.get(name)) : Optional.empty();
    }
}
