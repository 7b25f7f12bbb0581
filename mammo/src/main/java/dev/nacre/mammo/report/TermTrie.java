package dev.nacre.mammo.report;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Phrases by their words, where a word may stand for all that begin with it. Finding the longest phrase at a place
 * looks at no more words than the longest phrase has, so that reading a text takes time in proportion to its length.
 */
final class TermTrie {
    private static final int LONGEST_STEM = 24;

    private final Map<String, TermTrie> words = new HashMap<>();
    private final Map<String, TermTrie> stems = new HashMap<>();
    private List<Term> terms = List.of();

    /** What was found: how many words it took, and what they stand for. */
    record Match(int length, List<Term> terms) {
    }

    void add(String phrase, List<Term> meaning) {
        TermTrie node = this;
        List<Token> tokens = Token.of(phrase);
        for (int i = 0; i < tokens.size(); i++) {
            String word = tokens.get(i).text();
            if (word.equals("*")) {
                continue;
            }
            boolean stem = i + 1 < tokens.size() && tokens.get(i + 1).text().equals("*");
            node = (stem ? node.stems : node.words).computeIfAbsent(word, key -> new TermTrie());
        }
        // A phrase may stand under several keys: "no change" is about earlier pictures, and denies nothing.
        node.terms = Stream.concat(node.terms.stream(), meaning.stream()).distinct().toList();
    }

    /** The longest phrase that begins at a token; null where none does. */
    Match longest(List<Token> tokens, int from) {
        return longest(tokens, from, 0);
    }

    private Match longest(List<Token> tokens, int at, int length) {
        Match best = terms.isEmpty() ? null : new Match(length, terms);
        if (at < tokens.size()) {
            String word = tokens.get(at).text();
            // The whole word counts before its stems, and a longer stem before a shorter one.
            best = longer(best, words.get(word), tokens, at, length);
            for (int end = Math.min(word.length(), LONGEST_STEM); end > 0 && !stems.isEmpty(); end--) {
                best = longer(best, stems.get(word.substring(0, end)), tokens, at, length);
            }
        }
        return best;
    }

    private static Match longer(Match best, TermTrie next, List<Token> tokens, int at, int length) {
        Match found = next == null ? null : next.longest(tokens, at + 1, length + 1);
        return found != null && (best == null || found.length() > best.length()) ? found : best;
    }
}
