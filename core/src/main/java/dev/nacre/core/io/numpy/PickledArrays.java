package dev.nacre.core.io.numpy;

import dev.nacre.core.io.Json;
import dev.nacre.core.io.file.StoredBytes;
import dev.nacre.core.io.file.StridedView;
import dev.nacre.core.io.file.ViewException;
import dev.nacre.core.io.pickle.PickleValue;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Recognises the calls in a pickle that stand for NumPy's arrays and scalars of numbers. */
public final class PickledArrays {
    private static final Set<String> ARRAYS =
            Set.of("numpy.core.multiarray._reconstruct", "numpy._core.multiarray._reconstruct");
    private static final Set<String> BUFFERS =
            Set.of("numpy.core.numeric._frombuffer", "numpy._core.numeric._frombuffer");
    private static final Set<String> SCALARS =
            Set.of("numpy.core.multiarray.scalar", "numpy._core.multiarray.scalar");

    private static final int LONGEST_CODE = 8;

    private PickledArrays() {
    }

    /**
     * The array that a call stands for; nothing if it is something else, or an array of a type that is not read.
     *
     * @throws ViewException if its elements do not fit its shape
     */
    public static Optional<StridedView> array(PickleValue.Call call) {
        String function = function(call);
        if (ARRAYS.contains(function) && call.state() instanceof PickleValue.Items state && state.items().size() >= 4) {
            // Version 1 is the only one; before it there was none.
            List<PickleValue> parts = state.items().subList(state.items().size() - 4, state.items().size());
            return view(parts.get(3), parts.get(1), parts.get(0), parts.get(2).equals(new PickleValue.Truth(true)));
        } else if (BUFFERS.contains(function) && call.arguments().size() == 4) {
            List<PickleValue> parts = call.arguments();
            return view(parts.get(0), parts.get(1), parts.get(2), parts.get(3).equals(new PickleValue.Text("F")));
        }
        return Optional.empty();
    }

    /**
     * The number or truth value that a call stands for; nothing if it is something else.
     *
     * @throws ViewException if there are too few bytes for it
     */
    public static Optional<Json> scalar(PickleValue.Call call) {
        if (!SCALARS.contains(function(call)) || call.arguments().size() != 2) {
            return Optional.empty();
        }
        PickleValue shape = PickleValue.EMPTY_TUPLE;
        return view(call.arguments().get(1), call.arguments().get(0), shape, false).flatMap(PickledArrays::number);
    }

    private static String function(PickleValue.Call call) {
        return call.callable() instanceof PickleValue.Global global && global.module().startsWith("numpy")
                ? global.toString() : "";
    }

    private static Optional<StridedView> view(PickleValue data, PickleValue type, PickleValue shape, boolean columns) {
        Optional<StoredBytes> bytes = bytes(data);
        Optional<NumpyType> elements = type(type);
        if (bytes.isEmpty() || elements.isEmpty() || !(shape instanceof PickleValue.Items sizes)) {
            return Optional.empty();
        }
        if (sizes.items().size() > StridedView.MAX_RANK) {
            return Optional.empty();
        }
        long[] numbers = new long[sizes.items().size()];
        for (int dim = 0; dim < numbers.length; dim++) {
            if (!(sizes.items().get(dim) instanceof PickleValue.Whole(long size))) {
                return Optional.empty();
            }
            numbers[dim] = size;
        }
        StridedView view = elements.get().view(bytes.get(), numbers, columns);
        if (bytes.get().size() != view.bytes()) {
            throw new ViewException("its shape " + view.shape() + " takes " + view.bytes() + " bytes, and it has "
                    + bytes.get().size());
        }
        return Optional.of(view);
    }

    /** {@code dtype('f8', …)}, whose state holds the byte order. */
    private static Optional<NumpyType> type(PickleValue value) {
        if (value instanceof PickleValue.Call call && call.calls("numpy.dtype", 1)
                && call.arguments().getFirst() instanceof PickleValue.Text(String code)
                && call.state() instanceof PickleValue.Items state && state.items().size() > 1
                && state.items().get(1) instanceof PickleValue.Text(String order)
                && code.length() + order.length() <= LONGEST_CODE) {
            return NumpyType.of(order + code);
        }
        return Optional.empty();
    }

    /** Protocols before 3 have no word for bytes: they write them as a text of as many characters. */
    private static Optional<StoredBytes> bytes(PickleValue value) {
        return switch (value) {
            case PickleValue.Bytes(MemorySegment bytes) -> Optional.of(StoredBytes.of(bytes));
            case PickleValue.Text(String text) -> Optional.of(new LatinBytes(text));
            case PickleValue.Call call when call.calls("_codecs.encode", 2)
                    && call.arguments().get(1).equals(new PickleValue.Text("latin1"))
                    && call.arguments().getFirst() instanceof PickleValue.Text(String text) ->
                Optional.of(new LatinBytes(text));
            case PickleValue.Call call when call.calls("builtins.bytearray", 1)
                    || call.calls("__builtin__.bytearray", 1) ->
                call.arguments().getFirst() instanceof PickleValue.Bytes(MemorySegment bytes)
                        ? Optional.of(StoredBytes.of(bytes)) : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** JSON has no word for NaN and infinity: they are texts. */
    private static Json number(double number) {
        return Double.isFinite(number) ? new Json.Decimal(number) : new Json.Text(Double.toString(number));
    }

    private static Optional<Json> number(StridedView view) {
        MemorySegment bytes = view.elements();
        ByteOrder order = ByteOrder.LITTLE_ENDIAN;
        return Optional.ofNullable(switch (view.type()) {
            case F64 -> number(bytes.get(ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(order), 0));
            case F32 -> number(bytes.get(ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(order), 0));
            case F16 -> number(
                    Float.float16ToFloat(bytes.get(ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(order), 0)));
            case I64 -> new Json.Whole(bytes.get(ValueLayout.JAVA_LONG_UNALIGNED.withOrder(order), 0));
            case I32 -> new Json.Whole(bytes.get(ValueLayout.JAVA_INT_UNALIGNED.withOrder(order), 0));
            case U32 -> new Json.Whole(
                    Integer.toUnsignedLong(bytes.get(ValueLayout.JAVA_INT_UNALIGNED.withOrder(order), 0)));
            case I16 -> new Json.Whole(bytes.get(ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(order), 0));
            case U16 -> new Json.Whole(
                    Short.toUnsignedLong(bytes.get(ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(order), 0)));
            case I8 -> new Json.Whole(bytes.get(ValueLayout.JAVA_BYTE, 0));
            case U8 -> new Json.Whole(Byte.toUnsignedLong(bytes.get(ValueLayout.JAVA_BYTE, 0)));
            case BOOL -> new Json.Truth(bytes.get(ValueLayout.JAVA_BYTE, 0) != 0);
            case U64, C64, BF16, F8_E8M0, F8_E4M3, F8_E5M2 -> null;
        });
    }
}
