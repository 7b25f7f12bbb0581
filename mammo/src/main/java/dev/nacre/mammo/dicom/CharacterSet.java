package dev.nacre.mammo.dicom;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The repertoires of characters of a data set (PS3.3 C.12.1.1.2). Text that a repertoire does not hold becomes the
 * replacement character; nothing is thrown, since the pixels do not depend on it.
 */
final class CharacterSet {
    /** The name that Java gives to each repertoire of single bytes, by the digits of its defined term. */
    private static final Map<String, String> SINGLE_BYTE = Map.ofEntries(
            Map.entry("6", "ISO-8859-1"), Map.entry("100", "ISO-8859-1"), Map.entry("101", "ISO-8859-2"),
            Map.entry("109", "ISO-8859-3"), Map.entry("110", "ISO-8859-4"), Map.entry("144", "ISO-8859-5"),
            Map.entry("127", "ISO-8859-6"), Map.entry("126", "ISO-8859-7"), Map.entry("138", "ISO-8859-8"),
            Map.entry("148", "ISO-8859-9"), Map.entry("203", "ISO-8859-15"), Map.entry("166", "TIS-620"));

    /** Without a declaration only ASCII is allowed; Latin letters are what stands there nevertheless. */
    static final CharacterSet DEFAULT = new CharacterSet(StandardCharsets.ISO_8859_1, null);

    private final Charset plain;
    private final Iso2022 extended;

    private CharacterSet(Charset plain, Iso2022 extended) {
        this.plain = plain;
        this.extended = extended;
    }

    /** The repertoires that the values of Specific Character Set name; unknown ones count as the default. */
    static CharacterSet of(List<String> definedTerms) {
        if (definedTerms.isEmpty()) {
            return DEFAULT;
        }
        String first = normalised(definedTerms.getFirst());
        switch (first) {
            case "ISOIR192" -> {
                return new CharacterSet(StandardCharsets.UTF_8, null);
            }
            case "GB18030", "GBK" -> {
                return new CharacterSet(named(first), null);
            }
            default -> {
                boolean japanese = first.endsWith("IR13");
                Charset initial = named(SINGLE_BYTE.getOrDefault(first.replaceFirst("^ISO(2022)?IR", ""),
                        "ISO-8859-1"));
                boolean extensions = definedTerms.size() > 1 || first.startsWith("ISO2022") || japanese;
                return new CharacterSet(initial, extensions ? new Iso2022(initial, japanese) : null);
            }
        }
    }

    /** The characters of a value; its VR says whether a caret ends what an escape sequence began. */
    String decode(byte[] bytes, Vr vr) {
        return extended == null ? new String(bytes, plain) : extended.decode(bytes, vr == Vr.PN);
    }

    /** A runtime may have been built without the less common character sets. */
    static Charset named(String name) {
        return Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.ISO_8859_1;
    }

    /** Writers put underscores, blanks and hyphens where they please. */
    private static String normalised(String term) {
        return term.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
    }
}
