package dev.nacre.nn.text.pipeline;

import java.util.function.Consumer;

/** Runs of word characters, and runs of what is neither a word character nor white space. */
record WordRuns() implements PreTokenizer {
    private enum Kind { SPACE, WORD, OTHER }

    @Override
    public void split(String text, Consumer<String> words) {
        int from = 0;
        Kind current = Kind.SPACE;
        for (int at = 0; at < text.length();) {
            int character = text.codePointAt(at);
            Kind kind = kind(character);
            if (kind != current) {
                if (current != Kind.SPACE) {
                    words.accept(text.substring(from, at));
                }
                from = at;
                current = kind;
            }
            at += Character.charCount(character);
        }
        if (current != Kind.SPACE) {
            words.accept(text.substring(from));
        }
    }

    private static Kind kind(int character) {
        if (CharacterKinds.isWord(character)) {
            return Kind.WORD;
        }
        return CharacterKinds.isSpace(character) ? Kind.SPACE : Kind.OTHER;
    }
}
