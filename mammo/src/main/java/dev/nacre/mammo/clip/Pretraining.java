package dev.nacre.mammo.clip;

import dev.nacre.core.Key;
import dev.nacre.core.Scope;
import dev.nacre.core.Tensor;
import dev.nacre.core.io.Json;
import dev.nacre.core.io.StateEntry;
import dev.nacre.core.memory.NativePool;
import dev.nacre.mammo.clip.PretrainingSettings.Activations;
import dev.nacre.mammo.clip.PretrainingSettings.Optimisation;
import dev.nacre.mammo.data.Breast;
import dev.nacre.mammo.data.PairSampler;
import dev.nacre.mammo.image.Pictures;
import dev.nacre.nn.BatchNorm2d;
import dev.nacre.nn.InputException;
import dev.nacre.nn.Pass;
import dev.nacre.nn.data.Prefetch;
import dev.nacre.nn.data.TrainingData;
import dev.nacre.nn.optim.AdamW;
import dev.nacre.nn.optim.ParameterGroup;
import dev.nacre.nn.optim.WarmUpCosineSquared;
import dev.nacre.nn.optim.WeightAverage;
import dev.nacre.nn.published.Licence;
import dev.nacre.nn.text.TokenBatch;
import dev.nacre.nn.train.Checkpoints;
import dev.nacre.nn.train.CsvLog;
import dev.nacre.nn.train.Objective;
import dev.nacre.nn.train.Outcome;
import dev.nacre.nn.train.StepReport;
import dev.nacre.nn.train.TensorLoss;
import dev.nacre.nn.train.Trainer;
import dev.nacre.nn.train.TrainingListener;
import dev.nacre.nn.train.TrainingRun;
import dev.nacre.nn.train.tensorboard.TensorBoardLog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Pre-training of a Mammo-CLIP on rows of a table. The run's directory gets {@code log.csv}, {@code epochs.csv} and
 * {@code validation.csv}, {@code events} for TensorBoard, {@code checkpoints} from which it can be resumed, and at the
 * end {@code model.safetensors} for {@link MammoClipPredictor#load}. The same rows and settings give the same bits,
 * however often the run was interrupted. With rows to validate on, the model is the one of the smallest validation
 * loss, else the last.
 */
public final class Pretraining extends TrainingRun<Pretraining, Pretraining.Result> {
    private static final int CHANNELS = 3;
    /** Tensors that a picture and its text become. */
    private static final int PARTS = 3;
    private static final int REHEARSED = 3;

    private final MammoClip model;
    private final ClipLoader loader;
    private final PretrainingSettings settings;
    private final List<Breast> rows;
    private final List<Breast> validationRows;
    private final List<ZeroShotCheck> checks = new ArrayList<>();
    private boolean repeating;
    private Optional<Licence> licence = Optional.empty();

    /**
     * A new model of {@code config}, to be trained on what {@code loader} makes of rows.
     *
     * @param rows           to train on
     * @param validationRows to measure on after each epoch, of other patients; may be empty
     * @throws InputException if the rows do not fill a batch, or the warm-up takes the whole training
     */
    public Pretraining(MammoClipConfig config, ClipLoader loader, PretrainingSettings settings, List<Breast> rows,
            List<Breast> validationRows) {
        this.loader = loader;
        this.settings = settings;
        this.rows = List.copyOf(rows);
        this.validationRows = List.copyOf(validationRows);
        if (settings.optimisation().warmUp() >= steps()) {
            throw new InputException("the training has " + steps() + " steps and is to warm up for "
                    + settings.optimisation().warmUp() + ": choose fewer, or more epochs");
        }
        this.model = new MammoClip(config).init(key(0));
    }

    private Key key(int purpose) {
        return Key.of(settings.seed()).child(purpose);
    }

    /** Steps of the whole training. */
    public long steps() {
        return (long) settings.epochs() * loader.trainingBatches(rows.size());
    }

    /**
     * Begins with the weights of another model of the same sizes, whose licence then holds for what comes out. To be
     * called before the training starts. Returns this.
     *
     * @throws InputException if the other model has other entries or sizes
     */
    public Pretraining startingFrom(MammoClipPredictor other) {
        Map<String, StateEntry> theirs = new HashMap<>();
        other.model().state().forEach(entry -> theirs.put(entry.name(), entry));
        for (StateEntry entry : model.state()) {
            StateEntry from = theirs.get(entry.name());
            if (from == null || !from.spec().equals(entry.spec())) {
                throw new InputException("the weights to start from have no " + entry.spec() + " called "
                        + entry.name() + ": they are of a model of other sizes");
            }
        }
        model.state().forEach(entry -> entry.assign().accept(theirs.get(entry.name()).value().get().hold()));
        licence = other.licence();
        return this;
    }

    /**
     * Asks a question after each epoch, on pictures of patients that are held out; the answer stands in
     * {@code validation.csv} and chooses nothing. Needs rows to validate on. Returns this.
     */
    public Pretraining asking(ZeroShotCheck check) {
        checks.add(check);
        return this;
    }

    /**
     * Has a GPU repeat steps of one shape by one call, as {@link Trainer#repeating} does; the weights stay the same.
     * Returns this.
     *
     * @throws InputException if gradients are to be computed in chunks, which are never the same step twice
     */
    public Pretraining repeating() {
        if (settings.chunk() > 0) {
            throw new InputException("steps in chunks of " + settings.chunk()
                    + " pictures cannot be repeated by one call: leave out one of the two");
        }
        repeating = true;
        return this;
    }

    /**
     * What a run gave.
     *
     * @param outcome how it ended
     * @param model   the trained model, ready for use; that of the last step where it was stopped
     */
    public record Result(Outcome outcome, MammoClipPredictor model) { }

    /**
     * What a try of a few steps found; nothing is written.
     *
     * @param parameters     numbers that are trained
     * @param steps          of the whole training
     * @param seconds        that the last of the tried steps took
     * @param peakBytes      most memory that tensors took
     * @param availableBytes most memory that they may take
     */
    public record Rehearsal(long parameters, long steps, double seconds, long peakBytes, long availableBytes) { }

    /**
     * Does the first steps, to see whether data, shapes and memory allow them.
     *
     * @throws dev.nacre.core.memory.MemoryBudgetException if memory does not
     */
    public Rehearsal rehearse() {
        long[] done = new long[1];
        double[] seconds = new double[1];
        try (AdamW adamw = optimiser()) {
            trainer(adamw).stoppingWhen(() -> done[0] == REHEARSED).watchedBy(new TrainingListener() {
                @Override
                public void afterStep(StepReport report) {
                    done[0]++;
                    seconds[0] = report.seconds();
                }
            }).fit(settings.epochs(), data(), key(2));
        }
        long parameters = model.parameters().values().stream().mapToLong(p -> p.spec().shape().elements()).sum();
        NativePool pool = NativePool.shared();
        return new Rehearsal(parameters, steps(), seconds[0], pool.peak(), pool.budget());
    }

    @Override
    protected Pretraining self() {
        return this;
    }

    @Override
    protected Result run(Path directory, boolean resume) {
        Checkpoints checkpoints = new Checkpoints(directory.resolve("checkpoints"), settings.checkpoints(),
                () -> MammoClipFile.writer(predictor(), description()));
        Outcome outcome;
        try (CsvLog log = new CsvLog(directory);
                TensorBoardLog events = new TensorBoardLog(directory.resolve("events"), model,
                        loader.trainingBatches(rows.size()));
                PretrainingLog validated = new PretrainingLog(directory, checks,
                        loader.trainingBatches(rows.size()));
                AdamW adamw = optimiser();
                WeightAverage average = average()) {
            Trainer<ClipBatch> trainer = trainer(adamw).watchedBy(log).watchedBy(events).watchedBy(validated);
            if (average != null) {
                trainer.averaging(average);
            }
            if (!validationRows.isEmpty()) {
                trainer.validating(() -> validate(validated), settings.patience());
            }
            outcome = fit(trainer, checkpoints, resume, settings.epochs(), data(), key(2));
            if (average != null && outcome.end() != Outcome.End.STOPPED) {
                average.install();
            }
        }
        if (outcome.end() != Outcome.End.STOPPED) {
            finish(directory, checkpoints);
        }
        return new Result(outcome, predictor());
    }

    private MammoClipPredictor predictor() {
        return new MammoClipPredictor(model, Optional.of(loader.texts()), loader.pictures().recipe(), licence);
    }

    /** Null where the weights themselves are wanted. */
    private WeightAverage average() {
        double decay = settings.optimisation().averageDecay();
        return decay > 0 ? new WeightAverage(model, new WeightAverage.Decay(decay, true)) : null;
    }

    private AdamW optimiser() {
        Optimisation how = settings.optimisation();
        ParameterGroup.Members text = ParameterGroup.Members.below("text_encoder");
        return new AdamW(model, AdamW.Settings.decay(how.weightDecay()), List.of(
                new ParameterGroup("text encoder", text, how.weightDecay(), how.textRate()),
                new ParameterGroup("all else", text.not(), how.weightDecay(), 1)));
    }

    private Trainer<ClipBatch> trainer(AdamW adamw) {
        Optimisation how = settings.optimisation();
        Trainer<ClipBatch> trainer = new Trainer<>(model, adamw, new WarmUpCosineSquared(how.learningRate(),
                how.warmUp(), steps()), objective()).clipping(how.longestGradient());
        return repeating ? trainer.repeating() : trainer;
    }

    private Objective<ClipBatch> objective() {
        UnaryOperator<Pass> way = settings.activations() == Activations.STORED ? UnaryOperator.identity()
                : Pass::recomputing;
        if (settings.chunk() == 0) {
            return new TensorLoss<ClipBatch>(this::tensors, (tensors, pass) -> loss(tensors, way.apply(pass)));
        }
        Objective<ClipBatch> cached = new CachedContrastiveStep(model, settings.loss(), settings.chunk(),
                settings.precision());
        return (batch, pass) -> cached.at(batch, way.apply(pass));
    }

    private TrainingData<ClipBatch> data() {
        return loader.training(rows, new PairSampler(settings.pairing()), settings.augmentation(), key(1));
    }

    /** Pictures, ids and masks, as often as the loss takes of each. */
    private List<Tensor> tensors(ClipBatch batch) {
        List<Tensor> all = new ArrayList<>();
        for (int number = 0; number < settings.loss().each(); number++) {
            TokenBatch tokens = batch.texts().get(number);
            all.addAll(List.of(batch.pictures().get(number).tensor(CHANNELS), tokens.idTensor(),
                    tokens.attentionMaskTensor()));
        }
        return all;
    }

    private Tensor loss(List<Tensor> tensors, Pass pass) {
        List<Tensor> pictures = new ArrayList<>();
        List<Tensor> texts = new ArrayList<>();
        for (int number = 0; number < settings.loss().each(); number++) {
            List<Tensor> own = tensors.subList(number * PARTS, (number + 1) * PARTS);
            Pass ofPictures = pass.child(number);
            Pass ofTexts = pass.child(ClipBatch.EACH + number);
            pictures.add(settings.precision().run(() -> model.embedImages(own.get(0), ofPictures)));
            texts.add(settings.precision().run(() -> model.embedTexts(own.get(1), own.get(2), ofTexts)));
        }
        return settings.loss().of(pictures, texts, model.logitScale());
    }

    private double validate(PretrainingLog log) {
        PretrainingValidation.Measured measured =
                new PretrainingValidation(loader, validationRows, settings.loss(), checks).of(predictor());
        log.measured(measured);
        return measured.loss();
    }

    private void finish(Path directory, Checkpoints checkpoints) {
        if (!validationRows.isEmpty()) {
            checkpoints.loadBest(model.state());
        }
        if (settings.recalibrate()) {
            recalibrate();
        }
        MammoClipFile.writer(predictor(), description()).write(directory.resolve("model.safetensors"));
    }

    /** After a short training the running statistics still remember the start; averaging afresh mends them. */
    private void recalibrate() {
        BatchNorm2d.resetStatistics(model);
        try (Prefetch<ClipBatch> batches = loader.validation(rows)) {
            while (batches.hasNext()) {
                try (ClipBatch batch = batches.next()) {
                    for (Pictures pictures : batch.pictures()) {
                        Scope.run("recalibration", () ->
                                model.embedImages(pictures.tensor(CHANNELS), Pass.CALIBRATION));
                    }
                }
            }
        }
    }

    private Json.Fields description() {
        return Json.object().with("settings", settings.toJson()).with("batch", loader.batchSize())
                .with("origin", origin());
    }
}
