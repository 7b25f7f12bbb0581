package dev.nacre.nn.text.pipeline;

/** Reads the {@code pre_tokenizer} of a {@code tokenizer.json}. */
final class PreTokenizerReader {
    /** Leaves a text as it is. */
    static final PreTokenizer WHOLE = (text, words) -> {
        if (!text.isEmpty()) {
            words.accept(text);
        }
    };

    private PreTokenizerReader() {
    }

    static PreTokenizer read(Section section) {
        return section.flattened("pretokenizers").stream().map(PreTokenizerReader::part).reduce(PreTokenizer::then)
                .orElse(WHOLE);
    }

    private static PreTokenizer part(Section section) {
        return switch (section.type()) {
            case "BertPreTokenizer" -> plain(section, new BertPreTokenizer());
            case "ByteLevel" -> byteLevel(section.only("add_prefix_space", "trim_offsets", "use_regex"));
            case "Whitespace" -> plain(section, new WordRuns());
            case "WhitespaceSplit" -> plain(section, new CharacterSplit(CharacterKinds::isSpace,
                    SplitBehavior.REMOVED));
            case "CharDelimiterSplit" -> delimiter(section.only("delimiter"));
            case "Punctuation" -> punctuation(section.only("behavior"));
            case "Digits" -> new CharacterSplit(CharacterKinds::isNumber, section.only("individual_digits")
                    .flag("individual_digits") ? SplitBehavior.ISOLATED : SplitBehavior.CONTIGUOUS);
            case "Split" -> {
                section.only("pattern", "behavior", "invert");
                yield new PatternSplit(SearchPattern.read(section.section("pattern")),
                        SplitBehavior.read(section, "behavior"), section.flag("invert", false));
            }
            default -> throw section.unsupported("BertPreTokenizer", "ByteLevel", "Whitespace", "WhitespaceSplit",
                    "CharDelimiterSplit", "Punctuation", "Digits", "Split", "Sequence");
        };
    }

    private static PreTokenizer plain(Section section, PreTokenizer preTokenizer) {
        section.only();
        return preTokenizer;
    }

    /** {@code trim_offsets} is about places in the text, which are not kept. */
    private static PreTokenizer byteLevel(Section section) {
        PreTokenizer words = section.flag("use_regex", true) ? new Gpt2Words() : WHOLE;
        PreTokenizer letters = words.then((word, to) -> to.accept(ByteLetters.of(word)));
        return !section.flag("add_prefix_space") ? letters
                : (text, to) -> letters.split(text.isEmpty() || text.startsWith(" ") ? text : " " + text, to);
    }

    private static PreTokenizer delimiter(Section section) {
        String delimiter = section.brief("delimiter");
        if (delimiter.codePointCount(0, delimiter.length()) != 1) {
            throw section.refusal("a delimiter is one character");
        }
        return new CharacterSplit(character -> character == delimiter.codePointAt(0), SplitBehavior.REMOVED);
    }

    private static PreTokenizer punctuation(Section section) {
        return new CharacterSplit(CharacterKinds::isPunctuation,
                section.has("behavior") ? SplitBehavior.read(section, "behavior") : SplitBehavior.ISOLATED);
    }
}
