package dev.nacre.nn.text.pipeline;

import java.util.Map;

/**
 * Spells a word with the longest tokens from left to right; those inside a word carry a prefix. A word that cannot be
 * spelled to its end, or is too long, becomes one unknown token (Devlin et al. 2018).
 */
final class WordPieceModel implements SubwordModel {
    private static final int LONGEST_WORD = 250;

    private final Map<String, Integer> vocabulary;
    private final int unknown;
    private final String continuation;
    private final int longestWord;
    private final int longestToken;

    /** @param longestWord in characters */
    WordPieceModel(Map<String, Integer> vocabulary, int unknown, String continuation, int longestWord) {
        this.vocabulary = vocabulary;
        this.unknown = unknown;
        this.continuation = continuation;
        this.longestWord = longestWord;
        this.longestToken = vocabulary.keySet().stream().mapToInt(String::length).max().orElse(0);
    }

    static WordPieceModel read(Section section, Map<String, Integer> vocabulary) {
        section.only("vocab", "unk_token", "continuing_subword_prefix", "max_input_chars_per_word");
        String unknown = section.brief("unk_token");
        if (!vocabulary.containsKey(unknown)) {
            throw section.refusal("the vocabulary lacks the unknown token " + Section.quoted(unknown));
        }
        int longestWord = section.count("max_input_chars_per_word");
        if (longestWord > LONGEST_WORD) {
            throw section.refusal("words of " + longestWord + " characters; at most " + LONGEST_WORD + " are spelled");
        }
        return new WordPieceModel(vocabulary, vocabulary.get(unknown), section.brief("continuing_subword_prefix"),
                longestWord);
    }

    @Override
    public void spell(String word, Ids ids) {
        if (word.codePointCount(0, word.length()) > longestWord) {
            ids.add(unknown);
            return;
        }
        int before = ids.size();
        int from = 0;
        while (from < word.length()) {
            int to = addLongest(word, from, ids);
            if (to == from) {
                ids.cutTo(before);
                ids.add(unknown);
                return;
            }
            from = to;
        }
    }

    /** Where the token ends, or {@code from} where none fits. */
    private int addLongest(String word, int from, Ids ids) {
        String rest = from == 0 ? word : continuation + word.substring(from);
        int shortest = from == 0 ? 0 : continuation.length();
        for (int length = Math.min(rest.length(), longestToken); length > shortest; length--) {
            Integer id = vocabulary.get(rest.substring(0, length));
            if (id != null) {
                ids.add(id);
                return from + length - shortest;
            }
        }
        return from;
    }
}
