package dev.nacre.nn.text.pipeline;

import java.util.function.Consumer;

/** Splits where a pattern matches, or, inverted, where it does not. */
record PatternSplit(SearchPattern pattern, SplitBehavior behavior, boolean inverted) implements PreTokenizer {
    @Override
    public void split(String text, Consumer<String> words) {
        Cutter cutter = new Cutter(text, behavior, words);
        pattern.segments(text, (from, to, match) -> cutter.segment(from, to, match != inverted));
        cutter.end();
    }
}
