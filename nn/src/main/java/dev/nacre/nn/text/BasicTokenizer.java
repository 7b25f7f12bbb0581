package dev.nacre.nn.text;

import dev.nacre.nn.text.pipeline.BertNormalizer;
import dev.nacre.nn.text.pipeline.BertPreTokenizer;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits a text into words and punctuation marks as BERT's basic tokenizer does: control characters vanish, every kind
 * of white space separates, each CJK ideograph and each punctuation mark is a word of its own. With {@code
 * lowerCase}, letters are lower-cased and accents removed (canonical decomposition, then all non-spacing marks are
 * dropped); without it, letters stay as they are.
 *
 * <p>Source: Devlin et al., "BERT", 2018, released code; the accelerated variant, which does not compose characters
 * and lower-cases each of them on its own.
 *
 * @param lowerCase whether to lower-case and to remove accents
 */
public record BasicTokenizer(boolean lowerCase) {

    /** The words and punctuation marks of a text, in order. */
    public List<String> words(String text) {
        List<String> words = new ArrayList<>();
        new BertPreTokenizer().split(BertNormalizer.of(lowerCase).normalize(text), words::add);
        return words;
    }
}
