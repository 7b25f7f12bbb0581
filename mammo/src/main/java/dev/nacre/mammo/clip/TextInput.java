package dev.nacre.mammo.clip;

import dev.nacre.nn.text.Padding;
import dev.nacre.nn.text.TokenBatch;
import dev.nacre.nn.text.Tokenizer;
import java.util.List;

/**
 * How texts become ids.
 *
 * @param tokenizer the model's own
 * @param longest   most ids of a text, start and end marks included; longer texts are cut
 */
public record TextInput(Tokenizer tokenizer, int longest) {
    /** Texts padded to the longest of them. */
    public TokenBatch encode(List<String> texts) {
        return tokenizer.encodeBatch(texts, longest, Padding.TO_LONGEST);
    }
}
