package dev.nacre.nn.text;

import java.util.List;

/** The five tokens with a role of their own in BERT's vocabularies, in the order in which BERT's files list them. */
public final class SpecialTokens {
    /** Fills a row of a batch up to its length; masked out of attention. */
    public static final String PADDING = "[PAD]";
    /** Stands for a word that the vocabulary cannot spell. */
    public static final String UNKNOWN = "[UNK]";
    /** First token of every text. */
    public static final String CLASSIFICATION = "[CLS]";
    /** Last token of every text; Mammo-CLIP reads the text's vector here. */
    public static final String SEPARATOR = "[SEP]";
    /** Hides a word in masked language modelling. */
    public static final String MASK = "[MASK]";

    /** All five, in BERT's order. */
    public static final List<String> ALL = List.of(PADDING, UNKNOWN, CLASSIFICATION, SEPARATOR, MASK);

    private SpecialTokens() {
    }
}
