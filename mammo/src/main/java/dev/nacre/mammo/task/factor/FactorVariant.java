package dev.nacre.mammo.task.factor;

import dev.nacre.core.Tensor;
import dev.nacre.nn.Pass;

/**
 * Whose arithmetic a training follows. Maps are made alike, each by its own attribute's network: of them nothing is
 * published.
 */
public enum FactorVariant {
    /** Each attribute has its own network; pictures that show it are not held against each other. */
    MENDED {
        @Override
        Tensor cosines(ChannelMapper mapper, Tensor maps, Tensor attributes, Pass pass) {
            return mapper.cosines(maps, attributes, pass);
        }

        @Override
        Tensor loss(Tensor similarities, boolean[][] shown) {
            return FactorLoss.of(similarities, shown);
        }
    },
    /**
     * As the published code computes, for comparing numbers: {@link ChannelMapper#interleavedCosines} and
     * {@link FactorLoss#published}.
     */
    PAPER {
        @Override
        Tensor cosines(ChannelMapper mapper, Tensor maps, Tensor attributes, Pass pass) {
            return mapper.interleavedCosines(maps, attributes, pass);
        }

        @Override
        Tensor loss(Tensor similarities, boolean[][] shown) {
            return FactorLoss.published(similarities, shown);
        }
    };

    /**
     * How near channels are to attributes.
     *
     * @param maps {@code [batch, channels, places]}
     * @param attributes {@code [attributes, embedding]}
     * @return {@code [batch, attributes, channels]}
     */
    abstract Tensor cosines(ChannelMapper mapper, Tensor maps, Tensor attributes, Pass pass);

    /** {@code [batch, attributes]} to a scalar. */
    abstract Tensor loss(Tensor similarities, boolean[][] shown);
}
