package dev.nacre.mammo.finealign;

import dev.nacre.core.io.Json;
import dev.nacre.mammo.finealign.exam.WordInput;
import dev.nacre.mammo.finealign.model.FineAlign;
import dev.nacre.mammo.image.PixelRecipe;
import java.nio.file.Path;

/**
 * A coarse-to-fine model with all that belongs to it. Research use, not for diagnosis.
 *
 * @param model the network
 * @param words how texts become its input
 * @param pictures how files become its input
 * @param training how it came to be; free form
 */
public record TrainedFineAlign(FineAlign model, WordInput words, PixelRecipe pictures, Json.Fields training) {
    /**
     * Loads what {@link FineAlignFile} wrote.
     *
     * @throws dev.nacre.core.io.CheckpointException if it is missing, damaged or of another model; one sentence
     */
    public static TrainedFineAlign load(Path file) {
        return FineAlignFile.read(file);
    }
}
