package dev.nacre.mammo.dicom;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Text with escape sequences that change the repertoire within a value (PS3.5 section 6.1.2.5, ISO/IEC 2022). Codes
 * below 128 (G0) and above (G1) each have a repertoire at any time; line ends and the separators of values and of the
 * components of names bring the initial ones back.
 */
final class Iso2022 {
    private static final int ESCAPE = 0x1B;
    private static final int HIGH = 0x80;
    private static final char UNKNOWN = '\uFFFD';
    private static final int KATAKANA = 0xFF61;

    /** One- and two-byte repertoires, and how two bytes become one character. */
    private enum Repertoire { ROMAN, JAPANESE_ROMAN, KATAKANA, KANJI, MORE_KANJI, HANGUL, HANZI, SINGLE_BYTE }

    private static final Map<String, Repertoire> LOW_SETS = Map.of(
            "(B", Repertoire.ROMAN, "(J", Repertoire.JAPANESE_ROMAN, "$@", Repertoire.KANJI, "$B", Repertoire.KANJI,
            "$(D", Repertoire.MORE_KANJI);
    private static final Map<String, Repertoire> HIGH_SETS = Map.of(
            ")I", Repertoire.KATAKANA, "$)C", Repertoire.HANGUL, "$)A", Repertoire.HANZI);
    private static final Map<String, String> HIGH_SINGLE_BYTE = Map.ofEntries(
            Map.entry("-A", "ISO-8859-1"), Map.entry("-B", "ISO-8859-2"), Map.entry("-C", "ISO-8859-3"),
            Map.entry("-D", "ISO-8859-4"), Map.entry("-L", "ISO-8859-5"), Map.entry("-G", "ISO-8859-6"),
            Map.entry("-F", "ISO-8859-7"), Map.entry("-H", "ISO-8859-8"), Map.entry("-M", "ISO-8859-9"),
            Map.entry("-b", "ISO-8859-15"), Map.entry("-T", "TIS-620"));

    private final Charset initial;
    private final boolean japanese;

    /**
     * @param initial of codes above 127
     * @param japanese whether the initial repertoire is JIS X 0201
     */
    Iso2022(Charset initial, boolean japanese) {
        this.initial = initial;
        this.japanese = japanese;
    }

    /** The characters of a value. */
    String decode(byte[] bytes, boolean personName) {
        return new Text(bytes, personName).decode();
    }

    /** A value on its way from bytes to characters. */
    private final class Text {
        private final byte[] bytes;
        private final boolean personName;
        private final StringBuilder characters = new StringBuilder();
        private Repertoire low;
        private Repertoire high;
        private Charset highCharset;
        private int position;

        Text(byte[] bytes, boolean personName) {
            this.bytes = bytes;
            this.personName = personName;
            reset();
        }

        private void reset() {
            low = japanese ? Repertoire.JAPANESE_ROMAN : Repertoire.ROMAN;
            high = japanese ? Repertoire.KATAKANA : Repertoire.SINGLE_BYTE;
            highCharset = initial;
        }

        String decode() {
            while (position < bytes.length) {
                int code = Byte.toUnsignedInt(bytes[position]);
                if (code == ESCAPE) {
                    escape();
                } else if (code < HIGH) {
                    lowCode(code);
                } else {
                    highCode(code);
                }
            }
            return characters.toString();
        }

        private void escape() {
            for (int length = 2; length <= 3 && position + 1 + length <= bytes.length; length++) {
                String sequence = new String(bytes, position + 1, length, StandardCharsets.ISO_8859_1);
                if (LOW_SETS.containsKey(sequence)) {
                    low = LOW_SETS.get(sequence);
                } else if (HIGH_SETS.containsKey(sequence)) {
                    high = HIGH_SETS.get(sequence);
                } else if (HIGH_SINGLE_BYTE.containsKey(sequence)) {
                    high = Repertoire.SINGLE_BYTE;
                    highCharset = CharacterSet.named(HIGH_SINGLE_BYTE.get(sequence));
                } else {
                    continue;
                }
                position += 1 + length;
                return;
            }
            characters.append(UNKNOWN);
            position++;
        }

        private void lowCode(int code) {
            boolean two = low == Repertoire.KANJI || low == Repertoire.MORE_KANJI;
            if (two && code > ' ' && position + 1 < bytes.length) {
                appendPair(low, code, Byte.toUnsignedInt(bytes[position + 1]));
                position += 2;
                return;
            }
            position++;
            boolean separator = code == '\\' || personName && (code == '^' || code == '=');
            characters.append(low == Repertoire.JAPANESE_ROMAN && code == '~' ? '\u203E' : (char) code);
            if (separator || code == '\n' || code == '\f' || code == '\r' || code == '\t') {
                reset();
            }
        }

        private void highCode(int code) {
            switch (high) {
                case KATAKANA -> {
                    boolean known = code >= 0xA1 && code <= 0xDF;
                    characters.append(known ? (char) (KATAKANA + code - 0xA1) : UNKNOWN);
                    position++;
                }
                case HANGUL, HANZI -> {
                    if (position + 1 < bytes.length) {
                        appendPair(high, code, Byte.toUnsignedInt(bytes[position + 1]));
                    }
                    position += 2;
                }
                default -> {
                    characters.append(new String(bytes, position, 1, highCharset));
                    position++;
                }
            }
        }

        /** The EUC encodings hold the same tables with the upper bits set. */
        private void appendPair(Repertoire repertoire, int first, int second) {
            byte one = (byte) (first | HIGH);
            byte two = (byte) (second | HIGH);
            String pair = switch (repertoire) {
                case KANJI -> new String(new byte[] {one, two}, CharacterSet.named("EUC-JP"));
                case MORE_KANJI -> new String(new byte[] {(byte) 0x8F, one, two}, CharacterSet.named("EUC-JP"));
                case HANGUL -> new String(new byte[] {one, two}, CharacterSet.named("EUC-KR"));
                default -> new String(new byte[] {one, two}, CharacterSet.named("GB2312"));
            };
            characters.append(pair);
        }
    }
}
