package dev.nacre.mammo.clip;

import dev.nacre.core.Key;
import dev.nacre.core.Scope;
import dev.nacre.core.Tensor;
import dev.nacre.core.io.AtomicFile;
import dev.nacre.core.io.Json;
import dev.nacre.core.io.JsonWriter;
import dev.nacre.mammo.data.Breast;
import dev.nacre.mammo.data.PairSampler;
import dev.nacre.mammo.data.Pairing;
import dev.nacre.mammo.image.PictureAugmentation;
import dev.nacre.mammo.image.PictureBatch;
import dev.nacre.nn.BatchNorm2d;
import dev.nacre.nn.InputException;
import dev.nacre.nn.Pass;
import dev.nacre.nn.data.Prefetch;
import dev.nacre.nn.optim.AdamW;
import dev.nacre.nn.optim.WarmUpCosineSquared;
import dev.nacre.nn.text.TokenBatch;
import dev.nacre.nn.train.CsvLog;
import dev.nacre.nn.train.StepReport;
import dev.nacre.nn.train.Trainer;
import dev.nacre.nn.train.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Pre-training of a Mammo-CLIP on rows of a table. The run's directory gets {@code log.csv} (a line for each step),
 * {@code checkpoint.safetensors} (after each epoch, with the optimiser's moments), and at the end {@code
 * model.safetensors} for {@link MammoClipPredictor#load}. The same rows and settings give the same bits.
 */
public final class Pretraining {
    private static final int CHANNELS = 3;

    private final MammoClip model;
    private final ClipLoader loader;
    private final Settings settings;

    /**
     * How to train.
     *
     * @param epochs          passes over the rows
     * @param learningRate    highest rate
     * @param warmUp          steps of linear rise; 0 for none
     * @param weightDecay     on every parameter
     * @param longestGradient longer gradients are shortened to it; infinity never clips
     * @param seed            of weights, order, pairs, augmentation and dropout
     * @param pairing         which two pictures make a pair
     * @param augmentation    of training pictures
     * @param recalibrate     whether, at the end, the running statistics are averaged afresh over the training pictures
     * @param activations     what the backward pass finds in memory; the weights do not depend on it
     */
    public record Settings(int epochs, double learningRate, long warmUp, double weightDecay, double longestGradient,
            long seed, Pairing pairing, PictureAugmentation augmentation, boolean recalibrate,
            Activations activations) {
        Json.Fields toJson() {
            return Json.object().with("epochs", epochs).with("learning_rate", learningRate).with("warm_up", warmUp)
                    .with("weight_decay", weightDecay).with("longest_gradient", String.valueOf(longestGradient))
                    .with("seed", seed).with("pairing", pairing.name()).with("augmentation", augmentation.toString())
                    .with("recalibrate", recalibrate).with("activations", activations.name());
        }
    }

    /** What happens to the results inside the encoders' blocks until the backward pass needs them. */
    public enum Activations {
        /** They stay in memory. */
        STORED,
        /** They are computed again: a fraction of the memory for about a third more time. */
        RECOMPUTED
    }

    /** A new model of {@code config}, to be trained on what {@code loader} makes of rows. */
    public Pretraining(MammoClipConfig config, ClipLoader loader, Settings settings) {
        this.loader = loader;
        this.settings = settings;
        this.model = new MammoClip(config).init(key(0));
    }

    private Key key(int purpose) {
        return Key.of(settings.seed()).child(purpose);
    }

    /**
     * Trains and writes the run's directory, which is made if it is not there.
     *
     * @return the trained model, ready for use
     * @throws InputException                        if the rows do not fill a batch, or the directory cannot be made
     * @throws dev.nacre.nn.train.TrainingException if a loss is not finite
     */
    public MammoClipPredictor run(List<Breast> rows, Path directory, TrainingListener... listeners) {
        int steps = loader.trainingBatches(rows.size());
        if (steps == 0) {
            throw new InputException("there are " + rows.size() + " rows to train on, fewer than one batch of "
                    + loader.batchSize() + ": choose a smaller batch, or add rows");
        }
        long total = (long) settings.epochs() * steps;
        if (settings.warmUp() >= total) {
            throw new InputException("the training has " + total + " steps and is to warm up for " + settings.warmUp()
                    + ": choose fewer, or more epochs");
        }
        create(directory);
        PairSampler sampler = new PairSampler(settings.pairing());
        try (CsvLog log = new CsvLog(directory.resolve("log.csv"));
                AdamW adamw = new AdamW(model, AdamW.Settings.decay(settings.weightDecay()))) {
            Trainer<ClipBatch> trainer = new Trainer<>(adamw,
                    new WarmUpCosineSquared(settings.learningRate(), settings.warmUp(), total), this::loss,
                    settings.longestGradient());
            trainer.watchedBy(log).watchedBy(new TrainingListener() {
                @Override
                public void afterEpoch(StepReport last, double meanLoss) {
                    MammoClipFile.writeWithMoments(directory.resolve("checkpoint.safetensors"), model,
                            loader.texts(), loader.pictures().preparation(), training(last.epoch(), meanLoss), adamw);
                }
            });
            for (TrainingListener listener : listeners) {
                trainer.watchedBy(listener);
            }
            trainer.fit(settings.epochs(), steps, epoch -> loader.training(rows, sampler, settings.augmentation(),
                    key(1).child(epoch)), key(2));
        }
        if (settings.recalibrate()) {
            recalibrate(rows);
        }
        MammoClipFile.write(directory.resolve("model.safetensors"), model, loader.texts(),
                loader.pictures().preparation(), training(settings.epochs(), Double.NaN));
        return new MammoClipPredictor(model, loader.texts(), loader.pictures().preparation());
    }

    private Tensor loss(ClipBatch batch, Pass training) {
        Pass pass = settings.activations() == Activations.RECOMPUTED ? training.recomputing() : training;
        Tensor images1 = model.embedImages(batch.firstPictures().tensor(CHANNELS), pass.child(0));
        Tensor images2 = model.embedImages(batch.secondPictures().tensor(CHANNELS), pass.child(1));
        Tensor texts1 = embed(batch.firstTexts(), pass.child(2));
        Tensor texts2 = embed(batch.secondTexts(), pass.child(3));
        return MammoClipLoss.of(images1, images2, texts1, texts2, model.logitScale()).total();
    }

    private Tensor embed(TokenBatch batch, Pass pass) {
        return model.embedTexts(batch.idTensor(), batch.attentionMaskTensor(), pass);
    }

    /** After a short training the running statistics still remember the start; averaging afresh mends them. */
    private void recalibrate(List<Breast> rows) {
        BatchNorm2d.resetStatistics(model);
        try (Prefetch<ClipBatch> batches = loader.validation(rows)) {
            while (batches.hasNext()) {
                ClipBatch batch = batches.next();
                for (PictureBatch pictures : List.of(batch.firstPictures(), batch.secondPictures())) {
                    Scope.run("recalibration", () ->
                            model.embedImages(pictures.tensor(CHANNELS), Pass.CALIBRATION));
                }
            }
        }
    }

    private Json.Fields training(int epoch, double meanLoss) {
        Json.Fields fields = Json.object().with("settings", settings.toJson()).with("batch", loader.batchSize())
                .with("epoch", epoch);
        return Double.isNaN(meanLoss) ? fields : fields.with("mean_loss", meanLoss);
    }

    private void create(Path directory) {
        try {
            Files.createDirectories(directory);
            AtomicFile.write(directory.resolve("settings.json"), JsonWriter.indented(
                    Json.object().with("model", model.config().toJson())
                            .with("pictures", loader.pictures().preparation().toJson())
                            .with("batch", loader.batchSize()).with("training", settings.toJson())) + "\n");
        } catch (IOException e) {
            throw new InputException("the output directory " + directory + " cannot be used (" + e.getMessage()
                    + "): choose another one", e);
        }
    }
}
