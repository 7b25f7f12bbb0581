package dev.nacre.nn.text.pipeline;

import java.util.function.Consumer;

/** Words between white space, and every punctuation mark on its own, as BERT splits. */
public record BertPreTokenizer() implements PreTokenizer {
    /** Whether BERT makes a word of the character alone: punctuation, and Chinese ones, which its normaliser spaces. */
    public static boolean standsAlone(int character) {
        return CharacterKinds.isPunctuation(character) || BertNormalizer.isIdeograph(character);
    }

    @Override
    public void split(String text, Consumer<String> words) {
        int from = 0;
        for (int at = 0; at < text.length();) {
            int character = text.codePointAt(at);
            int next = at + Character.charCount(character);
            boolean space = CharacterKinds.isSpace(character);
            if (space || CharacterKinds.isPunctuation(character)) {
                if (from < at) {
                    words.accept(text.substring(from, at));
                }
                if (!space) {
                    words.accept(text.substring(at, next));
                }
                from = next;
            }
            at = next;
        }
        if (from < text.length()) {
            words.accept(text.substring(from));
        }
    }
}
