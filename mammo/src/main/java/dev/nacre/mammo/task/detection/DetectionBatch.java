package dev.nacre.mammo.task.detection;

import dev.nacre.mammo.image.Pictures;
import dev.nacre.nn.detection.LabelledBox;
import java.util.List;

/**
 * Pictures and their lesions. To be closed after its last use.
 *
 * @param pictures normalised
 * @param lesions of each, in pixels of the prepared picture
 */
public record DetectionBatch(Pictures pictures, List<List<LabelledBox>> lesions) implements AutoCloseable {
    /** Refuses lesions of other pictures. */
    public DetectionBatch {
        lesions = List.copyOf(lesions);
        if (lesions.size() != pictures.pictures()) {
            throw new IllegalArgumentException("a batch of " + pictures.pictures() + " pictures has lesions of "
                    + lesions.size());
        }
    }

    /** Gives back what the pictures hold. */
    @Override
    public void close() {
        pictures.close();
    }
}
