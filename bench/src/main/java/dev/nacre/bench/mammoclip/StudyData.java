package dev.nacre.bench.mammoclip;

import dev.nacre.core.Key;
import dev.nacre.mammo.clip.ClipLoader;
import dev.nacre.mammo.clip.MammoClipConfig;
import dev.nacre.mammo.clip.TextInput;
import dev.nacre.mammo.data.PretrainingTable;
import dev.nacre.mammo.data.sets.MammogramSets;
import dev.nacre.mammo.data.sets.SetParts;
import dev.nacre.mammo.image.PixelRecipe;
import dev.nacre.mammo.phantom.PhantomSet;
import dev.nacre.mammo.prepare.FileLook;
import dev.nacre.mammo.prepare.PictureCache;
import dev.nacre.nn.model.BertConfig;
import dev.nacre.nn.model.EfficientNetConfig;
import dev.nacre.nn.text.WordPieceTokenizer;
import dev.nacre.nn.text.WordPieceTrainer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The phantoms of a study.
 *
 * @param protocol of the study
 * @param parts that share no patient
 * @param reports of each breast of the training and the validation part, for pre-training
 * @param pictures read once for all runs
 */
record StudyData(StudyProtocol protocol, SetParts parts, PretrainingTable reports, PictureCache pictures) {
    /** Without dropout, which short trainings cannot afford; running statistics of the last few batches. */
    static final EfficientNetConfig ENCODER = EfficientNetConfig.TINY.withDropout(0, 0).withBatchNormMomentum(0.1);
    /** Where the tables of phantoms keep the rows to validate on. */
    static final int VALIDATION_FOLD = 0;
    private static final int AHEAD = 2;

    /** Draws the phantoms, unless they are there, and reads their tables. */
    static StudyData of(StudyProtocol protocol, Path folder, PhantomSet.Progress progress) {
        if (!Files.exists(folder.resolve("truth.csv"))) {
            new PhantomSet(folder, protocol.phantoms()).write(progress);
        }
        SetParts parts = SetParts.of(MammogramSets.named("phantom").read(folder, new FileLook()).records(),
                Key.of(protocol.seed()));
        PixelRecipe recipe = PixelRecipe.oriented(protocol.network().height(), protocol.network().width());
        long pictures = (long) parts.training().size() + parts.validation().size() + parts.test().size();
        return new StudyData(protocol, parts, PretrainingTable.read(folder.resolve("train.csv"), folder),
                new PictureCache(recipe, pictures * recipe.elements() * Float.BYTES));
    }

    /** Makes batches of breasts; the words are learned from the reports that are trained on. */
    ClipLoader loader() {
        StudyProtocol.Network network = protocol.network();
        TextInput texts = new TextInput(new WordPieceTokenizer(new WordPieceTrainer(network.vocabulary(), 1, true)
                .train(new PretrainingTable(reports.file(), reports.training(VALIDATION_FOLD)).texts()), true),
                network.textLength());
        return new ClipLoader(pictures, texts, protocol.pretraining().batch(), AHEAD);
    }

    /** A small Mammo-CLIP. */
    MammoClipConfig config(ClipLoader loader) {
        StudyProtocol.Network network = protocol.network();
        return new MammoClipConfig(ENCODER, BertConfig.small(loader.texts().tokenizer().vocabularySize(),
                network.textWidth(), network.textLayers(), network.textLength()).withDropout(0, 0),
                network.embedding());
    }
}
