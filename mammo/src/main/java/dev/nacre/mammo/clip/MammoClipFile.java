package dev.nacre.mammo.clip;

import dev.nacre.core.io.CheckpointException;
import dev.nacre.core.io.Json;
import dev.nacre.core.io.JsonException;
import dev.nacre.core.io.JsonWriter;
import dev.nacre.core.io.KeyTable;
import dev.nacre.core.io.SafetensorsFile;
import dev.nacre.core.io.SafetensorsWriter;
import dev.nacre.core.io.StateLoader;
import dev.nacre.mammo.image.PixelRecipe;
import dev.nacre.nn.InputException;
import dev.nacre.nn.text.WordPieceTokenizer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * One safetensors file that holds all that a Mammo-CLIP needs: the weights under their published names and in PyTorch's
 * layouts, and in the metadata entry {@code nacre} a JSON object with the configuration, the tokenizer, how pictures
 * are prepared, and where the training stands. A file that training goes on from also holds the optimiser's moments.
 */
public final class MammoClipFile {
    /** The file's only metadata key. */
    static final String KEY = "nacre";
    private static final String FAMILY = "mammo-clip";
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
    static SafetensorsWriter writer(MammoClip model, TextInput text, PixelRecipe pictures,
            Json.Fields training) {
        Json.Fields description = Json.object().with("family", FAMILY).with("version", 1)
                .with("model", model.config().toJson()).with("tokenizer", text.tokenizer().toJson())
                .with("longest_text", text.longest()).with("pictures", pictures.toJson()).with("training", training)
                .with("notice", "Research use, not for diagnosis.");
        SafetensorsWriter writer = new SafetensorsWriter().metadata(KEY, JsonWriter.compact(description));
        model.state().forEach(writer::add);
        return writer;
    }

    /**
     * Writes a model with its tokenizer and its picture recipe, for {@link MammoClipPredictor#load}.
     *
     * @param training how it came to be; free form, kept with the model
     */
    public static void write(MammoClipPredictor model, Json.Fields training, Path target) {
        writer(model.model(), model.texts(), model.pictures(), training).write(target);
    }

    /**
     * Reads a model with its tokenizer and its picture recipe.
     *
     * @throws CheckpointException if the file is missing or damaged, is no Mammo-CLIP of ours, or its weights do not
     *                             fit its configuration
     */
    static MammoClipPredictor read(Path source) {
        try (SafetensorsFile file = SafetensorsFile.open(source)) {
            String text = file.metadata().get(KEY);
            if (text == null) {
                throw new CheckpointException(source + " holds tensors but no description of a Nacre model (metadata "
                        + "entry \"" + KEY + "\"); take a file that pretrain wrote");
            }
            Json description = Json.parse(text);
            String family = description.get("family").text();
            if (!family.equals(FAMILY)) {
                throw new CheckpointException(source + " is a model of the family '" + family + "', not a Mammo-CLIP; "
                        + "take a file that pretrain wrote");
            }
            MammoClip model = new MammoClip(MammoClipConfig.fromJson(description.get("model")));
            StateLoader.load(file, model.state(), NAMES);
            TextInput texts = new TextInput(WordPieceTokenizer.fromJson(description.get("tokenizer")),
                    Math.toIntExact(description.get("longest_text").whole()));
            return new MammoClipPredictor(model, texts, PixelRecipe.fromJson(description.get("pictures")));
        } catch (JsonException | InputException | ArithmeticException e) {
            throw new CheckpointException(source + " describes its model in a way that cannot be used ("
                    + e.getMessage() + "); it was written by something else, or changed", e);
        }
    }
}
