package dev.nacre.mammo.task.detection;

import dev.nacre.mammo.image.PictureBatch;
import dev.nacre.nn.detection.LabelledBox;
import java.util.List;

/**
 * Pictures and their lesions.
 *
 * @param pictures normalised
 * @param lesions of each, in pixels of the prepared picture
 */
public record DetectionBatch(PictureBatch pictures, List<List<LabelledBox>> lesions) {
    /** Refuses lesions of other pictures. */
    public DetectionBatch {
        lesions = List.copyOf(lesions);
        if (lesions.size() != pictures.pictures()) {
            throw new IllegalArgumentException("a batch of " + pictures.pictures() + " pictures has lesions of "
                    + lesions.size());
        }
    }
}
