package dev.nacre.nn;

import dev.nacre.core.Tensor;
import dev.nacre.core.op.Attention;
import dev.nacre.core.op.Softmax;
import java.util.OptionalInt;

/**
 * Every position of a sequence attends to every other (Vaswani et al. 2017): {@code [batch, length, width]} to the same
 * shape. Its four linear maps are registered under names that the caller gives, since every family has its own.
 */
public final class MultiHeadAttention extends Module {
    private final int heads;
    private final Linear query;
    private final Linear key;
    private final Linear value;
    private final Linear output;
    private final Dropout weights;
    private final double dropout;

    /** State-dict names of the four linear maps, seen from the attention. */
    public record Names(String query, String key, String value, String output) {
        /** As BERT has them. */
        public static final Names BERT = new Names("self.query", "self.key", "self.value", "output.dense");
    }

    /**
     * Attention of a width that the heads share evenly.
     *
     * @param dropout rate at which attention weights are dropped in training
     */
    public MultiHeadAttention(int width, int heads, double dropout, Names names, Initialiser initialiser) {
        if (width % heads != 0) {
            throw new IllegalArgumentException("a width of " + width + " does not divide into " + heads + " heads");
        }
        this.heads = heads;
        this.dropout = dropout;
        query = child(names.query(), new Linear(width, width, initialiser));
        key = child(names.key(), new Linear(width, width, initialiser));
        value = child(names.value(), new Linear(width, width, initialiser));
        weights = child("dropout", new Dropout(dropout));
        output = child(names.output(), new Linear(width, width, initialiser));
    }

    /**
     * The attended sequence.
     *
     * @param mask bool {@code [batch, length]}, true where a position may be attended to
     */
    public Tensor forward(Tensor x, Tensor mask, Pass pass) {
        return run(pass, own -> {
            Tensor q = split(query.forward(x, own));
            Tensor k = split(key.forward(x, own));
            Tensor v = split(value.forward(x, own));
            double scale = 1 / Math.sqrt((double) x.size(-1) / heads);
            Tensor mixed = own.isTraining() && dropout > 0 ? dropping(q, k, v, mask, scale, own)
                    : Attention.of(q, k, v, mask, scale, OptionalInt.empty());
            return output.forward(mixed.permute(0, 2, 1, 3).reshape(x.shape()), own);
        });
    }

    /** {@code [batch, length, width] → [batch, heads, length, width / heads]}. */
    private Tensor split(Tensor x) {
        return x.reshape(x.size(0), x.size(1), heads, x.size(2) / heads).permute(0, 2, 1, 3);
    }

    /** The same, written out, for the fused attention has no place for dropped weights. */
    private Tensor dropping(Tensor q, Tensor k, Tensor v, Tensor mask, double scale, Pass pass) {
        Tensor scores = q.matmul(k.transpose(-1, -2)).mul(scale);
        Tensor forbidden = mask.equalTo(mask.device().run(() -> Tensor.full(0, mask.type(), mask.shape())));
        Tensor attended = Softmax.of(scores.maskedFill(forbidden.unsqueeze(1).unsqueeze(1), Float.NEGATIVE_INFINITY),
                -1);
        return weights.forward(attended, pass).matmul(v);
    }
}
