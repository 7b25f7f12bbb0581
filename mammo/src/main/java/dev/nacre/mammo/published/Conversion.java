package dev.nacre.mammo.published;

import dev.nacre.core.io.Checkpoint;
import dev.nacre.core.io.CheckpointException;
import dev.nacre.core.io.Json;
import dev.nacre.core.io.SafetensorsWriter;
import dev.nacre.core.io.StoredTensor;
import dev.nacre.mammo.clip.MammoClip;
import dev.nacre.mammo.clip.MammoClipFile;
import dev.nacre.mammo.clip.MammoClipPredictor;
import dev.nacre.nn.published.Licence;
import dev.nacre.nn.published.PublishedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file of weights written anew as safetensors. A model of pictures and sentences becomes a model file of ours, with
 * its configuration, its picture recipe and its tokenizer; of any other file, the model's own weights are kept under
 * the names that they have, and of a file of no known family, all tensors.
 *
 * @param title         what was converted, for people
 * @param tensors       how many tensors the new file holds
 * @param isModel       whether the new file is a model file that {@link MammoClipPredictor#load} reads
 * @param readsSentences whether it holds a tokenizer, too
 * @param licence       what the publisher of the weights asks, where it restricts use
 */
public record Conversion(String title, int tensors, boolean isModel, boolean readsSentences,
        Optional<Licence> licence) {
    /**
     * Converts a file.
     *
     * @param tokenizer for a published model: its tokenizer, if that does not lie beside the file
     * @throws CheckpointException if the file cannot be used, its weights do not fit its family, or the new file would
     *                             replace it
     */
    public static Conversion of(Path source, Path target, Optional<Path> tokenizer) {
        requireAnother(source, target);
        try (Checkpoint file = Checkpoint.open(source)) {
            Optional<? extends PublishedModel<?>> published = MammographyFamilies.ALL.recognise(file);
            if (published.isPresent() && published.get().model() instanceof MammoClip) {
                return model(source, target, tokenizer, published.get());
            } else if (tokenizer.isPresent()) {
                throw new CheckpointException(source + " holds no model that reads sentences; leave the tokenizer "
                        + tokenizer.get() + " out");
            }
            return weights(published.<Checkpoint>map(PublishedModel::weights).orElse(file), target,
                    published.map(PublishedModel::title).orElse("weights of no family that Nacre knows"),
                    published.flatMap(PublishedModel::licence));
        }
    }

    private static Conversion model(Path source, Path target, Optional<Path> tokenizer, PublishedModel<?> published) {
        MammoClipPredictor predictor = tokenizer.map(place -> MammoClipPredictor.load(source, place))
                .orElseGet(() -> MammoClipPredictor.load(source));
        Json.Fields origin = Json.object().with("converted_from",
                Json.object().with("family", published.family()).with("title", published.title()));
        MammoClipFile.write(predictor, origin, target);
        return new Conversion(published.title(), predictor.model().state().size(), true,
                predictor.texts().isPresent(), predictor.licence());
    }

    private static Conversion weights(Checkpoint file, Path target, String title, Optional<Licence> licence) {
        // Python's libraries refuse a file that does not say whose layouts it has.
        SafetensorsWriter writer = new SafetensorsWriter().metadata("format", "pt");
        licence.ifPresent(asked -> writer.metadata("licence", asked.notice()));
        for (StoredTensor tensor : file.tensors()) {
            writer.add(tensor.name(), tensor.type(), tensor.shape(), file.bytes(tensor.name()));
        }
        writer.write(target);
        return new Conversion(title, file.tensors().size(), false, false, licence);
    }

    private static void requireAnother(Path source, Path target) {
        try {
            if (Files.exists(target) && Files.exists(source) && Files.isSameFile(source, target)) {
                throw new CheckpointException(target + " is the file to be converted; give the new file another name");
            }
        } catch (IOException unreadable) {
            throw new CheckpointException(target + " cannot be looked at (" + unreadable.getMessage()
                    + "); check its permissions", unreadable);
        }
    }
}
