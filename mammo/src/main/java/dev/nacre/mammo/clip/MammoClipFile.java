package dev.nacre.mammo.clip;

import dev.nacre.core.io.Checkpoint;
import dev.nacre.core.io.CheckpointException;
import dev.nacre.core.io.Json;
import dev.nacre.core.io.JsonException;
import dev.nacre.core.io.JsonWriter;
import dev.nacre.core.io.KeyTable;
import dev.nacre.core.io.SafetensorsWriter;
import dev.nacre.core.io.SharedCheckpoint;
import dev.nacre.core.io.StateLoader;
import dev.nacre.mammo.image.PixelRecipe;
import dev.nacre.nn.InputException;
import dev.nacre.nn.published.Licence;
import dev.nacre.nn.text.Tokenizer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One safetensors file that holds all that a Mammo-CLIP needs: the weights under their published names and in PyTorch's
 * layouts, and in the metadata entry {@code nacre} a JSON object with the configuration, the tokenizer, how pictures
 * are prepared, and where the training stands. A file that training goes on from also holds the optimiser's moments.
 */
public final class MammoClipFile {
    /** The file's only metadata key. */
    static final String KEY = "nacre";
    private static final String FAMILY = "mammo-clip";
    private static final int VERSION = 1;
    private static final KeyTable NAMES = new KeyTable("its own description", Map.of(), List.of())
            .ignoring("(first|second)_moment\\..*");

    private MammoClipFile() {
    }

    /**
     * A writer of a file for {@link MammoClipPredictor#load}, which already holds weights and description; what else a
     * checkpoint needs may be added.
     *
     * @param training how the model was trained; free form, kept with the model
     */
    static SafetensorsWriter writer(MammoClipPredictor predictor, Json.Fields training) {
        Json.Fields description = Json.object().with("family", FAMILY).with("version", VERSION)
                .with("model", predictor.model().config().toJson());
        if (predictor.texts().isPresent()) {
            TextInput texts = predictor.texts().get();
            description = description.with("tokenizer", texts.tokenizer().toJson())
                    .with("longest_text", texts.longest());
        }
        description = description.with("pictures", predictor.pictures().toJson()).with("training", training)
                .with("notice", "Research use, not for diagnosis.");
        if (predictor.licence().isPresent()) {
            description = description.with("licence", predictor.licence().get().toJson());
        }
        SafetensorsWriter writer = new SafetensorsWriter().metadata(KEY, JsonWriter.compact(description));
        predictor.model().state().forEach(writer::add);
        return writer;
    }

    /**
     * Writes a model with its tokenizer and its picture recipe, for {@link MammoClipPredictor#load}.
     *
     * @param training how it came to be; free form, kept with the model
     */
    public static void write(MammoClipPredictor model, Json.Fields training, Path target) {
        writer(model, training).write(target);
    }

    /**
     * Reads a model with its tokenizer and its picture recipe.
     *
     * @param tokenizer for weights that others published; files of ours hold their own
     * @throws CheckpointException if the file is missing or damaged, is no Mammo-CLIP, or its weights do not fit its
     *                             configuration
     */
    static MammoClipPredictor read(Path source, Optional<Path> tokenizer) {
        try (SharedCheckpoint shared = SharedCheckpoint.of(Checkpoint.open(source))) {
            Checkpoint file = shared.file();
            Optional<Json> description = file.description().find(KEY);
            if (description.isEmpty()) {
                return PublishedMammoClip.read(file, tokenizer);
            } else if (tokenizer.isPresent()) {
                throw new CheckpointException(source + " holds the tokenizer that its model was trained with; leave "
                        + tokenizer.get() + " out");
            }
            return described(shared, description.get());
        }
    }

    private static MammoClipPredictor described(SharedCheckpoint source, Json description) {
        Checkpoint file = source.file();
        try {
            return described(source, description.text());
        } catch (JsonException | InputException | ArithmeticException e) {
            throw new CheckpointException(file.path() + " describes its model in a way that cannot be used ("
                    + e.getMessage() + "); it was written by something else, or changed", e);
        }
    }

    private static MammoClipPredictor described(SharedCheckpoint source, String json) {
        Checkpoint file = source.file();
        Json description = Json.parse(json);
        String family = description.get("family").text();
        if (!family.equals(FAMILY)) {
            throw new CheckpointException(file.path() + " is a model of the family '" + family
                    + "', not a Mammo-CLIP; take a file that pretrain wrote");
        }
        if (description.get("version").whole() != VERSION) {
            throw new CheckpointException(file.path() + " is of version " + description.get("version").whole()
                    + ", and this Nacre reads version " + VERSION + "; use the Nacre that wrote it, or a newer one");
        }
        MammoClip model = new MammoClip(MammoClipConfig.fromJson(description.get("model")));
        // Who embeds pictures alone never waits for the text encoder, by far the larger part, nor has it in memory.
        StateLoader.load(source, model.state(), NAMES, MammoClip::isOfText);
        Optional<TextInput> texts = description.find("tokenizer").map(tokenizer -> new TextInput(
                Tokenizer.fromJson(tokenizer), Math.toIntExact(description.get("longest_text").whole())));
        return new MammoClipPredictor(model, texts, PixelRecipe.fromJson(description.get("pictures")),
                description.find("licence").map(Licence::fromJson));
    }
}
