package dev.nacre.mammo.task.finetune;

import dev.nacre.core.io.Checkpoint;
import dev.nacre.core.io.CheckpointException;
import dev.nacre.core.io.Json;
import dev.nacre.core.io.JsonWriter;
import dev.nacre.core.io.KeyTable;
import dev.nacre.core.io.SafetensorsWriter;
import dev.nacre.core.io.StateLoader;
import dev.nacre.mammo.image.PixelRecipe;
import dev.nacre.mammo.published.ClassifierFile;
import dev.nacre.mammo.published.PictureClassifier;
import dev.nacre.mammo.task.LabelScheme;
import dev.nacre.mammo.task.OutputCalibration;
import dev.nacre.nn.InputException;
import dev.nacre.nn.model.EfficientNetConfig;
import dev.nacre.nn.published.Licence;
import dev.nacre.nn.published.PublishedFamilies;
import dev.nacre.nn.published.PublishedModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One safetensors file that holds all that a fine-tuned model needs: the weights under the names of Mammo-CLIP's
 * downstream training, and in the metadata entry {@code nacre} a JSON object with its configuration, what its outputs
 * mean, how pictures are prepared, its calibration, and how it was trained. A file that training goes on from also
 * holds the optimiser's moments.
 */
final class FineTunedFile {
    private static final String KEY = "nacre";
    private static final String FAMILY = "mammo-classifier";
    private static final int VERSION = 1;
    private static final PublishedFamilies FAMILIES = new PublishedFamilies(List.of(new ClassifierFile()));
    private static final int PUBLISHED_HEIGHT = 1520;
    private static final int PUBLISHED_WIDTH = 912;
    private static final KeyTable NAMES = new KeyTable("its own description", Map.of(), List.of())
            .ignoring("(first|second)_moment\\..*");

    private FineTunedFile() {
    }

    /** A writer that holds weights and description; what else a checkpoint needs may be added. */
    static SafetensorsWriter writer(FineTunedPredictor predictor, Json.Fields training) {
        Json.Fields description = Json.object().with("family", FAMILY).with("version", VERSION)
                .with("model", predictor.model().encoder().config().toJson())
                .with("labels", predictor.scheme().toJson()).with("pictures", predictor.pictures().toJson())
                .with("training", training).with("notice", "Research use, not for diagnosis.");
        if (predictor.calibration().isPresent()) {
            description = description.with("calibration", predictor.calibration().get().toJson());
        }
        if (predictor.licence().isPresent()) {
            description = description.with("licence", predictor.licence().get().toJson());
        }
        SafetensorsWriter writer = new SafetensorsWriter().metadata(KEY, JsonWriter.compact(description));
        predictor.model().state().forEach(writer::add);
        return writer;
    }

    /** @throws CheckpointException if the file is missing, damaged or of another kind, or its weights do not fit */
    static FineTunedPredictor read(Path source) {
        try (Checkpoint file = Checkpoint.open(source)) {
            Json text = file.description().find(KEY).orElseThrow(() -> new CheckpointException(source
                    + " does not say what it is; take a file that fine-tuning wrote, or say what the outputs of a"
                    + " published classifier mean"));
            try {
                return described(file, Json.parse(text.text()));
            } catch (InputException | ArithmeticException | IllegalArgumentException e) {
                throw new CheckpointException(source + " describes its model in a way that cannot be used ("
                        + e.getMessage() + "); it was written by something else, or changed", e);
            }
        }
    }

    private static FineTunedPredictor described(Checkpoint file, Json description) {
        String family = description.get("family").text();
        if (!family.equals(FAMILY) || description.get("version").whole() != VERSION) {
            throw new CheckpointException(file.path() + " is of the family '" + family + "' and version "
                    + description.get("version").whole() + ", and not of '" + FAMILY + "' and " + VERSION
                    + "; take another file, or the Nacre that wrote it");
        }
        LabelScheme scheme = LabelScheme.fromJson(description.get("labels"));
        PictureClassifier model = new PictureClassifier(EfficientNetConfig.fromJson(description.get("model")),
                scheme.outputs());
        FineTunedPredictor predictor = new FineTunedPredictor(model, scheme,
                PixelRecipe.fromJson(description.get("pictures")),
                description.find("calibration").map(json -> OutputCalibration.fromJson(scheme, json)),
                description.find("licence").map(Licence::fromJson));
        StateLoader.load(file, model.state(), NAMES);
        return predictor;
    }

    /** @throws CheckpointException if the file is missing, damaged or of another kind, or has other outputs */
    static FineTunedPredictor readPublished(Path source, LabelScheme scheme) {
        try (Checkpoint file = Checkpoint.open(source)) {
            PublishedModel<?> published = FAMILIES.recognise(file).orElseThrow(() -> new CheckpointException(source
                    + " is no classifier of Mammo-CLIP's downstream training; run \"nacre checkpoint inspect\" on it to"
                    + " see what it is"));
            PictureClassifier model = (PictureClassifier) published.model();
            if (model.classes() != scheme.outputs()) {
                throw new CheckpointException(source + " has " + model.classes() + " outputs, and " + scheme.outputs()
                        + " labels were given, " + scheme.names() + "; give as many");
            }
            published.load();
            return new FineTunedPredictor(model, scheme, PixelRecipe.mammoClip(PUBLISHED_HEIGHT, PUBLISHED_WIDTH),
                    Optional.empty(), published.licence());
        }
    }
}
