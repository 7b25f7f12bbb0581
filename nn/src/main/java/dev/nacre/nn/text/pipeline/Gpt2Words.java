package dev.nacre.nn.text.pipeline;

import java.util.function.Consumer;

/**
 * The words of GPT-2 (Radford et al. 2019), which are its regular expression
 * {@code 's|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+} written as a loop: an English
 * ending; a run of letters, of numbers or of other characters, with one space before it; or white space, of which the
 * last character is left to what follows.
 */
record Gpt2Words() implements PreTokenizer {
    private static final String[] ENDINGS = {"'s", "'t", "'re", "'ve", "'m", "'ll", "'d"};

    private enum Kind { LETTER, NUMBER, SPACE, OTHER }

    @Override
    public void split(String text, Consumer<String> words) {
        int from = 0;
        while (from < text.length()) {
            int to = endOfWord(text, from);
            words.accept(text.substring(from, to));
            from = to;
        }
    }

    private static int endOfWord(String text, int from) {
        int ending = endingAt(text, from);
        if (ending > 0) {
            return from + ending;
        }
        int start = text.charAt(from) == ' ' && from + 1 < text.length() ? from + 1 : from;
        Kind kind = kind(text.codePointAt(start));
        if (kind != Kind.SPACE) {
            return endOfRun(text, start, kind);
        }
        int end = endOfRun(text, from, Kind.SPACE);
        return end == text.length() || end == from + 1 ? end : end - 1;
    }

    private static int endingAt(String text, int from) {
        if (text.charAt(from) == '\'') {
            for (String ending : ENDINGS) {
                if (text.startsWith(ending, from)) {
                    return ending.length();
                }
            }
        }
        return 0;
    }

    private static int endOfRun(String text, int from, Kind kind) {
        int at = from;
        while (at < text.length()) {
            int character = text.codePointAt(at);
            if (kind(character) != kind) {
                break;
            }
            at += Character.charCount(character);
        }
        return at;
    }

    private static Kind kind(int character) {
        if (Character.isLetter(character)) {
            return Kind.LETTER;
        } else if (CharacterKinds.isSpace(character)) {
            return Kind.SPACE;
        }
        return CharacterKinds.isNumber(character) ? Kind.NUMBER : Kind.OTHER;
    }
}
