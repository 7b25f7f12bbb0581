package dev.nacre.core.io.numpy;

import dev.nacre.core.io.StoredType;
import dev.nacre.core.io.file.StoredBytes;
import dev.nacre.core.io.file.StridedView;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.Optional;

/**
 * A NumPy element type with its byte order.
 *
 * @param type  of the elements
 * @param order of the bytes of one element
 */
public record NumpyType(StoredType type, ByteOrder order) {
    private static final Map<String, StoredType> BY_CODE = Map.ofEntries(
            Map.entry("f8", StoredType.F64), Map.entry("f4", StoredType.F32), Map.entry("f2", StoredType.F16),
            Map.entry("i8", StoredType.I64), Map.entry("i4", StoredType.I32), Map.entry("i2", StoredType.I16),
            Map.entry("i1", StoredType.I8), Map.entry("u8", StoredType.U64), Map.entry("u4", StoredType.U32),
            Map.entry("u2", StoredType.U16), Map.entry("u1", StoredType.U8), Map.entry("b1", StoredType.BOOL),
            Map.entry("c8", StoredType.C64));

    /** The type of a code such as {@code <f4}, or nothing if it is not one of fixed numbers or truth values. */
    public static Optional<NumpyType> of(String code) {
        boolean marked = !code.isEmpty() && "<>|=".indexOf(code.charAt(0)) >= 0;
        ByteOrder order = code.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        return Optional.ofNullable(BY_CODE.get(marked ? code.substring(1) : code))
                .map(type -> new NumpyType(type, order));
    }

    /**
     * An array of such elements that lie in a row.
     *
     * @param columns whether the first index runs fastest, as in Fortran
     * @throws dev.nacre.core.io.file.ViewException if there are too few bytes for the shape
     */
    StridedView view(StoredBytes elements, long[] sizes, boolean columns) {
        long[] strides = new long[sizes.length];
        long step = 1;
        for (int number = 0; number < sizes.length; number++) {
            int dim = columns ? number : sizes.length - 1 - number;
            strides[dim] = step;
            // A shape whose product overflows is refused by the view, whatever its strides are.
            step *= Math.max(1, sizes[dim]);
        }
        return StridedView.of(type, elements, 0, sizes, strides, order);
    }
}
