package dev.nacre.mammo.task.factor;

import dev.nacre.core.Gradients;
import dev.nacre.core.Scope;
import dev.nacre.core.Tensor;
import dev.nacre.mammo.clip.MammoClipPredictor;
import dev.nacre.mammo.image.PictureBatch;
import dev.nacre.mammo.image.PreparedPicture;
import dev.nacre.nn.InputException;
import dev.nacre.nn.Pass;
import java.util.ArrayList;
import java.util.List;

/**
 * A trained Mammo-FActOR with the Mammo-CLIP that it was trained on: pictures and attributes or sentences in, maps out.
 * Results depend on the input alone. Safe for many threads. Research use, not for diagnosis.
 *
 * @param clip whose encoders it looks through
 * @param config what it is
 * @param mapper its network
 * @param attributes vectors of its attributes, each of length 1, {@code [attributes][embedding]}; not copied
 */
public record FactorPredictor(MammoClipPredictor clip, FactorConfig config, ChannelMapper mapper,
        float[][] attributes) {
    private static final int COLOURS = 3;

    /**
     * The query for an attribute.
     *
     * @throws InputException if there is none of that name
     */
    public FactorQuery attribute(String name) {
        int number = config.number(name);
        double[] networks = new double[attributes.length];
        networks[number] = 1;
        return new FactorQuery(name, attributes[number], networks, 1);
    }

    /** The queries for all attributes, in their order. */
    public List<FactorQuery> queries() {
        return config.attributes().stream().map(attribute -> attribute(attribute.name())).toList();
    }

    /**
     * The query for any sentence. There is a network for each attribute and none for the sentence, so those of the
     * attributes answer together: each channel's cosine with the sentence by the network of attribute k counts by
     * softmax over k of ⟨sentence, t_k⟩ / τ, the temperature being that of the training. A sentence about one attribute
     * is so answered by the network that learned from such sentences (the sentence of an attribute of a single sentence
     * gets nearly the attribute's map), one between attributes by several. Of what no attribute is near to, the map
     * means little: see {@link FactorQuery#nearness}.
     *
     * @throws InputException if the sentence is blank, or the Mammo-CLIP came without a tokenizer
     */
    public FactorQuery sentence(String sentence) {
        if (sentence.isBlank()) {
            throw new InputException("a blank sentence has no place in a picture: write what to look for");
        }
        float[] vector = SentenceMean.of(clip, List.of(sentence));
        double[] cosines = new double[attributes.length];
        double nearness = -1;
        for (int attribute = 0; attribute < cosines.length; attribute++) {
            for (int index = 0; index < vector.length; index++) {
                cosines[attribute] += (double) vector[index] * attributes[attribute][index];
            }
            nearness = Math.max(nearness, cosines[attribute]);
        }
        double sum = 0;
        double[] networks = new double[cosines.length];
        for (int attribute = 0; attribute < cosines.length; attribute++) {
            networks[attribute] = StrictMath.exp((cosines[attribute] - nearness) / FactorLoss.TEMPERATURE);
            sum += networks[attribute];
        }
        for (int attribute = 0; attribute < cosines.length; attribute++) {
            networks[attribute] /= sum;
        }
        return new FactorQuery(sentence, vector, networks, nearness);
    }

    /** The attributes' vectors, {@code [attributes, embedding]}. */
    Tensor attributeTensor() {
        float[] all = new float[attributes.length * config.embedding()];
        for (int attribute = 0; attribute < attributes.length; attribute++) {
            System.arraycopy(attributes[attribute], 0, all, attribute * config.embedding(), config.embedding());
        }
        return Tensor.of(all, attributes.length, config.embedding());
    }

    /**
     * A map for each query.
     *
     * @param picture as the recipe of the Mammo-CLIP prepares it
     * @param recipe such as {@link MapRecipe#usual}
     * @param channels that make up a map, such as {@link FactorMap#CHANNELS}
     * @throws InputException if the picture is constant, or of another size than those of the training
     */
    public List<FactorMap> maps(PreparedPicture picture, List<FactorQuery> queries, MapRecipe recipe, int channels) {
        float[] values = clip.pictures().normalisation().apply(picture.levels(), picture.bits(), "given");
        PictureBatch batch = new PictureBatch(1, picture.height(), picture.width(), values);
        List<FactorMap> found = new ArrayList<>();
        Scope.run("looking for attributes", () -> {
            Tensor maps = LevelMaps.of(clip.model().imageEncoder(), config.level(), batch.tensor(COLOURS));
            if (maps.size(1) != config.height() || maps.size(2) != config.width()) {
                throw new InputException("a picture of " + picture.height() + " x " + picture.width() + " has maps of "
                        + maps.size(1) + " x " + maps.size(2) + " places, and the model was trained on maps of "
                        + config.height() + " x " + config.width() + ": prepare it by the model's own recipe");
            }
            Tensor byChannel = LevelMaps.byChannel(maps);
            for (FactorQuery query : queries) {
                Scope.run("a query", () -> found.add(FactorMap.of(query.text(), evidence(byChannel, query), recipe,
                        channels)));
            }
        });
        return found;
    }

    private FactorMap.Evidence evidence(Tensor byChannel, FactorQuery query) {
        Tensor leaf = byChannel.requireGrad();
        Tensor vectors = mapper.vectors(leaf, Pass.EVAL_WITH_GRADIENTS).select(0, 0);
        Tensor networks = Tensor.of(query.networks(), attributes.length, 1).to(vectors.type());
        Tensor cosines = vectors.matmul(Tensor.of(query.vector(), config.embedding(), 1)).squeeze(-1).mul(networks)
                .sum(0);
        double[] values = cosines.toDoubles();
        // A channel's cosine depends on its own places alone, so that the slopes of the sum are those of each.
        try (Gradients gradients = cosines.sum().backward()) {
            return new FactorMap.Evidence(config.height(), config.width(), byChannel.toFloats(),
                    gradients.of(leaf).toFloats(), values);
        }
    }
}
