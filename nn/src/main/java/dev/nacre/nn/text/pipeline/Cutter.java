package dev.nacre.nn.text.pipeline;

import java.util.function.Consumer;

/** Cuts one text at its matches, as a {@link SplitBehavior} says; empty words are dropped. */
final class Cutter implements Segments {
    private final String text;
    private final SplitBehavior behavior;
    private final Consumer<String> words;
    private int pendingFrom;
    private int pendingTo;
    private boolean afterMatch;

    Cutter(String text, SplitBehavior behavior, Consumer<String> words) {
        this.text = text;
        this.behavior = behavior;
        this.words = words;
    }

    @Override
    public void segment(int from, int to, boolean match) {
        if (!joins(match)) {
            end();
            pendingFrom = from;
        }
        pendingTo = to;
        if (match && behavior == SplitBehavior.REMOVED) {
            pendingFrom = to;
        }
        afterMatch = match;
    }

    private boolean joins(boolean match) {
        return switch (behavior) {
            case REMOVED, ISOLATED -> false;
            case MERGED_WITH_PREVIOUS -> match && !afterMatch;
            case MERGED_WITH_NEXT -> !match && afterMatch;
            case CONTIGUOUS -> match == afterMatch;
        };
    }

    /** Hands over the last word. */
    void end() {
        if (pendingTo > pendingFrom) {
            words.accept(text.substring(pendingFrom, pendingTo));
        }
        pendingFrom = pendingTo;
    }
}
