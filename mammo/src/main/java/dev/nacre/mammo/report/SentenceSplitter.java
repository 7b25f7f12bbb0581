package dev.nacre.mammo.report;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Splits a text into sentences: at full stops, semicolons, question and exclamation marks, and line ends. A decimal
 * point, the point of an abbreviation and that of a list number end nothing, nor does a line end in the middle of a
 * wrapped sentence (the next line goes on in lower case). List numbers and bullets are left out.
 */
public final class SentenceSplitter {
    private static final int LONGEST_ABBREVIATION = 12;
    private static final int LIST_DIGITS = 2;

    private final Set<String> abbreviations = new HashSet<>();
    private final Set<String> beforeNumbers = new HashSet<>();

    public SentenceSplitter(Language language) {
        WordTable words = WordTable.words(language);
        words.get("abbreviation").forEach(word -> abbreviations.add(Folding.fold(word)));
        words.get("abbreviation.number").forEach(word -> beforeNumbers.add(Folding.fold(word)));
    }

    /** The sentences in their order; none is empty. */
    public List<Sentence> split(String text) {
        String folded = Folding.fold(text);
        List<Sentence> sentences = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            if (ends(text, folded, start, i)) {
                add(text, start, i, sentences);
                start = i + 1;
            }
        }
        add(text, start, text.length(), sentences);
        return sentences;
    }

    private boolean ends(String text, String folded, int start, int at) {
        return switch (folded.charAt(at)) {
            case ';', '!', '?' -> true;
            case '\n', '\r' -> !goesOn(text, start, at);
            case '.' -> endsAtPoint(text, folded, start, at);
            default -> false;
        };
    }

    private static boolean goesOn(String text, int start, int at) {
        int next = at + 1;
        if (next < text.length() && text.charAt(at) == '\r' && text.charAt(next) == '\n') {
            next++;
        }
        while (next < text.length() && text.charAt(next) == ' ') {
            next++;
        }
        return at > start && next < text.length() && Character.isLowerCase(text.charAt(next))
                && text.charAt(at - 1) != ':';
    }

    private boolean endsAtPoint(String text, String folded, int start, int at) {
        char before = at > start ? folded.charAt(at - 1) : ' ';
        char after = at + 1 < folded.length() ? folded.charAt(at + 1) : ' ';
        if (Character.isDigit(before) && Character.isDigit(after) || isListNumber(folded, start, at)) {
            return false;
        }
        int first = at;
        while (first > start && at - first < LONGEST_ABBREVIATION && isOfAbbreviation(folded.charAt(first - 1))) {
            first--;
        }
        String word = folded.substring(first, at);
        if (abbreviations.contains(word)) {
            return false;
        }
        if (word.length() - word.lastIndexOf('.') == 2 && isInsideAbbreviation(text, at + 1)) {
            return false;
        }
        return !(beforeNumbers.contains(word) && Character.isDigit(firstAfterSpace(folded, at + 1)));
    }

    /** Whether, after a letter and a point, small letters or another letter and point follow, as in z.B. and p.ex. */
    private static boolean isInsideAbbreviation(String text, int next) {
        return next < text.length() && (Character.isLowerCase(text.charAt(next))
                || Character.isLetter(text.charAt(next)) && next + 1 < text.length() && text.charAt(next + 1) == '.');
    }

    private static char firstAfterSpace(String text, int from) {
        int next = from;
        while (next < text.length() && text.charAt(next) == ' ' && next - from < LONGEST_ABBREVIATION) {
            next++;
        }
        return next < text.length() ? text.charAt(next) : ' ';
    }

    private static boolean isOfAbbreviation(char letter) {
        return letter == '.' || Character.isLetter(letter) && !Folding.isHan(letter);
    }

    /** Whether only one or two digits stand between the sentence's begin and this point. */
    private static boolean isListNumber(String text, int start, int at) {
        int first = at;
        while (first > start && Character.isDigit(text.charAt(first - 1)) && at - first <= LIST_DIGITS) {
            first--;
        }
        int digits = at - first;
        if (digits == 0 || digits > LIST_DIGITS) {
            return false;
        }
        int space = first;
        while (space > start && isSpace(text.charAt(space - 1)) && first - space < LONGEST_ABBREVIATION) {
            space--;
        }
        return space == start;
    }

    private static void add(String text, int from, int to, List<Sentence> sentences) {
        int start = skipListNumber(text, skipSpaces(text, from, to), to);
        int end = to;
        while (end > start && isSpace(text.charAt(end - 1))) {
            end--;
        }
        if (end > start) {
            sentences.add(new Sentence(text.substring(start, end), start, end));
        }
    }

    private static int skipListNumber(String text, int from, int to) {
        int at = from;
        while (at < to && Character.isDigit(text.charAt(at)) && at - from <= LIST_DIGITS) {
            at++;
        }
        int digits = at - from;
        boolean closed = at + 1 < to && ".)\u3001\uFF0E\uFF09".indexOf(text.charAt(at)) >= 0
                && !Character.isDigit(text.charAt(at + 1));
        if (digits > 0 && digits <= LIST_DIGITS && closed) {
            return skipSpaces(text, at + 1, to);
        }
        boolean bullet = from + 1 < to && "-*\u2022".indexOf(text.charAt(from)) >= 0;
        return bullet ? skipSpaces(text, from + 1, to) : from;
    }

    private static int skipSpaces(String text, int from, int to) {
        int at = from;
        while (at < to && isSpace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isSpace(char letter) {
        return Character.isWhitespace(letter) || Character.isSpaceChar(letter);
    }
}
