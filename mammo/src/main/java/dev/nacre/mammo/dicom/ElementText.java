package dev.nacre.mammo.dicom;

import java.util.ArrayList;
import java.util.List;

/** The text values of an element. */
final class ElementText {
    /** Far above any text that belongs to a picture; what is longer was not meant to be read as text. */
    static final int MOST_BYTES = 1 << 20;

    private ElementText() {
    }

    /**
     * The values, without the padding around them; none if the VR holds no text, or an absurdly long one. A backslash
     * inside a character of several bytes separates nothing, hence decoding before splitting.
     */
    static List<String> of(DataElement element, CharacterSet characterSet) {
        long size = element.view().size();
        if (!element.vr().isText() || size == 0 || size > MOST_BYTES) {
            return List.of();
        }
        byte[] bytes = element.view().toArray();
        CharacterSet used = element.vr().hasCharacterSet() ? characterSet : CharacterSet.DEFAULT;
        String text = used.decode(bytes, element.vr());
        if (!element.vr().isSeparated()) {
            return List.of(trimEnd(text));
        }
        List<String> values = new ArrayList<>();
        int start = 0;
        for (int end = text.indexOf('\\'); end >= 0; end = text.indexOf('\\', start)) {
            values.add(trim(text.substring(start, end)));
            start = end + 1;
        }
        values.add(trim(text.substring(start)));
        return List.copyOf(values);
    }

    private static String trim(String text) {
        int start = 0;
        while (start < text.length() && isPadding(text.charAt(start))) {
            start++;
        }
        return trimEnd(text.substring(start));
    }

    private static String trimEnd(String text) {
        int end = text.length();
        while (end > 0 && isPadding(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end);
    }

    private static boolean isPadding(char character) {
        return character == ' ' || character == '\0';
    }
}
