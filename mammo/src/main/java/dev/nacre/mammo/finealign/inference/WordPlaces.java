package dev.nacre.mammo.finealign.inference;

import dev.nacre.mammo.finealign.exam.WordInput;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the words that a tokenizer makes of a sentence stand in it. The tokenizer may lower-case, take accents away
 * and cut punctuation off, so that words are found by what the tokenizer makes of each part of the text.
 *
 * @param begin of a word
 * @param end behind it
 */
record WordPlaces(int begin, int end) {
    /** One for each word of {@code words.words(text)}. */
    static List<WordPlaces> of(String text, WordInput words) {
        List<WordPlaces> places = new ArrayList<>();
        int begin = 0;
        for (String word : words.words(text)) {
            List<String> alone = List.of(word);
            while (begin < text.length() && words.words(text.substring(begin, next(text, begin))).isEmpty()) {
                begin = next(text, begin);
            }
            int end = begin;
            while (end < text.length() && !words.words(text.substring(begin, end)).equals(alone)) {
                end = next(text, end);
            }
            // Marks that are dropped, such as combining accents, belong to the letter before them.
            while (end < text.length() && !isSpace(text.codePointAt(end))
                    && words.words(text.substring(begin, next(text, end))).equals(alone)) {
                end = next(text, end);
            }
            places.add(new WordPlaces(begin, end));
            begin = end;
        }
        return places;
    }

    private static boolean isSpace(int character) {
        return Character.isWhitespace(character) || Character.isSpaceChar(character);
    }

    private static int next(String text, int index) {
        return index + Character.charCount(text.codePointAt(index));
    }
}
