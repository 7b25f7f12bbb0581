package dev.nacre.mammo.finealign.head;

import dev.nacre.core.io.Checkpoint;
import dev.nacre.core.io.CheckpointException;
import dev.nacre.core.io.Json;
import dev.nacre.core.io.JsonWriter;
import dev.nacre.core.io.KeyTable;
import dev.nacre.core.io.SafetensorsWriter;
import dev.nacre.core.io.StateEntry;
import dev.nacre.core.io.StateLoader;
import dev.nacre.mammo.finealign.model.FineAlignConfig;
import dev.nacre.mammo.image.PixelRecipe;
import dev.nacre.nn.InputException;
import dev.nacre.nn.Module;
import dev.nacre.nn.model.PyramidConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * One safetensors file for each model of this package: the weights that it uses, and in the metadata entry {@code
 * nacre} a JSON object with its configuration, how pictures are prepared, and how it was trained.
 */
public final class HeadFile {
    private static final String KEY = "nacre";
    private static final String MALIGNANCY = "finealign-malignancy";
    private static final String SEGMENTATION = "finealign-segmentation";
    private static final int VERSION = 1;
    private static final KeyTable NAMES = new KeyTable("its own description", Map.of(), List.of());

    private HeadFile() {
    }

    /**
     * Writes a model of malignancy.
     *
     * @throws InputException if it sees enhanced pictures: those need the whole model that enhances them
     */
    public static void writeMalignancy(TrainedHead<MalignancyModel> trained, Path target) {
        if (trained.model().input() != PictureInput.PLAIN) {
            throw new InputException("a model that sees enhanced pictures cannot be written without the one that"
                    + " enhances them: train one on plain pictures");
        }
        write(trained, MALIGNANCY, trained.model().config().toJson(), trained.model().usedState(), target);
    }

    /** Writes a model of masks. */
    public static void writeSegmentation(TrainedHead<SegmentationModel> trained, Path target) {
        SegmentationModel model = trained.model();
        Json.Fields config = Json.object().with("encoder", model.encoderConfig().toJson())
                .with("level_mean", model.scale().mean()).with("level_deviation", model.scale().deviation())
                .with("widths", new Json.Items(model.widths().stream().<Json>map(Json.Whole::new).toList()));
        write(trained, SEGMENTATION, config, model.state(), target);
    }

    private static void write(TrainedHead<?> trained, String family, Json.Fields config, List<StateEntry> state,
            Path target) {
        SafetensorsWriter writer = new SafetensorsWriter().metadata(KEY, JsonWriter.compact(Json.object()
                .with("family", family).with("version", VERSION).with("model", config)
                .with("pictures", trained.pictures().toJson()).with("training", trained.training())
                .with("notice", "Research use, not for diagnosis.")));
        state.forEach(writer::add);
        writer.write(target);
    }

    /**
     * Reads what {@link #writeMalignancy} wrote.
     *
     * @throws CheckpointException if the file is missing, damaged or of another kind, or its weights do not fit
     */
    public static TrainedHead<MalignancyModel> readMalignancy(Path source) {
        return read(source, MALIGNANCY, config -> MalignancyModel.of(FineAlignConfig.fromJson(config)),
                MalignancyModel::usedState);
    }

    /**
     * Reads what {@link #writeSegmentation} wrote.
     *
     * @throws CheckpointException if the file is missing, damaged or of another kind, or its weights do not fit
     */
    public static TrainedHead<SegmentationModel> readSegmentation(Path source) {
        return read(source, SEGMENTATION, config -> new SegmentationModel(
                PyramidConfig.fromJson(config.get("encoder")), new FineAlignConfig.Scale(
                        config.get("level_mean").decimal(), config.get("level_deviation").decimal()),
                config.get("widths").items().stream().map(width -> Math.toIntExact(width.whole())).toList()),
                Module::state);
    }

    private static <M extends Module> TrainedHead<M> read(Path source, String family, Function<Json, M> maker,
            Function<M, List<StateEntry>> state) {
        try (Checkpoint file = Checkpoint.open(source)) {
            Json text = file.description().find(KEY).orElseThrow(() -> new CheckpointException(source
                    + " does not say what it is; take a file that this library wrote"));
            try {
                Json description = Json.parse(text.text());
                String found = description.get("family").text();
                if (!found.equals(family) || description.get("version").whole() != VERSION) {
                    throw new CheckpointException(source + " is of the family '" + found + "' and version "
                            + description.get("version").whole() + ", and not of '" + family + "' and " + VERSION
                            + "; take another file, or the Nacre that wrote it");
                }
                M model = maker.apply(description.get("model"));
                TrainedHead<M> trained = new TrainedHead<>(model, PixelRecipe.fromJson(description.get("pictures")),
                        new Json.Fields(description.get("training").fields()));
                StateLoader.load(file, state.apply(model), NAMES);
                return trained;
            } catch (InputException | ArithmeticException | IllegalArgumentException e) {
                throw new CheckpointException(source + " describes its model in a way that cannot be used ("
                        + e.getMessage() + "); it was written by something else, or changed", e);
            }
        }
    }
}
