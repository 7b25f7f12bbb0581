package dev.nacre.nn.published;

import dev.nacre.core.io.Checkpoint;
import dev.nacre.nn.model.EfficientNetConfig;
import java.util.Arrays;
import java.util.Optional;

/** The sizes in which EfficientNet is published, told by the number of their blocks and of their last channels. */
public enum EfficientNetSize {
    B0(EfficientNetConfig.B0), B1(EfficientNetConfig.B1), B2(EfficientNetConfig.B2), B3(EfficientNetConfig.B3),
    B4(EfficientNetConfig.B4), B5(EfficientNetConfig.B5), B6(EfficientNetConfig.B6), B7(EfficientNetConfig.B7);

    private final EfficientNetConfig config;

    EfficientNetSize(EfficientNetConfig config) {
        this.config = config;
    }

    /** What a network of this size is. */
    public EfficientNetConfig config() {
        return config;
    }

    /**
     * The size of the network in a file, or nothing if it is none of these.
     *
     * @param head   name of the last convolution's weight, {@code [features, channels, 1, 1]}
     * @param blocks how many blocks the file has
     */
    static Optional<EfficientNetSize> of(Checkpoint weights, String head, int blocks) {
        return weights.find(head).filter(last -> last.shape().rank() == 4).flatMap(last -> Arrays.stream(values())
                .filter(size -> size.config.features() == last.shape().size(0) && size.blocks() == blocks)
                .findFirst());
    }

    private int blocks() {
        return config.blocksPerStage().stream().mapToInt(Integer::intValue).sum();
    }
}
