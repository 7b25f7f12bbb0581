package dev.nacre.nn.detection;

import dev.nacre.core.ShapeException;
import dev.nacre.core.Tensor;
import java.util.List;

/**
 * What a network says about the anchors of some pictures, in the order of {@link AnchorGrid#anchors}.
 *
 * @param maps sizes of the levels' maps
 * @param codes {@code [pictures, anchors, 4]}: see {@link BoxCoding}
 * @param logits {@code [pictures, anchors, classes]}
 */
public record Predictions(List<MapSize> maps, Tensor codes, Tensor logits) {
    /** Copies the list. */
    public Predictions {
        maps = List.copyOf(maps);
        if (codes.rank() != 3 || logits.rank() != 3 || codes.size(0) != logits.size(0)
                || codes.size(1) != logits.size(1) || codes.size(2) != BoxCoding.LENGTH) {
            throw new ShapeException("codes " + codes.spec() + " and logits " + logits.spec()
                    + " are not [pictures, anchors, 4] and [pictures, anchors, classes]");
        }
    }

    /** How many classes are told apart. */
    public int classes() {
        return Math.toIntExact(logits.size(2));
    }
}
