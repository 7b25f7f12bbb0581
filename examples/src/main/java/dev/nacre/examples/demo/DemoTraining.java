package dev.nacre.examples.demo;

import dev.nacre.core.Key;
import dev.nacre.mammo.clip.ClipLoader;
import dev.nacre.mammo.clip.MammoClip;
import dev.nacre.mammo.clip.MammoClipConfig;
import dev.nacre.mammo.clip.MammoClipPredictor;
import dev.nacre.mammo.clip.Pretraining;
import dev.nacre.mammo.clip.PretrainingLoss;
import dev.nacre.mammo.clip.PretrainingSettings.Optimisation;
import dev.nacre.mammo.clip.PretrainingSettings;
import dev.nacre.mammo.clip.TextInput;
import dev.nacre.mammo.data.Breast;
import dev.nacre.mammo.data.Pairing;
import dev.nacre.mammo.data.PretrainingTable;
import dev.nacre.mammo.image.PixelRecipe;
import dev.nacre.mammo.prepare.PictureCache;
import dev.nacre.nn.text.WordPieceTokenizer;
import dev.nacre.nn.text.WordPieceTrainer;
import dev.nacre.nn.train.TrainingListener;
import java.nio.file.Path;
import java.util.List;

/** Pre-training by a recipe on a table of phantoms: the texts' vocabulary, the model before, the model after. */
final class DemoTraining {
    private static final int AHEAD = 2;
    private static final long MOST_CACHE = 1L << 30;
    /** Where the tables of phantoms keep the rows to validate on. */
    private static final int VALIDATION_FOLD = 0;
    /** One part in this many of all steps. */
    private static final int WARM_UP = 40;

    private final DemoRecipe recipe;
    private final List<Breast> rows;
    private final List<Breast> validationRows;
    private final MammoClipConfig config;
    private final ClipLoader loader;

    DemoTraining(DemoRecipe recipe, PretrainingTable table) {
        this.recipe = recipe;
        rows = table.training(VALIDATION_FOLD);
        validationRows = table.validation(VALIDATION_FOLD);
        TextInput texts = new TextInput(new WordPieceTokenizer(
                new WordPieceTrainer(recipe.network().vocabulary(), 1, true).train(table.texts()), true),
                recipe.network().textLength());
        config = recipe.network().config(texts.tokenizer().vocabularySize());
        PictureCache pictures = new PictureCache(
                PixelRecipe.plain(recipe.training().height(), recipe.training().width()),
                Math.min(MOST_CACHE, Runtime.getRuntime().maxMemory() / 4));
        loader = new ClipLoader(pictures, texts, recipe.training().batch(), AHEAD);
    }

    /** Breasts to learn from. */
    int breasts() {
        return rows.size();
    }

    /** Steps of the whole training. */
    int steps() {
        return recipe.training().epochs() * loader.trainingBatches(rows.size());
    }

    MammoClipConfig config() {
        return config;
    }

    /** The very weights from which {@link #train} starts. */
    MammoClipPredictor untrained() {
        return new MammoClipPredictor(new MammoClip(config).init(Key.of(recipe.phantoms().seed()).child(0)),
                loader.texts(), loader.pictures().recipe());
    }

    /** Trains and writes the folder of the run; the model is that of the smallest validation loss. */
    MammoClipPredictor train(Path run, TrainingListener watching) {
        DemoRecipe.Training how = recipe.training();
        PretrainingSettings settings = PretrainingSettings.of(how.epochs(),
                Optimisation.published(how.learningRate(), steps() / WARM_UP).withTextRate(how.textRate()),
                recipe.phantoms().seed()).withPictures(Pairing.VIEWS, how.augmentation())
                .withLoss(new PretrainingLoss.FourPairs(how.weights()));
        return new Pretraining(config, loader, settings, rows, validationRows).watchedBy(watching).start(run).model();
    }
}
