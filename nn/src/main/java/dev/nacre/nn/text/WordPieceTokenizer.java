package dev.nacre.nn.text;

import dev.nacre.core.io.Json;
import dev.nacre.nn.InputException;
import dev.nacre.nn.text.pipeline.Pipeline;
import java.util.List;

/**
 * BERT's tokenizer: words of the {@link BasicTokenizer}, each spelled with the longest pieces of the vocabulary from
 * left to right; pieces inside a word carry {@code ##}. A word that cannot be spelled to its end, or longer than 100
 * characters, becomes one {@code [UNK]}. A special token written in the text ({@code [MASK]}) stands for itself.
 *
 * <p>{@link #encode} gives {@code [CLS] pieces [SEP]}. Equal to the tokenizer of Bio_ClinicalBERT with its vocabulary;
 * the published Mammo-CLIP lower-cases although that vocabulary is cased.
 */
public final class WordPieceTokenizer implements Tokenizer {
    static final String CONTINUATION = Pipeline.BERTS_CONTINUATION;
    static final String KIND = "wordpiece";

    private final Vocabulary vocabulary;
    private final boolean lowerCase;
    private final Pipeline pipeline;

    /**
     * @param vocabulary the tokens and their ids
     * @param lowerCase whether text is lower-cased and stripped of accents first
     */
    public WordPieceTokenizer(Vocabulary vocabulary, boolean lowerCase) {
        this.vocabulary = vocabulary;
        this.lowerCase = lowerCase;
        this.pipeline = Pipeline.bert(vocabulary.ids(), SpecialTokens.ALL, SpecialTokens.UNKNOWN,
                SpecialTokens.CLASSIFICATION, SpecialTokens.SEPARATOR, lowerCase);
    }

    /** The tokens and their ids. */
    public Vocabulary vocabulary() {
        return vocabulary;
    }

    /** Whether text is lower-cased and stripped of accents first. */
    public boolean lowerCase() {
        return lowerCase;
    }

    /** What {@link #fromJson} reads: the switch and all tokens in the order of their ids. */
    @Override
    public Json.Fields toJson() {
        return Json.object().with("kind", KIND).with("lower_case", lowerCase)
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
        return vocabulary.id(SpecialTokens.PADDING);
    }

    /** The pieces of a text, without start and end marks. */
    public List<String> tokens(String text) {
        return vocabulary.tokens(pipeline.ids(text));
    }

    @Override
    public int[] encode(String text, int maximumLength) {
        return pipeline.encode(text, maximumLength);
    }
}
