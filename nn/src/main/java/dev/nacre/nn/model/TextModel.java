package dev.nacre.nn.model;

import dev.nacre.core.Key;
import dev.nacre.core.Shape;
import dev.nacre.core.ShapeException;
import dev.nacre.core.Tensor;
import dev.nacre.core.op.Recompute;
import dev.nacre.nn.Chain;
import dev.nacre.nn.Layer;
import dev.nacre.nn.Module;
import dev.nacre.nn.Pass;
import java.util.ArrayList;
import java.util.List;

/**
 * A network that reads text: token ids {@code [batch, length]} to vectors {@code [batch, length, width]}, through an
 * embedding and a row of layers in which every token looks at the others. {@link LastToken} makes one vector per text.
 */
public abstract sealed class TextModel extends Module permits Bert, ModernBert {
    TextModel() {
    }

    /** The network of this configuration. */
    public static TextModel of(TextModelConfig config) {
        return switch (config) {
            case BertConfig bert -> new Bert(bert);
            case ModernBertConfig modern -> new ModernBert(modern);
        };
    }

    /** What this network is. */
    public abstract TextModelConfig config();

    abstract Layer embeddings();

    abstract List<? extends TextLayer> layers();

    @Override
    public TextModel init(Key key) {
        super.init(key);
        return this;
    }

    /**
     * The last layer's vectors, {@code [batch, length, width]}.
     *
     * @param ids  int32 or int64 {@code [batch, length]}
     * @param mask int32 or int64 {@code [batch, length]}, not 0 where a token is
     * @throws ShapeException if the two differ in shape or a text is longer than the model's positions
     */
    public final Tensor forward(Tensor ids, Tensor mask, Pass pass) {
        return run(pass, own -> {
            Tensor present = present(ids, mask);
            Chain chain = Chain.from(embeddings().forward(ids, own));
            for (TextLayer layer : layers()) {
                chain.then(x -> through(layer, x, present, own));
            }
            return chain.end();
        });
    }

    /** The embedded tokens and the vectors after each layer: one more tensor than there are layers. */
    public final List<Tensor> states(Tensor ids, Tensor mask, Pass pass) {
        return runAll(pass, own -> {
            Tensor present = present(ids, mask);
            List<Tensor> states = new ArrayList<>();
            states.add(embeddings().forward(ids, own));
            for (TextLayer layer : layers()) {
                states.add(through(layer, states.getLast(), present, own));
            }
            return states;
        });
    }

    private static Tensor through(TextLayer layer, Tensor x, Tensor present, Pass pass) {
        return pass.isRecomputing()
                ? Recompute.checkpoint(in -> List.of(layer.forward(in.get(0), in.get(1), pass)), List.of(x, present))
                        .getFirst()
                : layer.forward(x, present, pass);
    }

    private Tensor present(Tensor ids, Tensor mask) {
        if (ids.rank() != 2 || !mask.shape().equals(ids.shape())) {
            throw new ShapeException(config().kind() + "(" + ids.spec() + ", " + mask.spec()
                    + "): takes ids and a mask, both [batch, length]");
        }
        if (ids.size(1) > config().positions()) {
            throw new ShapeException(config().kind() + "(" + ids.spec() + "): a text has " + ids.size(1)
                    + " tokens, this model knows " + config().positions() + " positions; truncate the texts");
        }
        return mask.notEqualTo(mask.device().run(() -> Tensor.full(0, mask.type(), Shape.SCALAR)));
    }
}
