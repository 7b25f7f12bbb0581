package dev.nacre.nn.text;

import dev.nacre.nn.InputException;
import dev.nacre.nn.text.pipeline.BertPreTokenizer;
import dev.nacre.nn.text.pipeline.Pipeline;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Learns a WordPiece vocabulary from texts. It starts from single characters and again and again joins the two
 * neighbouring pieces that occur most often together, ties going to the pair that sorts first, until the vocabulary
 * is full or no pair is frequent enough. Hence the same texts, in any order, give the same vocabulary.
 *
 * <p>The frequency decides (as in byte-pair encoding, Sennrich et al. 2016, and in today's WordPiece trainers) and not
 * the likelihood ratio of Schuster and Nakajima 2012: over the few texts of a small study, the
 * ratio prefers rare pairs.
 *
 * <p>Order: {@link SpecialTokens#ALL}; every character as the first of a word; every character as a later one; joined
 * pieces in the order learned. Both forms are there for every character that was seen, so that no new word of known
 * letters is unknown.
 *
 * @param vocabularySize largest number of tokens, special ones included
 * @param minimumFrequency how often a pair must occur to be joined, at least 1
 * @param lowerCase whether texts are lower-cased and stripped of accents, as the tokenizer will be told to do
 */
public record WordPieceTrainer(int vocabularySize, int minimumFrequency, boolean lowerCase) {
    public WordPieceTrainer {
        if (minimumFrequency < 1) {
            throw new IllegalArgumentException(
                    "the minimum frequency of a pair is " + minimumFrequency + "; give 1 or more");
        }
    }

    /**
     * The vocabulary of these texts.
     *
     * @throws InputException if the texts hold no word, or {@link #vocabularySize} is too small for their characters
     */
    public Vocabulary train(Collection<String> texts) {
        SortedMap<String, Long> words = countWords(texts);
        if (words.isEmpty()) {
            throw new InputException("no vocabulary can be learned: the " + texts.size() + " texts hold no word");
        }
        Set<String> tokens = new LinkedHashSet<>(SpecialTokens.ALL);
        tokens.addAll(characters(words.keySet()));
        if (tokens.size() > vocabularySize) {
            throw new InputException("a vocabulary of " + vocabularySize + " tokens is too small: the special tokens"
                    + " and the characters of the texts alone are " + tokens.size() + "; ask for at least that many");
        }
        Corpus corpus = new Corpus(words);
        while (tokens.size() < vocabularySize) {
            Pair best = corpus.mostFrequentPair(minimumFrequency);
            if (best == null) {
                break;
            }
            corpus.join(best);
            tokens.add(best.joined());
        }
        return Vocabulary.of(List.copyOf(tokens));
    }

    private SortedMap<String, Long> countWords(Collection<String> texts) {
        BasicTokenizer tokenizer = new BasicTokenizer(lowerCase);
        SortedMap<String, Long> words = new TreeMap<>();
        for (String text : texts) {
            for (String word : tokenizer.words(text)) {
                if (word.codePointCount(0, word.length()) <= Pipeline.BERTS_LONGEST_WORD) {
                    words.merge(word, 1L, Long::sum);
                }
            }
        }
        return words;
    }

    private static List<String> characters(Set<String> words) {
        SortedSet<Integer> letters = new TreeSet<>();
        words.forEach(word -> word.codePoints().forEach(letters::add));
        List<String> characters = new ArrayList<>();
        letters.forEach(letter -> characters.add(Character.toString(letter)));
        letters.stream()
                .filter(letter -> !BertPreTokenizer.standsAlone(letter))
                .forEach(letter -> characters.add(WordPieceTokenizer.CONTINUATION + Character.toString(letter)));
        return characters;
    }

    private record Pair(String left, String right) implements Comparable<Pair> {
        String joined() {
            return left + right.substring(WordPieceTokenizer.CONTINUATION.length());
        }

        @Override
        public int compareTo(Pair other) {
            int byLeft = left.compareTo(other.left);
            return byLeft != 0 ? byLeft : right.compareTo(other.right);
        }
    }

    /** The distinct words as split so far, and for every pair of neighbours its count and the words that hold it. */
    private static final class Corpus {
        private final List<List<String>> words = new ArrayList<>();
        private final List<Long> frequencies = new ArrayList<>();
        private final Map<Pair, Long> counts = new HashMap<>();
        private final Map<Pair, Set<Integer>> holders = new HashMap<>();

        Corpus(SortedMap<String, Long> wordCounts) {
            wordCounts.forEach((word, frequency) -> {
                List<String> pieces = new ArrayList<>();
                word.codePoints().forEach(character -> pieces.add(
                        (pieces.isEmpty() ? "" : WordPieceTokenizer.CONTINUATION) + Character.toString(character)));
                words.add(pieces);
                frequencies.add(frequency);
                count(words.size() - 1, frequency);
            });
        }

        Pair mostFrequentPair(int minimumFrequency) {
            Pair best = null;
            long most = minimumFrequency;
            for (Map.Entry<Pair, Long> entry : counts.entrySet()) {
                long count = entry.getValue();
                if (count > most || count == most && (best == null || entry.getKey().compareTo(best) < 0)) {
                    best = entry.getKey();
                    most = count;
                }
            }
            return best;
        }

        void join(Pair pair) {
            for (int word : List.copyOf(holders.get(pair))) {
                long frequency = frequencies.get(word);
                count(word, -frequency);
                words.set(word, joined(words.get(word), pair));
                count(word, frequency);
            }
            counts.remove(pair);
            holders.remove(pair);
        }

        private void count(int word, long change) {
            List<String> pieces = words.get(word);
            for (int index = 1; index < pieces.size(); index++) {
                Pair pair = new Pair(pieces.get(index - 1), pieces.get(index));
                counts.merge(pair, change, Long::sum);
                if (change > 0) {
                    holders.computeIfAbsent(pair, any -> new TreeSet<>()).add(word);
                }
            }
        }

        private static List<String> joined(List<String> pieces, Pair pair) {
            List<String> result = new ArrayList<>(pieces.size());
            for (int index = 0; index < pieces.size(); index++) {
                boolean here = index + 1 < pieces.size() && pieces.get(index).equals(pair.left())
                        && pieces.get(index + 1).equals(pair.right());
                result.add(here ? pair.joined() : pieces.get(index));
                if (here) {
                    index++;
                }
            }
            return result;
        }
    }
}
