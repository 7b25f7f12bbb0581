package dev.nacre.nn.model;

import dev.nacre.core.ShapeException;
import dev.nacre.core.Tensor;
import dev.nacre.core.op.IndexSelect;

/**
 * One vector per text: that of its last token, which the tokenizers make the end mark. Mammo-CLIP and Mammo-FM read
 * their text encoders so.
 */
public final class LastToken {
    private LastToken() {
    }

    /**
     * The vectors at sum(mask) − 1, {@code [batch, width]}; the padding lies behind the tokens.
     *
     * @param vectors {@code [batch, length, width]}
     * @param mask    int32 or int64 {@code [batch, length]}, not 0 where a token is
     * @throws ShapeException if a text has no token at all
     */
    public static Tensor of(Tensor vectors, Tensor mask) {
        int batch = Math.toIntExact(mask.size(0));
        int length = Math.toIntExact(mask.size(1));
        long[] present = mask.toLongs();
        int[] rows = new int[batch];
        for (int text = 0; text < batch; text++) {
            int tokens = 0;
            for (int i = 0; i < length; i++) {
                tokens += present[text * length + i] != 0 ? 1 : 0;
            }
            if (tokens == 0) {
                throw new ShapeException("text " + text + " of " + batch + " has no token: its mask is 0 everywhere");
            }
            rows[text] = text * length + tokens - 1;
        }
        Tensor index = vectors.device().run(() -> Tensor.of(rows));
        return IndexSelect.of(vectors.reshape((long) batch * length, vectors.size(2)), 0, index);
    }
}
