package dev.nacre.nn.text.pipeline;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * From text to token ids: added tokens are cut out, what lies between them is normalised, split into words and spelled
 * with the vocabulary, and marks go around. Nothing changes but a bounded cache of words; safe for many threads.
 */
public final class Pipeline {
    /** In characters; BERT does not spell longer words. */
    public static final int BERTS_LONGEST_WORD = 100;
    /** What BERT puts before tokens inside a word. */
    public static final String BERTS_CONTINUATION = "##";

    private final AddedTokens written;
    private final AddedTokens normalized;
    private final Normalizer normalizer;
    private final PreTokenizer preTokenizer;
    private final SubwordModel model;
    private final Marks marks;
    private final boolean cutsStart;

    /**
     * @param marks     tokens around every text
     * @param cutsStart whether a text that is too long loses its start, not its end
     */
    Pipeline(Collection<AddedToken> added, Normalizer normalizer, PreTokenizer preTokenizer, SubwordModel model,
            Marks marks, boolean cutsStart) {
        this.written = new AddedTokens(added.stream().filter(token -> !token.normalized()).toList(),
                UnaryOperator.identity());
        this.normalized = new AddedTokens(added.stream().filter(AddedToken::normalized).toList(),
                normalizer::normalize);
        this.normalizer = normalizer;
        this.preTokenizer = preTokenizer;
        this.model = new WordCache(model);
        this.marks = marks;
        this.cutsStart = cutsStart;
    }

    /**
     * BERT's, from a vocabulary whose continuing tokens start with {@code ##}.
     *
     * @param specials tokens that stand for themselves wherever they are written
     * @param unknown  what a word becomes that cannot be spelled
     * @param start    the token before every text
     * @param end      the token after every text
     */
    public static Pipeline bert(Map<String, Integer> vocabulary, List<String> specials, String unknown, String start,
            String end, boolean lowercase) {
        return new Pipeline(specials.stream().map(token -> AddedToken.mark(token, vocabulary.get(token))).toList(),
                BertNormalizer.of(lowercase), new BertPreTokenizer(),
                new WordPieceModel(vocabulary, vocabulary.get(unknown), BERTS_CONTINUATION, BERTS_LONGEST_WORD),
                new Marks(new int[] {vocabulary.get(start)}, new int[] {vocabulary.get(end)}), false);
    }

    /** How many ids mark a text's start and end. */
    public int marks() {
        return marks.count();
    }

    /** The ids of a text without marks. */
    public int[] ids(String text) {
        return spelled(text).toArray();
    }

    /**
     * The ids of a text with marks, cut to {@code maximumLength} ids.
     *
     * @throws IllegalArgumentException if this leaves no room for the marks
     */
    public int[] encode(String text, int maximumLength) {
        int room = maximumLength - marks.count();
        if (room < 0) {
            throw new IllegalArgumentException("a maximum length of " + maximumLength + " ids has no room for the "
                    + marks.count() + " that mark a text's start and end; give at least " + marks.count());
        }
        Ids ids = spelled(text);
        int kept = Math.min(room, ids.size());
        return cutsStart ? marks.around(ids, ids.size() - kept, ids.size()) : marks.around(ids, 0, kept);
    }

    private Ids spelled(String text) {
        Ids ids = new Ids();
        written.split(text, part -> normalized.split(normalizer.normalize(part),
                between -> preTokenizer.split(between, word -> model.spell(word, ids)), ids::add), ids::add);
        return ids;
    }
}
