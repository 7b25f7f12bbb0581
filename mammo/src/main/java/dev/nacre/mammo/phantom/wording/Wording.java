package dev.nacre.mammo.phantom.wording;

import dev.nacre.core.Key;
import java.util.List;
import java.util.Locale;

/** Several ways to say one thing; a key picks one. */
record Wording(List<String> sentences) {
    static Wording of(String... sentences) {
        return new Wording(List.of(sentences));
    }

    /** @param values what the places %1$s, %2$s … of a sentence stand for */
    String say(Key key, Object... values) {
        String text = String.format(Locale.ROOT, sentences.get((int) key.below(sentences.size(), 0)), values);
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
