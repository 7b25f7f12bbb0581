package dev.nacre.nn.text;

import dev.nacre.core.io.Json;
import dev.nacre.nn.InputException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * BERT's tokenizer: words of the {@link BasicTokenizer}, each spelled with the longest pieces of the vocabulary from
 * left to right; pieces inside a word carry {@code ##}. A word that cannot be spelled to its end, or longer than 100
 * characters, becomes one {@code [UNK]}. A special token written in the text ({@code [MASK]}) stands for itself.
 *
 * <p>{@link #encode} gives {@code [CLS] pieces [SEP]}. Equal to the tokenizer of Bio_ClinicalBERT with its vocabulary;
 * the published Mammo-CLIP lower-cases although that vocabulary is cased.
 */
public final class WordPieceTokenizer implements Tokenizer {
    static final String CONTINUATION = "##";
    static final int LONGEST_WORD = 100;
    private static final int MARKS = 2;
    private static final String KIND = "wordpiece";
    private static final Pattern SPECIAL = Pattern.compile(
            SpecialTokens.ALL.stream().map(Pattern::quote).collect(Collectors.joining("|")));

    private final Vocabulary vocabulary;
    private final BasicTokenizer basicTokenizer;
    private final int unknown;
    private final int start;
    private final int end;
    private final int padding;

    /**
     * @param vocabulary the tokens and their ids
     * @param lowerCase whether text is lower-cased and stripped of accents first
     */
    public WordPieceTokenizer(Vocabulary vocabulary, boolean lowerCase) {
        this.vocabulary = vocabulary;
        this.basicTokenizer = new BasicTokenizer(lowerCase);
        this.unknown = vocabulary.id(SpecialTokens.UNKNOWN);
        this.start = vocabulary.id(SpecialTokens.CLASSIFICATION);
        this.end = vocabulary.id(SpecialTokens.SEPARATOR);
        this.padding = vocabulary.id(SpecialTokens.PADDING);
    }

    /** The tokens and their ids. */
    public Vocabulary vocabulary() {
        return vocabulary;
    }

    /** Whether text is lower-cased and stripped of accents first. */
    public boolean lowerCase() {
        return basicTokenizer.lowerCase();
    }

    /** What {@link #fromJson} reads: the switch and all tokens in the order of their ids. */
    public Json.Fields toJson() {
        return Json.object().with("kind", KIND).with("lower_case", lowerCase())
                .with("tokens", new Json.Items(vocabulary.tokens().stream().<Json>map(Json.Text::new).toList()));
    }

    /**
     * The tokenizer that {@link #toJson} describes.
     *
     * @throws InputException if it is of another kind or its tokens are no vocabulary
     * @throws dev.nacre.core.io.JsonException if a key is missing or holds another type
     */
    public static WordPieceTokenizer fromJson(Json json) {
        String kind = json.get("kind").text();
        if (!kind.equals(KIND)) {
            throw new InputException("the model's tokenizer is of kind '" + kind + "', but this reads '" + KIND + "'");
        }
        Vocabulary vocabulary = Vocabulary.of(json.get("tokens").items().stream().map(Json::text).toList());
        return new WordPieceTokenizer(vocabulary, json.get("lower_case").truth());
    }

    @Override
    public int vocabularySize() {
        return vocabulary.size();
    }

    @Override
    public int paddingId() {
        return padding;
    }

    /** The pieces of a text, without start and end marks. */
    public List<String> tokens(String text) {
        return vocabulary.tokens(pieces(text, Integer.MAX_VALUE).stream().mapToInt(Integer::intValue).toArray());
    }

    @Override
    public int[] encode(String text, int maximumLength) {
        if (maximumLength < MARKS) {
            throw new IllegalArgumentException("a maximum length of " + maximumLength + " ids has no room for "
                    + SpecialTokens.CLASSIFICATION + " and " + SpecialTokens.SEPARATOR + "; give at least " + MARKS);
        }
        List<Integer> pieces = pieces(text, maximumLength - MARKS);
        int[] ids = new int[pieces.size() + MARKS];
        ids[0] = start;
        for (int index = 0; index < pieces.size(); index++) {
            ids[index + 1] = pieces.get(index);
        }
        ids[ids.length - 1] = end;
        return ids;
    }

    private List<Integer> pieces(String text, int limit) {
        List<Integer> pieces = new ArrayList<>();
        Matcher special = SPECIAL.matcher(text);
        int from = 0;
        while (special.find()) {
            addWords(text.substring(from, special.start()), pieces);
            pieces.add(vocabulary.id(special.group()));
            from = special.end();
        }
        addWords(text.substring(from), pieces);
        return pieces.size() > limit ? pieces.subList(0, limit) : pieces;
    }

    private void addWords(String text, List<Integer> pieces) {
        for (String word : basicTokenizer.words(text)) {
            addWord(word, pieces);
        }
    }

    private void addWord(String word, List<Integer> pieces) {
        if (word.codePointCount(0, word.length()) > LONGEST_WORD) {
            pieces.add(unknown);
            return;
        }
        int before = pieces.size();
        int from = 0;
        while (from < word.length()) {
            int to = longestPiece(word, from);
            if (to < 0) {
                pieces.subList(before, pieces.size()).clear();
                pieces.add(unknown);
                return;
            }
            pieces.add(vocabulary.id(piece(word, from, to)));
            from = to;
        }
    }

    private int longestPiece(String word, int from) {
        for (int to = word.length(); to > from; to = word.offsetByCodePoints(to, -1)) {
            if (vocabulary.contains(piece(word, from, to))) {
                return to;
            }
        }
        return -1;
    }

    private static String piece(String word, int from, int to) {
        String letters = word.substring(from, to);
        return from == 0 ? letters : CONTINUATION + letters;
    }
}
