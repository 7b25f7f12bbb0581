package dev.nacre.nn.text.pipeline;

import java.text.Normalizer.Form;

/** Reads the {@code normalizer} of a {@code tokenizer.json}. */
final class NormalizerReader {
    private NormalizerReader() {
    }

    static Normalizer read(Section section) {
        return new NormalizerChain(section.flattened("normalizers").stream().map(NormalizerReader::part).toList());
    }

    private static Normalizer part(Section section) {
        return switch (section.type()) {
            case "BertNormalizer" -> bert(section.only("clean_text", "handle_chinese_chars", "strip_accents",
                    "lowercase"));
            case "NFC" -> form(section, Form.NFC);
            case "NFD" -> form(section, Form.NFD);
            case "NFKC" -> form(section, Form.NFKC);
            case "NFKD" -> form(section, Form.NFKD);
            case "Lowercase" -> plain(section, new Lowercase());
            case "StripAccents" -> plain(section, StripMarks.ALL);
            case "Strip" -> {
                section.only("strip_left", "strip_right");
                yield new Strip(section.flag("strip_left"), section.flag("strip_right"));
            }
            case "Replace" -> {
                section.only("pattern", "content");
                yield new Replace(SearchPattern.read(section.section("pattern")), section.brief("content"));
            }
            case "Prepend" -> new Prepend(section.only("prepend").brief("prepend"));
            case "ByteLevel" -> plain(section, ByteLetters::of);
            default -> throw section.unsupported("BertNormalizer", "NFC", "NFD", "NFKC", "NFKD", "Lowercase",
                    "StripAccents", "Strip", "Replace", "Prepend", "ByteLevel", "Sequence");
        };
    }

    private static Normalizer plain(Section section, Normalizer normalizer) {
        section.only();
        return normalizer;
    }

    private static Normalizer form(Section section, Form form) {
        return plain(section, new UnicodeForm(form));
    }

    private static Normalizer bert(Section section) {
        boolean lowercase = section.flag("lowercase");
        return new BertNormalizer(section.flag("clean_text"), section.flag("handle_chinese_chars"),
                section.flag("strip_accents", lowercase), lowercase);
    }
}
