package dev.nacre.mammo.task.detection;

import dev.nacre.core.Scope;
import dev.nacre.mammo.image.AppliedRecipe;
import dev.nacre.mammo.image.PictureBatch;
import dev.nacre.mammo.image.PixelRecipe;
import dev.nacre.mammo.image.PlaneAffine;
import dev.nacre.mammo.image.PlaneBox;
import dev.nacre.mammo.image.PreparedPicture;
import dev.nacre.mammo.prepare.MammogramReader;
import dev.nacre.nn.Pass;
import dev.nacre.nn.detection.BoundingBox;
import dev.nacre.nn.detection.Detection;
import dev.nacre.nn.detection.DetectionChoice;
import dev.nacre.nn.detection.RetinaNet;
import dev.nacre.nn.published.Licence;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A trained detector with all that belongs to it: pictures in, boxes on their own pixels out. Results depend on the
 * input alone. Safe for many threads. Research use, not for diagnosis.
 *
 * @param model the network
 * @param kinds of lesions that it tells apart, by class
 * @param pictures how files become its input
 * @param licence what the publisher of the weights asks, where it restricts use
 */
public record DetectorPredictor(RetinaNet model, List<LesionKind> kinds, PixelRecipe pictures,
        Optional<Licence> licence) {
    private static final int CHANNELS = 3;
    private static final double PUBLISHED_SCORE = 0.2;
    /** What Mammo-CLIP computed its average precision from: above 0.2, at most 100. */
    public static final DetectionChoice FOR_PUBLISHED_PRECISION = DetectionChoice.RETINA_NET.above(PUBLISHED_SCORE);

    /** Copies the list. */
    public DetectorPredictor {
        kinds = List.copyOf(kinds);
        if (kinds.size() != model.config().classes()) {
            throw new IllegalArgumentException("a network of " + model.config().classes() + " classes, and kinds "
                    + kinds.stream().map(LesionKind::name).toList() + ": name each class");
        }
    }

    /**
     * Loads a file that a {@link DetectorTraining} wrote.
     *
     * @throws dev.nacre.core.io.CheckpointException if it is missing, damaged or of another model
     */
    public static DetectorPredictor load(Path file) {
        return DetectorModelFile.read(file);
    }

    /**
     * Loads a detector of Mammo-CLIP as published; pictures are prepared as for Mammo-CLIP, at 512 × 512.
     *
     * @param kinds what it finds, which its file does not say
     * @throws dev.nacre.core.io.CheckpointException if it is missing, damaged, of another model, or of another number
     *                                               of classes
     */
    public static DetectorPredictor loadPublished(Path file, List<LesionKind> kinds) {
        return DetectorModelFile.readPublished(file, kinds);
    }

    /**
     * The lesions in a file, the surest first: above a score of 0.05, of overlapping ones the surest, at most 100.
     *
     * @throws dev.nacre.nn.InputException if the file is missing, unreadable or constant
     */
    public List<FoundLesion> detect(Path file) {
        return detect(pictures.apply(MammogramReader.read(file)), file, DetectionChoice.RETINA_NET);
    }

    /**
     * The lesions in a prepared picture of any size, in pixels of the file that it was made of.
     *
     * @param name of the picture, for errors
     * @param choice which boxes are shown
     */
    public List<FoundLesion> detect(PreparedPicture prepared, Object name, DetectionChoice choice) {
        float[] values = pictures.normalisation().apply(prepared.levels(), prepared.bits(), name);
        List<Detection> found = find(new PictureBatch(1, prepared.height(), prepared.width(), values), choice)
                .getFirst();
        return onOriginal(found, prepared.applied());
    }

    /** What is found in prepared pictures, in their own pixels. */
    List<List<Detection>> find(PictureBatch batch, DetectionChoice choice) {
        List<List<Detection>> found = new ArrayList<>();
        Scope.run("detection", () -> found.addAll(choice.of(model.predict(batch.tensor(CHANNELS), Pass.EVAL),
                model.grid(), batch.height(), batch.width())));
        return found;
    }

    /** In pixels of the file; what lies in the black around the picture is not. */
    static List<FoundLesion> onOriginal(List<Detection> found, AppliedRecipe applied) {
        PlaneBox shown = applied.shown();
        PlaneAffine back = applied.toOriginal();
        List<FoundLesion> lesions = new ArrayList<>();
        for (Detection one : found) {
            BoundingBox box = one.box().shifted(-shown.x0(), -shown.y0())
                    .clipped(shown.y1() - shown.y0(), shown.x1() - shown.x0()).shifted(shown.x0(), shown.y0());
            if (box.area() > 0) {
                lesions.add(new FoundLesion(MovedBox.CORNERS.of(box, back), one.score(), one.kind()));
            }
        }
        return lesions;
    }
}
