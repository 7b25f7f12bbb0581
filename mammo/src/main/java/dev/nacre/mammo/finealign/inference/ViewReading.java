package dev.nacre.mammo.finealign.inference;

import dev.nacre.mammo.exam.ExamView;
import dev.nacre.mammo.exam.PreparedView;
import dev.nacre.mammo.image.PictureMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a model shows of one picture. All maps have the prepared picture's size; its recipe leads back to the original
 * pixels.
 *
 * @param view which picture
 * @param prepared the picture with breast and muscle
 * @param enhanced E, or the precursor's view
 * @param dehazed the classic view; empty for the precursor, whose enhanced view it is
 * @param awarenessMap M, dark where a lesion may be
 * @param veil h, bright where dense tissue lies; empty for the precursor
 * @param awareness a, bright where a lesion may be: {@code 1 − M} for the precursor
 * @param lesions the map from which regions are taken: the fused map, or {@code 1 − M} in the breast without the muscle
 *     for the precursor
 * @param findings a map of cosines for each set of prompts, by its name, in the bank's order
 * @param places vectors of places, for other texts
 * @param vector of the whole picture, of length 1
 */
public record ViewReading(ExamView view, PreparedView prepared, PictureMap enhanced, Optional<PictureMap> dehazed,
        PictureMap awarenessMap, Optional<PictureMap> veil, PictureMap awareness, PictureMap lesions,
        Map<String, PictureMap> findings, PlaceVectors places, float[] vector) {
    /** Copies the map, and keeps its order. */
    public ViewReading {
        findings = Collections.unmodifiableMap(new LinkedHashMap<>(findings));
    }
}
