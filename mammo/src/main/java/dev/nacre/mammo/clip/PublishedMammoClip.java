package dev.nacre.mammo.clip;

import dev.nacre.core.io.Checkpoint;
import dev.nacre.core.io.CheckpointException;
import dev.nacre.nn.published.PublishedFamilies;
import dev.nacre.nn.published.PublishedModel;
import dev.nacre.nn.text.Tokenizer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Makes a predictor of a checkpoint that Mammo-CLIP or Mammo-FM published. */
final class PublishedMammoClip {
    private static final PublishedFamilies FAMILIES =
            new PublishedFamilies(List.of(new MammoClipRelease(), new MammoFmRelease()));

    private PublishedMammoClip() {
    }

    /**
     * @throws CheckpointException         if the file is neither, or its weights do not fit
     * @throws dev.nacre.nn.InputException if the tokenizer cannot be used
     */
    static MammoClipPredictor read(Checkpoint file, Optional<Path> tokenizer) {
        PublishedModel<?> published = FAMILIES.recognise(file).orElseThrow(() -> new CheckpointException(file.path()
                + " is neither a model file of ours nor a checkpoint of Mammo-CLIP or Mammo-FM; run \"nacre checkpoint"
                + " inspect\" on it to see what it is"));
        MammoClip model = (MammoClip) published.model();
        PublishedSettings settings = PublishedSettings.of(file);
        int longest = settings.longestText(model.config().text().positions());
        Optional<TextInput> texts = tokenizer.or(() -> beside(file.path())).map(place -> texts(place, longest, model));
        // Half a gigabyte is read only once nothing else can be wrong.
        published.load();
        return new MammoClipPredictor(model, texts, settings.pictures(), published.licence());
    }

    /** In the checkpoint's own folder, which it may be itself. */
    private static Optional<Path> beside(Path file) {
        return Tokenizer.findIn(file).or(() -> Tokenizer.findIn(file.toAbsolutePath().getParent()));
    }

    private static TextInput texts(Path place, int longest, MammoClip model) {
        Tokenizer tokenizer = Tokenizer.read(place);
        int rows = model.config().text().vocabulary();
        if (tokenizer.vocabularySize() > rows) {
            throw new CheckpointException(place + " has " + tokenizer.vocabularySize() + " tokens, and the model knows "
                    + rows + "; take the tokenizer of the model's own text encoder");
        }
        return new TextInput(tokenizer, longest);
    }
}
