package dev.nacre.core.io.numpy;

import dev.nacre.core.io.CheckpointException;
import dev.nacre.core.io.Json;
import dev.nacre.core.io.file.Refusal;
import dev.nacre.core.io.file.StoredBytes;
import dev.nacre.core.io.file.StridedView;
import dev.nacre.core.io.file.ViewException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What precedes the elements of an array in NumPy's format: a magic text, a version, and a Python dictionary of the
 * element type, the order of the dimensions and the shape.
 *
 * @param code    of the element type, such as {@code <f4}; {@code [} for a record of several fields
 * @param columns whether the first index runs fastest, as in Fortran
 * @param sizes   of the dimensions
 * @param begin   where the elements begin, in bytes from the start of the header
 * @see <a href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">The format</a>
 */
record NpyHeader(String code, boolean columns, long[] sizes, long begin) {
    static final String MAGIC = "\u0093NUMPY";
    /** NumPy itself reads no longer one unless told to. */
    private static final int LONGEST = 10_000;
    /** An archive may claim many arrays: no more is inflated of each than most headers take. */
    private static final int USUAL = 512;

    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final int MOST_DIMENSIONS = 64;
    private static final Pattern CODE = Pattern.compile("['\"]descr['\"]\\s*:\\s*(?:['\"]([^'\"]*)['\"]|(\\[))");
    private static final Pattern COLUMNS = Pattern.compile("['\"]fortran_order['\"]\\s*:\\s*(True|False)");
    private static final Pattern SIZES = Pattern.compile("['\"]shape['\"]\\s*:\\s*\\(([0-9L,\\s]*)\\)");

    /**
     * Reads the header of an array.
     *
     * @param array all bytes of the array, header included
     * @param what  the array as the subject of a sentence
     */
    static NpyHeader read(StoredBytes array, String what, Refusal refusal) {
        MemorySegment start = array.start(USUAL);
        boolean longer = start.byteSize() == USUAL && Short.toUnsignedInt(start.get(SHORT, 8)) > USUAL - 12;
        return read(longer ? array.start(LONGEST) : start, what, refusal);
    }

    private static NpyHeader read(MemorySegment start, String what, Refusal refusal) {
        if (start.byteSize() < 12 || !MAGIC.equals(text(start.asSlice(0, 6)))) {
            throw refusal.damaged(what + " does not begin as NumPy's arrays do");
        }
        boolean small = start.get(ValueLayout.JAVA_BYTE, 6) == 1;
        int before = small ? 10 : 12;
        long length = small ? Short.toUnsignedLong(start.get(SHORT, 8)) : Integer.toUnsignedLong(start.get(INT, 8));
        if (length > start.byteSize() - before) {
            throw refusal.damaged(what + " claims a header of " + length + " bytes");
        }
        String header = text(start.asSlice(before, length));
        String code = found(CODE, header, what, refusal);
        boolean columns = found(COLUMNS, header, what, refusal).equals("True");
        return new NpyHeader(code, columns, sizes(found(SIZES, header, what, refusal), what, refusal), before + length);
    }

    private static String text(MemorySegment bytes) {
        return new String(bytes.toArray(ValueLayout.JAVA_BYTE), StandardCharsets.ISO_8859_1);
    }

    private static String found(Pattern entry, String header, String what, Refusal refusal) {
        Matcher matcher = entry.matcher(header);
        if (!matcher.find()) {
            throw refusal.damaged(what + " has the header " + Refusal.shown(header.strip())
                    + ", which lacks its type, order or shape");
        }
        return matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
    }

    private static long[] sizes(String tuple, String what, Refusal refusal) {
        List<String> parts = Stream.of(tuple.replace("L", "").split(",")).map(String::strip)
                .filter(part -> !part.isEmpty()).toList();
        try {
            if (parts.size() <= MOST_DIMENSIONS) {
                return parts.stream().mapToLong(Long::parseLong).toArray();
            }
        } catch (NumberFormatException impossible) {
            throw refusal.damaged(what + " has the impossible shape " + Refusal.shown("(" + tuple + ")"));
        }
        throw refusal.damaged(what + " has " + parts.size() + " dimensions");
    }

    /**
     * The array as a view onto its elements; nothing if they are of a type that is not read.
     *
     * @param array all bytes of the array, header included
     */
    Optional<StridedView> view(StoredBytes array, String what, Refusal refusal) {
        return NumpyType.of(code).map(type -> {
            try {
                return type.view(array.after(begin), sizes, columns);
            } catch (ViewException impossible) {
                throw refusal.damaged(what + " is impossible: " + impossible.getMessage());
            }
        });
    }

    /** Why an array of this type is not read. */
    CheckpointException unsupported(String what, Refusal refusal) {
        return refusal.unsupported(what + " holds " + elements(), "save arrays of numbers");
    }

    /** An array of a type that is not read. */
    Json description() {
        return Json.object().with("opaque", "an array of " + elements());
    }

    private String elements() {
        if (code.endsWith("O")) {
            return "Python objects, which are never unpickled";
        }
        return code.equals("[") ? "records of several fields" : "elements of the type " + Refusal.shown(code);
    }
}
