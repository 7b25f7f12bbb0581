package dev.nacre.mammo.image;

import dev.nacre.core.Key;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a {@link PictureAugmentation} does to one picture for a key, in this order.
 *
 * @param horizontally whether left and right are exchanged
 * @param vertically   whether top and bottom are exchanged
 * @param affine       an affine map
 * @param elastic      an elastic distortion
 * @param crop         where an enlarged part takes points
 * @param gamma        the exponent of a change of gamma
 */
public record DrawnAugmentation(boolean horizontally, boolean vertically, Optional<Moved> affine,
        Optional<Elastic> elastic, Optional<PlaneAffine> crop, OptionalDouble gamma) {
    /**
     * An affine map.
     *
     * @param forward where points go
     * @param beyond  what lies beyond the picture
     */
    public record Moved(PlaneAffine forward, RandomAffine.Beyond beyond) {
    }

    /**
     * An elastic distortion.
     *
     * @param jitter an affine map before it, the picture mirrored beyond its border
     * @param key    of the field
     * @param warp   the field's sizes
     */
    public record Elastic(Optional<PlaneAffine> jitter, Key key, ElasticWarp warp) {
    }
}
