package dev.nacre.mammo.task.detection;

import dev.nacre.core.Key;
import dev.nacre.core.Scope;
import dev.nacre.core.Tensor;
import dev.nacre.core.io.Json;
import dev.nacre.mammo.clip.MammoClipPredictor;
import dev.nacre.mammo.clip.PretrainingSettings.Activations;
import dev.nacre.mammo.image.PictureAugmentation;
import dev.nacre.mammo.image.PictureFeed;
import dev.nacre.nn.BatchNorm2d;
import dev.nacre.nn.Entry;
import dev.nacre.nn.InputException;
import dev.nacre.nn.Pass;
import dev.nacre.nn.data.BalancedBatches;
import dev.nacre.nn.data.ShuffledBatches;
import dev.nacre.nn.data.TrainingData;
import dev.nacre.nn.detection.DetectionChoice;
import dev.nacre.nn.detection.RetinaLoss;
import dev.nacre.nn.detection.RetinaNet;
import dev.nacre.nn.detection.RetinaNetConfig;
import dev.nacre.nn.model.EfficientNet;
import dev.nacre.nn.optim.AdamW;
import dev.nacre.nn.optim.LearningRate;
import dev.nacre.nn.published.Licence;
import dev.nacre.nn.train.Checkpoints;
import dev.nacre.nn.train.CsvLog;
import dev.nacre.nn.train.Objective;
import dev.nacre.nn.train.Outcome;
import dev.nacre.nn.train.Trainer;
import dev.nacre.nn.train.TrainingRun;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Training of a detector. The run's directory gets {@code log.csv} and {@code epochs.csv}, {@code checkpoints} from
 * which it can be resumed, and at the end {@code model.safetensors} for {@link DetectorPredictor#load}. The same
 * pictures and settings give the same bits, however often the run was interrupted. With pictures to validate on, the
 * model is the one of the highest mean average precision (overlaps 0.1 to 0.95; the validation loss is what is left to
 * 1), else the last.
 */
public final class DetectorTraining extends TrainingRun<DetectorTraining, DetectorTraining.Result> {
    private static final int CHANNELS = 3;
    private static final int AHEAD = 2;
    /** Pictures whose averages become the running statistics; more do not change them visibly. */
    private static final int RECALIBRATION = 256;

    private final RetinaNet model;
    private final List<LesionKind> kinds;
    private final DetectionPictures pictures;
    private final DetectionSettings settings;
    private final List<MarkedPictures.Picture> training;
    private final List<MarkedPictures.Picture> validation;
    private final RetinaLoss loss;
    private Optional<Licence> licence = Optional.empty();

    /**
     * A new detector, to be trained on pictures of a set.
     *
     * @param kinds of lesions, one for each class of the configuration
     * @param pictures how the detector gets to see them
     * @param training pictures with and without lesions
     * @param validation to measure on after each epoch, of other patients; may be empty
     * @throws InputException if there is no lesion to train on, or to validate on, or too few pictures for a batch
     */
    public DetectorTraining(RetinaNetConfig config, List<LesionKind> kinds, DetectionPictures pictures,
            DetectionSettings settings, List<MarkedPictures.Picture> training,
            List<MarkedPictures.Picture> validation) {
        this.kinds = List.copyOf(kinds);
        this.pictures = pictures;
        this.settings = settings;
        this.validation = List.copyOf(validation);
        this.training = training.stream().filter(picture -> settings.normals() != DetectionSettings.Normals.NONE
                || !picture.lesions().isEmpty()).toList();
        if (numbers(true).length == 0) {
            throw new InputException("none of the " + training.size() + " pictures to train on shows a lesion of the"
                    + " kinds " + this.kinds.stream().map(LesionKind::name).toList() + " with its place: add some");
        }
        if (!validation.isEmpty() && validation.stream().allMatch(picture -> picture.lesions().isEmpty())) {
            throw new InputException("none of the " + validation.size() + " pictures to validate on shows a lesion, so"
                    + " that no detector is better than another on them: add some, or leave validation out");
        }
        if (this.training.size() < settings.batch()) {
            throw new InputException("there are " + this.training.size() + " pictures to train on, fewer than one"
                    + " batch of " + settings.batch() + ": choose a smaller batch, or add pictures");
        }
        model = new RetinaNet(config).init(key(0));
        loss = RetinaLoss.with(settings.focal());
        predictor();
    }

    private Key key(int purpose) {
        return Key.of(settings.seed()).child(purpose);
    }

    /**
     * Begins with the encoder of pictures of a trained Mammo-CLIP, whose licence then holds for what comes out. To be
     * called before the training starts. Returns this.
     *
     * @throws InputException if the two encoders differ in more than how they pad
     */
    public DetectorTraining startingFrom(MammoClipPredictor pretrained) {
        return startingFrom(pretrained.model().imageEncoder(), pretrained.licence());
    }

    /**
     * Begins with any encoder of pictures of the same size, such as that of another detector, or one that was trained
     * on photographs. Returns this.
     *
     * @param terms what the publisher of its weights asks, where it restricts use
     * @throws InputException if the two encoders differ in more than how they pad
     */
    public DetectorTraining startingFrom(EfficientNet encoder, Optional<Licence> terms) {
        Map<String, Entry> theirs = encoder.entries();
        Map<String, Entry> own = model.encoder().entries();
        own.forEach((name, entry) -> {
            Entry from = theirs.get(name);
            if (from == null || !from.spec().equals(entry.spec()) || theirs.size() != own.size()) {
                throw new InputException("the encoder to start from has no " + entry.spec() + " called " + name
                        + ", or more than the detector's: choose a detector on an encoder of the same size");
            }
        });
        own.forEach((name, entry) -> entry.set(theirs.get(name).value()));
        licence = terms;
        return this;
    }

    /**
     * What a run gave.
     *
     * @param outcome how it ended
     * @param detector ready for use; that of the last step where it was stopped
     */
    public record Result(Outcome outcome, DetectorPredictor detector) {
    }

    @Override
    protected DetectorTraining self() {
        return this;
    }

    @Override
    protected Result run(Path directory, boolean resume) {
        if (settings.encoder() == DetectionSettings.Encoder.FROZEN) {
            model.encoder().freeze();
        }
        Checkpoints checkpoints = new Checkpoints(directory.resolve("checkpoints"), settings.checkpoints(),
                () -> DetectorModelFile.writer(predictor(), description()));
        Outcome outcome;
        try (CsvLog log = new CsvLog(directory);
                AdamW adam = new AdamW(model, AdamW.Settings.decay(0))) {
            Trainer<DetectionBatch> trainer = new Trainer<>(model, adam, LearningRate.constant(settings.rate()),
                    Objective.of(this::loss)).clipping(settings.longestGradient()).watchedBy(log);
            if (!validation.isEmpty()) {
                trainer.validating(() -> 1 - validationPrecision(), settings.patience());
            }
            outcome = fit(trainer, checkpoints, resume, settings.epochs(), data(), key(2));
        }
        if (outcome.end() != Outcome.End.STOPPED) {
            if (validation.isEmpty()) {
                recalibrate();
            } else {
                checkpoints.loadBest(model.state());
            }
            DetectorModelFile.write(predictor(), description(), directory.resolve("model.safetensors"));
        }
        return new Result(outcome, predictor());
    }

    private Tensor loss(DetectionBatch batch, Pass pass) {
        Pass own = settings.activations() == Activations.STORED ? pass : pass.recomputing();
        return loss.of(model.predict(batch.pictures().tensor(CHANNELS), own), model.grid(), batch.lesions()).total();
    }

    private DetectorPredictor predictor() {
        return new DetectorPredictor(model, kinds, pictures.recipe(), licence);
    }

    private TrainingData<DetectionBatch> data() {
        PictureFeed feed = pictures.feed();
        if (settings.normals() == DetectionSettings.Normals.AS_MANY) {
            int[] positives = numbers(true);
            int[] negatives = numbers(false);
            int all = positives.length + (negatives.length == 0 ? 0 : positives.length);
            return new BalancedBatches<>(positives, negatives, settings.batch(),
                    Math.max(1, all / settings.batch()), AHEAD, key(1),
                    (epoch, chosen, places) -> batch(feed, chosen, places)).holding(feed::keepMemory);
        }
        return new ShuffledBatches<>(training.size(), settings.batch(), AHEAD, key(1), (chosen, examples) ->
                batch(feed, chosen, examples.child(chosen[0]))).holding(feed::keepMemory);
    }

    private DetectionBatch batch(PictureFeed feed, int[] chosen, Key key) {
        return pictures.batch(feed, Arrays.stream(chosen).mapToObj(training::get).toList(), settings.augmentation(),
                settings.moved(), key);
    }

    private int[] numbers(boolean lesions) {
        return IntStream.range(0, training.size()).filter(number ->
                training.get(number).lesions().isEmpty() != lesions).toArray();
    }

    private double validationPrecision() {
        recalibrate();
        return DetectionResults.meanPrecision(pictures.results(predictor(), validation, DetectionChoice.RETINA_NET),
                kinds.size());
    }

    /** What a few steps leave in the running statistics is of the start; averaging afresh mends them. */
    private void recalibrate() {
        if (settings.encoder() == DetectionSettings.Encoder.FROZEN) {
            return;
        }
        BatchNorm2d.resetStatistics(model);
        int count = Math.min(training.size(), RECALIBRATION);
        int size = Math.max(2, settings.batch());
        for (int first = 0; first < count; first += size) {
            List<MarkedPictures.Picture> part = IntStream.range(first, Math.min(count, first + size))
                    .mapToObj(number -> training.get((int) ((long) number * training.size() / count))).toList();
            try (DetectionBatch plain = pictures.batch(pictures.feed(), part, PictureAugmentation.NONE,
                    settings.moved(), key(3).child(first))) {
                Scope.run("recalibration", () -> model.predict(plain.pictures().tensor(CHANNELS), Pass.CALIBRATION));
            }
        }
    }

    private Json.Fields description() {
        return Json.object().with("settings", settings.toJson()).with("pictures", training.size())
                .with("origin", origin());
    }
}
