package dev.nacre.mammo.dicom;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** The numbers in an element, binary or as decimal text. */
final class ElementNumbers {
    /** More values than any attribute that is read as numbers has: a LUT has at most 65,536 entries. */
    static final int MOST_VALUES = 1 << 17;

    /** A decimal string has at most 16 characters, and files exceed that by little. */
    private static final int LONGEST_DECIMAL = 40;

    /** Stricter than Double.parseDouble, which also takes "1d", "0x1p3" and "Infinity". */
    private static final Pattern DECIMAL = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,4})?");

    private ElementNumbers() {
    }

    /** All values; what is not a number is NaN. None if the VR holds no numbers, or absurdly many. */
    static double[] of(DataElement element) {
        ByteView bytes = element.view();
        return switch (element.vr()) {
            case DS, IS -> decimals(element);
            case US, OW, AT -> each(bytes, 2, bytes::unsignedShort);
            case SS -> each(bytes, 2, offset -> (short) bytes.unsignedShort(offset));
            case OB, UN -> each(bytes, 1, bytes::unsignedByte);
            case UL, OL -> each(bytes, 4, bytes::unsignedInt);
            case SL -> each(bytes, 4, bytes::signedInt);
            case FL, OF -> each(bytes, 4, offset -> Float.intBitsToFloat(bytes.signedInt(offset)));
            case FD, OD -> each(bytes, 8, offset -> Double.longBitsToDouble(bytes.signedLong(offset)));
            case SV, UV, OV -> each(bytes, 8, bytes::signedLong);
            default -> new double[0];
        };
    }

    private interface Number {
        double at(long offset);
    }

    private static double[] each(ByteView bytes, int width, Number number) {
        long count = bytes.size() / width;
        if (count > MOST_VALUES) {
            return new double[0];
        }
        double[] values = new double[(int) count];
        Arrays.setAll(values, index -> number.at((long) index * width));
        return values;
    }

    private static double[] decimals(DataElement element) {
        List<String> texts = ElementText.of(element, CharacterSet.DEFAULT);
        return texts.size() > MOST_VALUES ? new double[0]
                : texts.stream().mapToDouble(ElementNumbers::decimal).toArray();
    }

    private static double decimal(String text) {
        return text.length() <= LONGEST_DECIMAL && DECIMAL.matcher(text).matches() ? Double.parseDouble(text)
                : Double.NaN;
    }
}
