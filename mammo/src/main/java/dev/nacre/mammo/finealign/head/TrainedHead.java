package dev.nacre.mammo.finealign.head;

import dev.nacre.core.io.Json;
import dev.nacre.mammo.image.PixelRecipe;
import dev.nacre.nn.Module;

/**
 * A model of this package with what belongs to it. Research use, not for diagnosis.
 *
 * @param model the network
 * @param pictures how files become its input
 * @param training how it came to be; free form
 * @param <M> {@link MalignancyModel} or {@link SegmentationModel}
 */
public record TrainedHead<M extends Module>(M model, PixelRecipe pictures, Json.Fields training) {
}
