package dev.nacre.nn.text.pipeline;

import java.util.function.Consumer;
import java.util.function.IntPredicate;

/** Splits at every character of a kind. */
record CharacterSplit(IntPredicate kind, SplitBehavior behavior) implements PreTokenizer {
    @Override
    public void split(String text, Consumer<String> words) {
        Cutter cutter = new Cutter(text, behavior, words);
        int from = 0;
        for (int at = 0; at < text.length();) {
            int character = text.codePointAt(at);
            int next = at + Character.charCount(character);
            if (kind.test(character)) {
                if (from < at) {
                    cutter.segment(from, at, false);
                }
                cutter.segment(at, next, true);
                from = next;
            }
            at = next;
        }
        if (from < text.length()) {
            cutter.segment(from, text.length(), false);
        }
        cutter.end();
    }
}
