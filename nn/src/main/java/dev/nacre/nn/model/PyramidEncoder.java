package dev.nacre.nn.model;

import dev.nacre.core.Key;
import dev.nacre.core.Tensor;
import dev.nacre.nn.Layer;
import dev.nacre.nn.Pass;
import java.util.List;

/**
 * A network that looks at pictures {@code [batch, height, width, 3]} and can be asked for one vector, {@code [batch,
 * features]}, or for what it saw on the way, as decoders need it: a map at each of five resolutions.
 */
public abstract sealed class PyramidEncoder extends Layer permits EfficientNet, ResNet {
    PyramidEncoder() {
    }

    /** The network of this configuration. */
    public static PyramidEncoder of(PyramidConfig config) {
        return switch (config) {
            case EfficientNetConfig efficientNet -> new EfficientNet(efficientNet);
            case ResNetConfig resNet -> new ResNet(resNet);
        };
    }

    /** What this network is. */
    public abstract PyramidConfig config();

    @Override
    public PyramidEncoder init(Key key) {
        super.init(key);
        return this;
    }

    /**
     * The maps at 1/2, 1/4, 1/8, 1/16 and 1/32 of the picture's size, {@code [batch, height / 2^k, width / 2^k,
     * channels_k]} with the channels of {@link PyramidConfig#pyramidChannels}; exactly so where height and width divide
     * by 32, else nearly so.
     */
    public abstract List<Tensor> pyramid(Tensor pictures, Pass pass);
}
