package dev.nacre.mammo.finealign;

import dev.nacre.core.io.Checkpoint;
import dev.nacre.core.io.CheckpointException;
import dev.nacre.core.io.Json;
import dev.nacre.core.io.JsonWriter;
import dev.nacre.core.io.KeyTable;
import dev.nacre.core.io.SafetensorsWriter;
import dev.nacre.core.io.StateLoader;
import dev.nacre.mammo.finealign.exam.WordInput;
import dev.nacre.mammo.finealign.model.FineAlign;
import dev.nacre.mammo.finealign.model.FineAlignConfig;
import dev.nacre.mammo.image.PixelRecipe;
import dev.nacre.nn.InputException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * One safetensors file that holds all that a coarse-to-fine model needs: the weights in PyTorch's layouts, and in the
 * metadata entry {@code nacre} a JSON object with the configuration, the tokenizer, how pictures are prepared, and how
 * the model was trained. A file that training goes on from may also hold the optimiser's moments and averages.
 */
public final class FineAlignFile {
    private static final String KEY = "nacre";
    private static final String FAMILY = "finealign";
    private static final int VERSION = 1;
    private static final KeyTable NAMES = new KeyTable("its own description", Map.of(), List.of())
            .ignoring("(first_moment|second_moment|average)\\..*");

    private FineAlignFile() {
    }

    /** A writer that already holds weights and description; what else a checkpoint needs may be added. */
    static SafetensorsWriter writer(TrainedFineAlign trained) {
        Json.Fields description = Json.object().with("family", FAMILY).with("version", VERSION)
                .with("model", trained.model().config().toJson()).with("words", trained.words().toJson())
                .with("pictures", trained.pictures().toJson()).with("training", trained.training())
                .with("notice", "Research use, not for diagnosis.");
        SafetensorsWriter writer = new SafetensorsWriter().metadata(KEY, JsonWriter.compact(description));
        trained.model().state().forEach(writer::add);
        return writer;
    }

    /** Writes a model with all that belongs to it. */
    public static void write(TrainedFineAlign trained, Path target) {
        writer(trained).write(target);
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws CheckpointException if the file is missing or damaged, is of another family or version, or its weights
     *                             do not fit its configuration
     */
    public static TrainedFineAlign read(Path source) {
        try (Checkpoint file = Checkpoint.open(source)) {
            Json description = file.description().find(KEY).orElseThrow(() -> new CheckpointException(source
                    + " does not say what it is; take a file that \"finealign train\" wrote"));
            try {
                return described(file, Json.parse(description.text()));
            } catch (InputException | ArithmeticException | IllegalArgumentException e) {
                throw new CheckpointException(source + " describes its model in a way that cannot be used ("
                        + e.getMessage() + "); it was written by something else, or changed", e);
            }
        }
    }

    private static TrainedFineAlign described(Checkpoint file, Json description) {
        String family = description.get("family").text();
        if (!family.equals(FAMILY)) {
            throw new CheckpointException(file.path() + " is a model of the family '" + family
                    + "', not a coarse-to-fine model; take a file that \"finealign train\" wrote");
        }
        if (description.get("version").whole() != VERSION) {
            throw new CheckpointException(file.path() + " is of version " + description.get("version").whole()
                    + ", and this Nacre reads version " + VERSION + "; use the Nacre that wrote it, or a newer one");
        }
        FineAlign model = new FineAlign(FineAlignConfig.fromJson(description.get("model")));
        TrainedFineAlign trained = new TrainedFineAlign(model, WordInput.fromJson(description.get("words")),
                PixelRecipe.fromJson(description.get("pictures")),
                new Json.Fields(description.get("training").fields()));
        StateLoader.load(file, model.state(), NAMES);
        return trained;
    }
}
