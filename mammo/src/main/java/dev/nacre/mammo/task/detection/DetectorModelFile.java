package dev.nacre.mammo.task.detection;

import dev.nacre.core.io.Checkpoint;
import dev.nacre.core.io.CheckpointException;
import dev.nacre.core.io.Json;
import dev.nacre.core.io.JsonWriter;
import dev.nacre.core.io.KeyTable;
import dev.nacre.core.io.SafetensorsWriter;
import dev.nacre.core.io.StateLoader;
import dev.nacre.mammo.image.PixelRecipe;
import dev.nacre.mammo.published.DetectorFile;
import dev.nacre.nn.InputException;
import dev.nacre.nn.detection.RetinaNet;
import dev.nacre.nn.detection.RetinaNetConfig;
import dev.nacre.nn.published.Licence;
import dev.nacre.nn.published.PublishedFamilies;
import dev.nacre.nn.published.PublishedModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * One safetensors file that holds all that a detector needs: the weights under the names of Mammo-CLIP's detectors, and
 * in the metadata entry {@code nacre} a JSON object with the configuration, the kinds of lesions, and how pictures are
 * prepared. A file that training goes on from also holds the optimiser's moments.
 */
public final class DetectorModelFile {
    private static final String KEY = "nacre";
    private static final String FAMILY = "mammo-detector";
    private static final int VERSION = 1;
    private static final KeyTable NAMES = new KeyTable("its own description", Map.of(), List.of())
            .ignoring("(first|second)_moment\\..*");
    private static final int PUBLISHED_SIDE = 512;

    private DetectorModelFile() {
    }

    /** A writer that already holds weights and description. @param training how the model came to be; free form */
    static SafetensorsWriter writer(DetectorPredictor detector, Json.Fields training) {
        Json.Fields description = Json.object().with("family", FAMILY).with("version", VERSION)
                .with("model", detector.model().config().toJson())
                .with("kinds", new Json.Items(detector.kinds().stream().<Json>map(LesionKind::toJson).toList()))
                .with("pictures", detector.pictures().toJson()).with("training", training)
                .with("notice", "Research use, not for diagnosis.");
        if (detector.licence().isPresent()) {
            description = description.with("licence", detector.licence().get().toJson());
        }
        SafetensorsWriter writer = new SafetensorsWriter().metadata(KEY, JsonWriter.compact(description));
        detector.model().state().forEach(writer::add);
        return writer;
    }

    /** Writes a detector. @param training how it came to be; free form, kept with the model */
    public static void write(DetectorPredictor detector, Json.Fields training, Path target) {
        writer(detector, training).write(target);
    }

    /** @throws CheckpointException if the file is missing, damaged or of another kind, or its weights do not fit */
    static DetectorPredictor read(Path source) {
        try (Checkpoint file = Checkpoint.open(source)) {
            Json text = file.description().find(KEY).orElseThrow(() -> new CheckpointException(source
                    + " does not say what it is; take a file that a training of a detector wrote, or read it as a"
                    + " published detector and say what it finds"));
            try {
                return described(file, Json.parse(text.text()));
            } catch (InputException | ArithmeticException | IllegalArgumentException e) {
                throw new CheckpointException(source + " describes its model in a way that cannot be used ("
                        + e.getMessage() + "); it was written by something else, or changed", e);
            }
        }
    }

    private static DetectorPredictor described(Checkpoint file, Json description) {
        String family = description.get("family").text();
        if (!family.equals(FAMILY) || description.get("version").whole() != VERSION) {
            throw new CheckpointException(file.path() + " is of the family '" + family + "' and version "
                    + description.get("version").whole() + ", and not of '" + FAMILY + "' and " + VERSION
                    + "; take another file, or the Nacre that wrote it");
        }
        RetinaNet model = new RetinaNet(RetinaNetConfig.fromJson(description.get("model")));
        DetectorPredictor detector = new DetectorPredictor(model,
                description.get("kinds").items().stream().map(LesionKind::fromJson).toList(),
                PixelRecipe.fromJson(description.get("pictures")),
                description.find("licence").map(Licence::fromJson));
        StateLoader.load(file, model.state(), NAMES);
        return detector;
    }

    /** @throws CheckpointException as {@link #read}, or if it has another number of classes */
    static DetectorPredictor readPublished(Path source, List<LesionKind> kinds) {
        try (Checkpoint file = Checkpoint.open(source)) {
            PublishedModel<?> published = new PublishedFamilies(List.of(new DetectorFile())).recognise(file)
                    .orElseThrow(() -> new CheckpointException(source + " is no detector of Mammo-CLIP; run \"nacre"
                            + " checkpoint inspect\" on it to see what it is"));
            RetinaNet model = (RetinaNet) published.model();
            if (model.config().classes() != kinds.size()) {
                throw new CheckpointException(source + " tells " + model.config().classes()
                        + " kinds of lesions apart: name as many, not " + kinds.size());
            }
            published.load();
            return new DetectorPredictor(model, kinds, PixelRecipe.mammoClip(PUBLISHED_SIDE, PUBLISHED_SIDE),
                    published.licence());
        }
    }
}
