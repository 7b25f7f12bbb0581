package dev.nacre.nn.text.pipeline;

import dev.nacre.nn.InputException;
import java.lang.Character.UnicodeScript;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Turns a regular expression of Oniguruma (Ruby's syntax, which published tokenizers use) into one of Java. The two
 * agree on most of what tokenizers write; what means something else in Java, or could, is refused.
 */
final class RegexTranslation {
    private static final int FLAGS = Pattern.UNICODE_CHARACTER_CLASS | Pattern.MULTILINE | Pattern.UNIX_LINES;
    /** Oniguruma counts six numbers of Latin-1 as word characters and does not count joiners. */
    private static final String WORD = "[\\w\\u00B2\\u00B3\\u00B9\\u00BC-\\u00BE&&[^\\u200C\\u200D]]";
    private static final String NO_WORD = "[\\W\\u200C\\u200D&&[^\\u00B2\\u00B3\\u00B9\\u00BC-\\u00BE]]";
    private static final Pattern GROUP = Pattern.compile("\\(\\?(?:[:=!>]|<[=!]|i[:)])");
    private static final Pattern INTERVAL = Pattern.compile("\\{(\\d{1,6})?(?:,(\\d{1,6})?)?}");
    private static final Pattern PROPERTY = Pattern.compile("\\\\([pP])\\{(\\^?)(\\w+)}");
    private static final Pattern CATEGORY = Pattern.compile("L[ultmo]?|M[nce]?|N[dlo]?|P[cdseifo]?|S[mcko]?|Z[slp]?");
    private static final Pattern CODE_POINT = Pattern.compile("\\\\(?:u\\p{XDigit}{4}|x\\p{XDigit}{2})");
    private static final int LONGEST = 10_000;

    private final String source;
    private final String place;
    private final StringBuilder target = new StringBuilder();
    private int at;

    private RegexTranslation(String source, String place) {
        this.source = source;
        this.place = place;
    }

    /** @throws InputException if the expression is broken or holds something that is not supported */
    static Pattern compile(String source, String place) {
        if (source.length() > LONGEST) {
            throw new InputException(place + ": the regular expression has " + source.length()
                    + " characters; at most " + LONGEST + " are read");
        }
        try {
            return Pattern.compile(new RegexTranslation(source, place).translate(), FLAGS);
        } catch (PatternSyntaxException | StackOverflowError broken) {
            throw new InputException(place + ": the regular expression " + Section.quoted(source)
                    + " cannot be read", broken);
        }
    }

    private String translate() {
        while (at < source.length()) {
            char next = source.charAt(at);
            switch (next) {
                case '\\' -> escape();
                case '[' -> characterClass();
                case '(' -> group();
                case '{' -> interval();
                default -> copy(1);
            }
        }
        return target.toString();
    }

    private void copy(int length) {
        target.append(source, at, at + length);
        at += length;
    }

    private boolean copyIf(Pattern pattern) {
        var found = pattern.matcher(source).region(at, source.length());
        if (found.lookingAt()) {
            copy(found.end() - at);
            return true;
        }
        return false;
    }

    private void group() {
        if (!source.startsWith("(?", at)) {
            copy(1);
        } else if (!copyIf(GROUP)) {
            throw unsupported("a group that starts with " + excerpt(4));
        }
    }

    /** Ruby lets the lower bound be missing, and repeats the whole where a plus follows. */
    private void interval() {
        var found = INTERVAL.matcher(source).region(at, source.length());
        boolean bounded = found.lookingAt() && (found.group(1) != null || found.group(2) != null);
        if (!bounded || source.startsWith("+", found.end())) {
            throw unsupported(excerpt(6));
        }
        String interval = found.group();
        target.append(found.group(1) == null ? "{0" + interval.substring(1) : interval);
        at = found.end();
    }

    private void characterClass() {
        copy(source.startsWith("[^", at) ? 2 : 1);
        if (source.startsWith("]", at)) {
            throw unsupported("a bracket that starts with ]");
        }
        while (at < source.length() && source.charAt(at) != ']') {
            char next = source.charAt(at);
            if (next == '\\') {
                escape();
            } else if (next == '[' || source.startsWith("&&", at)) {
                throw unsupported(excerpt(3) + " inside brackets");
            } else {
                copy(1);
            }
        }
        if (at < source.length()) {
            copy(1);
        }
    }

    private void escape() {
        char what = at + 1 < source.length() ? source.charAt(at + 1) : 0;
        switch (what) {
            case 'w', 'W' -> {
                target.append(what == 'w' ? WORD : NO_WORD);
                at += 2;
            }
            case 's', 'S', 'd', 'D', 'n', 'r', 't', 'f' -> copy(2);
            case 'p', 'P' -> property();
            case 'u', 'x' -> {
                if (!copyIf(CODE_POINT)) {
                    throw unsupported(excerpt(4));
                }
            }
            default -> {
                if (what < 33 || what > 126 || Character.isLetterOrDigit(what)) {
                    throw unsupported(excerpt(2));
                }
                copy(2);
            }
        }
    }

    private void property() {
        var found = PROPERTY.matcher(source).region(at, source.length());
        if (!found.lookingAt()) {
            throw unsupported(excerpt(8));
        }
        boolean negative = found.group(1).equals("P") ^ !found.group(2).isEmpty();
        String name = found.group(3);
        String known = CATEGORY.matcher(name).matches() ? name : "Is" + script(name);
        target.append(negative ? "\\P{" : "\\p{").append(known).append('}');
        at = found.end();
    }

    private String script(String name) {
        try {
            return UnicodeScript.forName(name).name();
        } catch (IllegalArgumentException unknown) {
            throw new InputException(unsupported("the property " + name).getMessage(), unknown);
        }
    }

    private String excerpt(int length) {
        return source.substring(at, Math.min(source.length(), at + length));
    }

    private InputException unsupported(String what) {
        return new InputException(place + ": the regular expression " + Section.quoted(source) + " holds " + what
                + ", which is not supported");
    }
}
