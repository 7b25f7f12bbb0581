package dev.nacre.core.io.pickle;

/** The escapes that the oldest pickle protocol writes texts with. */
final class PickleText {
    private PickleText() {
    }

    /** A Python literal in quotes, such as {@code 'a\n\x00'}; unknown escapes stay as they are. */
    static String unquoted(String literal, PickleInput input) {
        String text = literal.strip();
        if (text.length() < 2 || text.charAt(0) != text.charAt(text.length() - 1)
                || text.charAt(0) != '\'' && text.charAt(0) != '"') {
            throw input.damaged("a text without quotes");
        }
        return unescaped(text.substring(1, text.length() - 1), "\\'\"abfnrtv", "\\'\"\u0007\b\f\n\r\t\u000B", "x");
    }

    /** Characters beyond the first 256 as {@code \}{@code u0000} or {@code \}{@code U00000000}. */
    static String rawUnicode(String line) {
        return unescaped(line, "", "", "uU");
    }

    private static String unescaped(String text, String letters, String meanings, String hexadecimal) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int at = 0; at < text.length(); at++) {
            char character = text.charAt(at);
            char next = character == '\\' && at + 1 < text.length() ? text.charAt(at + 1) : '\0';
            int code = hexadecimal.indexOf(next) >= 0 ? code(text, at + 2, digits(next)) : -1;
            if (letters.indexOf(next) >= 0) {
                plain.append(meanings.charAt(letters.indexOf(next)));
                at++;
            } else if (code >= 0) {
                plain.appendCodePoint(code);
                at += 1 + digits(next);
            } else {
                plain.append(character);
            }
        }
        return plain.toString();
    }

    private static int digits(char kind) {
        return switch (kind) {
            case 'x' -> 2;
            case 'u' -> 4;
            default -> 8;
        };
    }

    private static int code(String text, int begin, int digits) {
        if (begin + digits > text.length()) {
            return -1;
        }
        long code = 0;
        for (int at = begin; at < begin + digits; at++) {
            int digit = Character.digit(text.charAt(at), 16);
            if (digit < 0) {
                return -1;
            }
            code = code << 4 | digit;
        }
        return code <= Character.MAX_CODE_POINT ? (int) code : -1;
    }
}
