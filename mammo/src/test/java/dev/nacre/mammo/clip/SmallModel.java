package dev.nacre.mammo.clip;

import dev.nacre.core.Key;
import dev.nacre.core.io.Json;
import dev.nacre.mammo.image.PixelRecipe;
import dev.nacre.nn.model.BertConfig;
import dev.nacre.nn.model.EfficientNetConfig;
import dev.nacre.nn.text.WordPieceTokenizer;
import dev.nacre.nn.text.WordPieceTrainer;
import java.nio.file.Path;
import java.util.List;

/** An untrained model of the smallest size in a file of its own: its vectors mean nothing, but differ. */
public final class SmallModel {
    /** Rows and columns of its pictures. */
    public static final int SIDE = 64;
    /** What its vocabulary was learned from. */
    public static final List<String> SENTENCES = List.of("There is a mass.", "There is no mass.",
            "A suspicious calcification in the upper outer quadrant of the left breast, larger than before.",
            "Normal.");
    private static final int LONGEST = 32;

    private SmallModel() {
    }

    /** Writes it and gives the file. */
    public static Path write(Path file) {
        WordPieceTokenizer tokenizer = new WordPieceTokenizer(
                new WordPieceTrainer(200, 1, true).train(SENTENCES), true);
        MammoClip model = new MammoClip(new MammoClipConfig(EfficientNetConfig.TINY,
                BertConfig.small(tokenizer.vocabularySize(), 64, 1, LONGEST), 32)).init(Key.of(11));
        MammoClipFile.write(new MammoClipPredictor(model, new TextInput(tokenizer, LONGEST),
                PixelRecipe.plain(SIDE, SIDE)), Json.object(), file);
        model.release();
        return file;
    }
}
