package dev.nacre.nn.text.pipeline;

import dev.nacre.nn.InputException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds what a regular expression of the Oniguruma library matches, within the part of its language that
 * {@link RegexTranslation} knows. An expression comes from a file and may be made to run forever, so the steps per text
 * are limited.
 */
final class RegexPattern implements SearchPattern {
    private final Pattern pattern;
    private final String place;

    /** @throws InputException if the expression is broken or holds something that is not supported */
    RegexPattern(String expression, String place) {
        this.pattern = RegexTranslation.compile(expression, place);
        this.place = place;
    }

    @Override
    public void segments(String text, Segments to) {
        Matcher matcher = pattern.matcher(new LimitedText(text, place));
        int from = 0;
        while (find(matcher)) {
            if (matcher.start() > from) {
                to.segment(from, matcher.start(), false);
            }
            to.segment(matcher.start(), matcher.end(), true);
            from = matcher.end();
        }
        if (from < text.length()) {
            to.segment(from, text.length(), false);
        }
    }

    private boolean find(Matcher matcher) {
        try {
            return matcher.find();
        } catch (StackOverflowError tooDeep) {
            throw new InputException(place + ": the regular expression nests too deeply on a text", tooDeep);
        }
    }
}
