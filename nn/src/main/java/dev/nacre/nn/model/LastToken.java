package dev.nacre.nn.model;

import dev.nacre.core.Autograd;
import dev.nacre.core.DType;
import dev.nacre.core.Device;
import dev.nacre.core.ShapeException;
import dev.nacre.core.Tensor;
import dev.nacre.core.op.IndexSelect;

/**
 * One vector per text: that of its last token, which the tokenizers make the end mark. Mammo-CLIP and Mammo-FM read
 * their text encoders so.
 */
public final class LastToken {
    /** More than there are tokens in a batch: float32 counts exactly as far. */
    private static final double NOWHERE = 1 << 24;

    private LastToken() {
    }

    /**
     * The vectors at sum(mask) − 1, {@code [batch, width]}; the padding lies behind the tokens.
     *
     * @param vectors {@code [batch, length, width]}
     * @param mask    int32 or int64 {@code [batch, length]}, not 0 where a token is
     * @throws ShapeException if a text has no token at all; on a GPU an {@link IndexOutOfBoundsException} says so, to
     *                        whoever reads a result
     */
    public static Tensor of(Tensor vectors, Tensor mask) {
        int batch = Math.toIntExact(mask.size(0));
        int length = Math.toIntExact(mask.size(1));
        Device device = vectors.device();
        Tensor rows = device.run(() -> device.equals(Device.CPU) ? counted(mask, batch, length)
                : Autograd.withoutGradients(() -> computed(mask, batch, length)));
        return IndexSelect.of(vectors.reshape((long) batch * length, vectors.size(2)), 0, rows);
    }

    /** The host looks at the mask. */
    private static Tensor counted(Tensor mask, int batch, int length) {
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
        return Tensor.of(rows);
    }

    /** The same where the host would have to wait for all work to see the mask; no token gives a row below 0. */
    private static Tensor computed(Tensor mask, int batch, int length) {
        Tensor tokens = mask.to(DType.BOOL).to(DType.FLOAT32).sum(1);
        Tensor none = tokens.equalTo(tokens.mul(0)).to(DType.FLOAT32);
        Tensor place = tokens.sub(1).sub(none.mul(NOWHERE)).to(DType.INT32);
        return place.add(Tensor.arange(batch * length).reshape(batch, length).select(1, 0));
    }
}
