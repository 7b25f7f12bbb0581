package dev.nacre.nn.text.pipeline;

import java.util.function.Consumer;

/** Splits a text into words, which are spelled one by one. */
@FunctionalInterface
interface PreTokenizer {
    /** Hands over the words in order. */
    void split(String text, Consumer<String> words);

    /** What this one hands over is split again. */
    default PreTokenizer then(PreTokenizer next) {
        return (text, words) -> split(text, part -> next.split(part, words));
    }
}
