package dev.nacre.nn.model;

import dev.nacre.core.Key;
import dev.nacre.core.Shape;
import dev.nacre.core.ShapeException;
import dev.nacre.core.Tensor;
import dev.nacre.core.op.IndexSelect;
import dev.nacre.core.op.Recompute;
import dev.nacre.nn.Chain;
import dev.nacre.nn.Initialiser;
import dev.nacre.nn.Linear;
import dev.nacre.nn.Module;
import dev.nacre.nn.Parameter;
import dev.nacre.nn.Pass;
import java.util.ArrayList;
import java.util.List;

/**
 * BERT (Devlin et al. 2019): token ids {@code [batch, length]} to vectors {@code [batch, length, width]}. Names of the
 * state dict are those of Hugging Face's BertModel. Its pooler is there because published files hold it; nothing uses
 * it.
 */
public final class Bert extends Module {
    static final Initialiser WEIGHTS = Initialiser.truncatedNormal(0.02);

    private final BertConfig config;
    private final BertEmbeddings embeddings;
    private final List<BertLayer> layers = new ArrayList<>();

    /** The network of this configuration. */
    public Bert(BertConfig config) {
        this.config = config;
        embeddings = child("embeddings", new BertEmbeddings(config));
        for (int i = 0; i < config.layers(); i++) {
            layers.add(child("encoder.layer." + i, new BertLayer(config)));
        }
        child("pooler.dense", new Linear(config.width(), config.width(), WEIGHTS, Initialiser.ZEROS,
                Parameter.Use.UNUSED));
    }

    @Override
    public Bert init(Key key) {
        super.init(key);
        return this;
    }

    /** What this network is. */
    public BertConfig config() {
        return config;
    }

    /**
     * The last layer's vectors.
     *
     * @param ids  int32 or int64 {@code [batch, length]}
     * @param mask int32 or int64 {@code [batch, length]}, not 0 where a token is
     */
    public Tensor forward(Tensor ids, Tensor mask, Pass pass) {
        return run(pass, own -> {
            Tensor present = present(ids, mask);
            Chain chain = Chain.from(embeddings.forward(ids, own));
            for (BertLayer layer : layers) {
                chain.then(x -> through(layer, x, present, own));
            }
            return chain.end();
        });
    }

    /** The embedded tokens and the vectors after each layer: one more tensor than there are layers. */
    public List<Tensor> states(Tensor ids, Tensor mask, Pass pass) {
        return runAll(pass, own -> {
            Tensor present = present(ids, mask);
            List<Tensor> states = new ArrayList<>();
            states.add(embeddings.forward(ids, own));
            for (BertLayer layer : layers) {
                states.add(through(layer, states.getLast(), present, own));
            }
            return states;
        });
    }

    private static Tensor through(BertLayer layer, Tensor x, Tensor present, Pass pass) {
        return pass.isRecomputing()
                ? Recompute.checkpoint(in -> List.of(layer.forward(in.get(0), in.get(1), pass)), List.of(x, present))
                        .getFirst()
                : layer.forward(x, present, pass);
    }

    private Tensor present(Tensor ids, Tensor mask) {
        if (ids.rank() != 2 || !mask.shape().equals(ids.shape())) {
            throw new ShapeException("bert(" + ids.spec() + ", " + mask.spec()
                    + "): takes ids and a mask, both [batch, length]");
        }
        if (ids.size(1) > config.positions()) {
            throw new ShapeException("bert(" + ids.spec() + "): a text has " + ids.size(1)
                    + " tokens, this model knows " + config.positions() + " positions; truncate the texts");
        }
        return mask.notEqualTo(mask.device().run(() -> Tensor.full(0, mask.type(), Shape.SCALAR)));
    }

    /**
     * The vector of each text's last token, {@code [batch, width]}: the one at sum(mask) − 1.
     *
     * @throws ShapeException if a text has no token at all
     */
    public static Tensor lastToken(Tensor vectors, Tensor mask) {
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
