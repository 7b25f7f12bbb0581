package dev.nacre.nn.text.pipeline;

import dev.nacre.nn.InputException;
import java.util.List;

/** Normalisers one after the other. Replacements of replacements could make a text grow without end: that is seen. */
record NormalizerChain(List<Normalizer> parts) implements Normalizer {
    private static final int GROWTH = 100;
    private static final int LENGTH = 1_000;

    @Override
    public String normalize(String text) {
        String result = text;
        for (Normalizer part : parts) {
            result = part.normalize(result);
            checkGrowth(text.length(), result.length());
        }
        return result;
    }

    /** @throws InputException if a text has grown to more than any published tokenizer makes of it */
    static void checkGrowth(long before, long now) {
        if (now > LENGTH + GROWTH * before) {
            throw new InputException("the tokenizer's normaliser makes a text of " + before + " characters grow to "
                    + now + " and more; no tokenizer that is meant to be used does so");
        }
    }
}
