package dev.nacre.mammo.task.factor;

import dev.nacre.mammo.eval.localisation.FoundRegion;
import dev.nacre.mammo.image.Mask;
import dev.nacre.mammo.image.OriginalPixels;
import dev.nacre.mammo.image.PictureMap;
import dev.nacre.mammo.image.PlaneBox;
import dev.nacre.mammo.image.PreparedPicture;
import java.util.List;

/**
 * Where in a picture an attribute or a sentence is. Every picture has regions, also one in which there is nothing of
 * the kind; whether there is, {@link FactorMap#score} says, beside those of other pictures. Research use, not for
 * diagnosis.
 *
 * @param query what was asked
 * @param map what was found
 * @param picture as the network saw it
 * @param breast where the breast is in it
 * @param regions of the map, the highest mean first, in pixels of the prepared picture
 * @param height rows of the file
 * @param width columns of the file
 */
public record FactorReading(FactorQuery query, FactorMap map, PreparedPicture picture, Mask breast,
        List<FoundRegion> regions, int height, int width) {
    /** Copies the list. */
    public FactorReading {
        regions = List.copyOf(regions);
    }

    /** The map on the prepared picture, 0 beside the breast. */
    public PictureMap prepared() {
        return map.prepared(picture.height(), picture.width()).within(breast);
    }

    /** The map on the pixels of the file. */
    public PictureMap original() {
        return OriginalPixels.map(prepared(), picture.applied(), height, width);
    }

    /** The boxes around the regions on the pixels of the file, the highest mean first. */
    public List<PlaneBox> boxes() {
        return regions.stream().map(region -> region.box(picture.applied().toOriginal())).toList();
    }
}
