package dev.nacre.mammo.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A word, a number, a Chinese character or a punctuation mark, folded.
 *
 * @param end where it ends in the text, exclusive
 */
record Token(String text, int start, int end) {
    boolean isWord() {
        return Character.isLetterOrDigit(text.charAt(0));
    }

    /** Words part at hyphens, apostrophes and between letters and digits; points and commas inside numbers stay. */
    static List<Token> of(String text) {
        List<Token> tokens = new ArrayList<>();
        String folded = Folding.fold(text);
        int at = 0;
        while (at < folded.length()) {
            char letter = folded.charAt(at);
            int end = at + 1;
            if (Character.isDigit(letter)) {
                end = numberEnd(folded, end);
            } else if (Character.isLetter(letter) && !Folding.isHan(letter)) {
                while (end < folded.length() && isOfWord(folded.charAt(end))) {
                    end++;
                }
            }
            if (!Character.isWhitespace(letter) && !Character.isSpaceChar(letter) && letter != '-' && letter != '\'') {
                tokens.add(new Token(unmarked(folded.substring(at, end)), at, end));
            }
            at = end;
        }
        return tokens;
    }

    private static boolean isOfWord(char letter) {
        return Character.isLetter(letter) && !Folding.isHan(letter) || Folding.isMark(letter);
    }

    private static int numberEnd(String text, int from) {
        int end = from;
        while (end < text.length() && (Character.isDigit(text.charAt(end))
                || ".,".indexOf(text.charAt(end)) >= 0 && end + 1 < text.length()
                && Character.isDigit(text.charAt(end + 1)))) {
            end++;
        }
        return end;
    }

    private static String unmarked(String word) {
        if (word.chars().noneMatch(letter -> Folding.isMark((char) letter))) {
            return word;
        }
        StringBuilder kept = new StringBuilder(word.length());
        word.chars().filter(letter -> !Folding.isMark((char) letter)).forEach(letter -> kept.append((char) letter));
        return kept.isEmpty() ? "'" : kept.toString();
    }
}
