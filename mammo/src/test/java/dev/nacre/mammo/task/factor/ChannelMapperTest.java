package dev.nacre.mammo.task.factor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.Key;
import dev.nacre.core.Tensor;
import dev.nacre.nn.Parameter;
import dev.nacre.nn.Pass;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChannelMapperTest {
    private static final int ATTRIBUTES = 2;
    private static final int CHANNELS = 3;
    private static final int PLACES = 4;
    private static final int EMBEDDING = 5;

    private final ChannelMapper mapper = new ChannelMapper(ATTRIBUTES, PLACES, EMBEDDING).init(Key.of(3));

    @Test
    void namesAndSizesAreThePublishedOnes() {
        Map<String, Parameter> parameters = mapper.parameters();
        assertThat(parameters.keySet()).containsExactly("pool.0.0.weight", "pool.0.0.bias", "pool.0.2.weight",
                "pool.0.2.bias", "pool.1.0.weight", "pool.1.0.bias", "pool.1.2.weight", "pool.1.2.bias");
        assertThat(parameters.get("pool.1.2.weight").layout().toFile(parameters.get("pool.1.2.weight").spec().shape())
                .sizes()).containsExactly(EMBEDDING, PLACES);
    }

    /** In plain loops, attribute by attribute: so none gets a channel of another's network. */
    @Test
    void eachAttributeHasTheVectorsOfItsOwnNetwork() {
        float[] maps = Tensor.randn(Key.of(8), 2, CHANNELS, PLACES).toFloats();
        float[] found = mapper.vectors(Tensor.of(maps, 2, CHANNELS, PLACES), Pass.EVAL).toFloats();
        for (int picture = 0; picture < 2; picture++) {
            for (int attribute = 0; attribute < ATTRIBUTES; attribute++) {
                for (int channel = 0; channel < CHANNELS; channel++) {
                    double[] expected = loops(attribute, maps, (picture * CHANNELS + channel) * PLACES);
                    int start = ((picture * ATTRIBUTES + attribute) * CHANNELS + channel) * EMBEDDING;
                    for (int index = 0; index < EMBEDDING; index++) {
                        assertThat((double) found[start + index]).isCloseTo(expected[index], within(1e-6));
                    }
                }
            }
        }
    }

    @Test
    void cosinesAreThoseOfTheVectors() {
        Tensor maps = Tensor.randn(Key.of(9), 2, CHANNELS, PLACES);
        float[] attributes = Tensor.randn(Key.of(10), ATTRIBUTES, EMBEDDING).toFloats();
        float[] vectors = mapper.vectors(maps, Pass.EVAL).toFloats();
        float[] cosines = mapper.cosines(maps, Tensor.of(attributes, ATTRIBUTES, EMBEDDING), Pass.EVAL).toFloats();
        assertThat(cosines).hasSize(2 * ATTRIBUTES * CHANNELS);
        for (int index = 0; index < cosines.length; index++) {
            double product = 0;
            for (int k = 0; k < EMBEDDING; k++) {
                product += vectors[index * EMBEDDING + k] * attributes[index / CHANNELS % ATTRIBUTES * EMBEDDING + k];
            }
            assertThat((double) cosines[index]).isCloseTo(product, within(1e-5));
        }
    }

    /** Two attributes, three channels: the row of a picture is 00 01 02 10 11 12 (network, channel), read in pairs. */
    @Test
    void thePublishedCodeMixesTheNetworks() {
        int[][] network = {{0, 0, 1}, {0, 1, 1}};
        int[][] channel = {{0, 2, 1}, {1, 0, 2}};
        float[] maps = Tensor.randn(Key.of(8), 2, CHANNELS, PLACES).toFloats();
        float[] attributes = Tensor.randn(Key.of(10), ATTRIBUTES, EMBEDDING).toFloats();
        float[] found = mapper.interleavedCosines(Tensor.of(maps, 2, CHANNELS, PLACES),
                Tensor.of(attributes, ATTRIBUTES, EMBEDDING), Pass.EVAL).toFloats();
        for (int index = 0; index < found.length; index++) {
            int attribute = index / CHANNELS % ATTRIBUTES;
            double[] vector = loops(network[attribute][index % CHANNELS], maps,
                    (index / CHANNELS / ATTRIBUTES * CHANNELS + channel[attribute][index % CHANNELS]) * PLACES);
            double product = 0;
            for (int k = 0; k < EMBEDDING; k++) {
                product += vector[k] * attributes[attribute * EMBEDDING + k];
            }
            assertThat((double) found[index]).as("cosine %d", index).isCloseTo(product, within(1e-5));
        }
    }

    private double[] loops(int attribute, float[] maps, int start) {
        float[] inner = values(attribute + ".0.weight");
        float[] innerBias = values(attribute + ".0.bias");
        float[] outer = values(attribute + ".2.weight");
        float[] outerBias = values(attribute + ".2.bias");
        double[] hidden = new double[PLACES];
        for (int to = 0; to < PLACES; to++) {
            hidden[to] = innerBias[to];
            for (int from = 0; from < PLACES; from++) {
                hidden[to] += maps[start + from] * inner[from * PLACES + to];
            }
            hidden[to] = Math.max(0, hidden[to]);
        }
        double[] vector = new double[EMBEDDING];
        double squares = 0;
        for (int to = 0; to < EMBEDDING; to++) {
            vector[to] = outerBias[to];
            for (int from = 0; from < PLACES; from++) {
                vector[to] += hidden[from] * outer[from * EMBEDDING + to];
            }
            squares += vector[to] * vector[to];
        }
        for (int to = 0; to < EMBEDDING; to++) {
            vector[to] /= Math.sqrt(squares);
        }
        return vector;
    }

    private float[] values(String name) {
        return mapper.parameters().get("pool." + name).value().toFloats();
    }
}
