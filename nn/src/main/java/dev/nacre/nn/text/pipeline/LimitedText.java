package dev.nacre.nn.text.pipeline;

import dev.nacre.nn.InputException;

/** A text that may be looked at only so often: a regular expression that backtracks without end is stopped. */
final class LimitedText implements CharSequence {
    private static final long LOOKS_PER_CHARACTER = 200;
    private static final long LOOKS_PER_TEXT = 1_000_000;

    private final String text;
    private final String place;
    private long looks;

    LimitedText(String text, String place) {
        this.text = text;
        this.place = place;
        this.looks = LOOKS_PER_TEXT + LOOKS_PER_CHARACTER * text.length();
    }

    @Override
    public char charAt(int index) {
        if (--looks < 0) {
            throw new InputException(place + ": the regular expression takes too many steps on a text of "
                    + text.length() + " characters");
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.substring(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
