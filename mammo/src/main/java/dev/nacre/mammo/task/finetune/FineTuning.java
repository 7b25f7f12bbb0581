package dev.nacre.mammo.task.finetune;

import dev.nacre.core.Key;
import dev.nacre.core.Scope;
import dev.nacre.core.io.Json;
import dev.nacre.core.io.StateEntry;
import dev.nacre.mammo.clip.MammoClipPredictor;
import dev.nacre.mammo.prepare.PictureSource;
import dev.nacre.mammo.published.PictureClassifier;
import dev.nacre.mammo.task.LabelScheme;
import dev.nacre.mammo.task.LabelShare;
import dev.nacre.mammo.task.LabelledPicture;
import dev.nacre.mammo.task.OutputCalibration;
import dev.nacre.mammo.image.Pictures;
import dev.nacre.mammo.prepare.PictureBatches;
import dev.nacre.mammo.task.finetune.FineTuningSettings.Optimisation;
import dev.nacre.nn.BatchNorm2d;
import dev.nacre.nn.InputException;
import dev.nacre.nn.Pass;
import dev.nacre.nn.model.EfficientNetConfig;
import dev.nacre.nn.optim.AdamW;
import dev.nacre.nn.optim.WarmUpCosineSquared;
import dev.nacre.nn.published.Licence;
import dev.nacre.nn.train.Checkpoints;
import dev.nacre.nn.train.CsvLog;
import dev.nacre.nn.train.Objective;
import dev.nacre.nn.train.Outcome;
import dev.nacre.nn.train.Trainer;
import dev.nacre.nn.train.TrainingRun;
import dev.nacre.nn.train.tensorboard.TensorBoardLog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Fine-tuning of a picture encoder and one linear layer on labels, from pre-trained weights or from scratch with the
 * same budget. The run's directory gets {@code log.csv} and {@code epochs.csv}, {@code events} for TensorBoard,
 * {@code checkpoints} from which it can be resumed, and at the end {@code model.safetensors} for
 * {@link FineTunedPredictor#load}: the model of the best epoch on the validation pictures, on which it is then also
 * calibrated. Test pictures have no part in it. The same pictures and settings give the same bits, however often the
 * run was interrupted.
 */
public final class FineTuning extends TrainingRun<FineTuning, FineTuning.Result> {
    private static final int CHANNELS = 3;

    private final PictureClassifier model;
    private final LabelScheme scheme;
    private final PictureBatches source;
    private final FineTuningSettings settings;
    private final List<LabelledPicture> training;
    private final List<LabelledPicture> validation;
    private final LabelLoss loss;
    private final LearningPart part;
    private Optional<Licence> licence = Optional.empty();

    /**
     * A new model, from scratch unless {@link #startingFrom} is called.
     *
     * @param config     of the encoder
     * @param scheme     what is asked of pictures
     * @param pictures   reads and prepares
     * @param training   to train on, of which the settings' share is drawn
     * @param validation to choose the checkpoint on, of other patients
     * @throws InputException if labels are not of the scheme, of one finding or class alone, or a patient is in both
     */
    public FineTuning(EfficientNetConfig config, LabelScheme scheme, PictureSource pictures,
            FineTuningSettings settings, List<LabelledPicture> training, List<LabelledPicture> validation) {
        this(config, scheme, pictures, settings, training, validation, LearningPart.WHOLE);
    }

    FineTuning(EfficientNetConfig config, LabelScheme scheme, PictureSource pictures, FineTuningSettings settings,
            List<LabelledPicture> training, List<LabelledPicture> validation, LearningPart part) {
        this.part = part;
        this.scheme = scheme;
        this.source = new PictureBatches(pictures);
        this.settings = settings;
        this.training = LabelShare.of(scheme, training, settings.share(), key("labels"));
        this.validation = List.copyOf(validation);
        ValidationMeasure.check(scheme, validation);
        requireOthers();
        if (IntStream.range(0, scheme.outputs()).noneMatch(output -> scheme.hasBoth(this.training, output))) {
            throw new InputException("the " + this.training.size() + " pictures to train on all have the same labels:"
                    + " give pictures of both kinds, or a larger share");
        }
        this.loss = settings.balanced() ? LabelLoss.balanced(scheme, this.training) : LabelLoss.plain(scheme);
        this.model = new PictureClassifier(config, scheme.outputs()).init(key("weights"));
    }

    private void requireOthers() {
        Set<String> patients = new HashSet<>();
        training.forEach(picture -> patients.add(picture.patient()));
        long both = validation.stream().filter(picture -> patients.contains(picture.patient())).count();
        if (both > 0) {
            throw new InputException(both + " of the " + validation.size() + " pictures to validate on are of patients"
                    + " that are trained on: split by patient");
        }
    }

    private Key key(String purpose) {
        return Key.of(settings.seed()).child(purpose);
    }

    /**
     * Begins with the picture encoder of a trained model, whose licence then holds for what comes out. Before the
     * training starts. Returns this.
     *
     * @throws InputException if its encoder is of another size, or it prepares pictures in another way
     */
    public FineTuning startingFrom(MammoClipPredictor other) {
        if (!other.pictures().equals(source.source().recipe())) {
            throw new InputException("the model to start from was trained on pictures by the recipe "
                    + other.pictures().name() + ", and these are prepared by " + source.source().recipe().name()
                    + " or in other details otherwise: prepare them as its own");
        }
        EfficientNetConfig own = model.encoder().config();
        if (!network(own).equals(network(other.model().config().image()))) {
            throw new InputException("the model to start from has the picture encoder "
                    + network(other.model().config().image()) + ", and " + network(own)
                    + " is to be trained: they are of another size or are padded otherwise");
        }
        Map<String, StateEntry> theirs = new HashMap<>();
        other.model().imageEncoder().state().forEach(entry -> theirs.put(entry.name(), entry));
        model.encoder().state().forEach(entry ->
                entry.assign().accept(theirs.get(entry.name()).value().get().hold()));
        licence = other.licence();
        return this;
    }

    /** What of a configuration the results in evaluation depend on. */
    private static EfficientNetConfig network(EfficientNetConfig config) {
        return config.withDropout(0, 0).withBatchNormMomentum(0);
    }

    /** The pictures that are trained on: those of the drawn patients. */
    public List<LabelledPicture> training() {
        return training;
    }

    /** Steps of the whole training. */
    public long steps() {
        return (long) settings.epochs() * data().batches();
    }

    /**
     * What a run gave.
     *
     * @param outcome how it ended
     * @param model   the trained model, ready for use; that of the last step, not calibrated, where it was stopped
     */
    public record Result(Outcome outcome, FineTunedPredictor model) { }

    @Override
    protected FineTuning self() {
        return this;
    }

    @Override
    protected Result run(Path directory, boolean resume) {
        Checkpoints checkpoints = new Checkpoints(directory.resolve("checkpoints"), settings.checkpoints(),
                () -> FineTunedFile.writer(predictor(Optional.empty()), description()));
        Optimisation how = settings.optimisation();
        long warmUp = (long) (how.warmUp() * steps());
        Outcome outcome;
        try (CsvLog log = new CsvLog(directory);
                TensorBoardLog events = new TensorBoardLog(directory.resolve("events"), model, data().batches());
                AdamW adamw = part.optimiser(model, how)) {
            Trainer<LabelledBatch> trainer = new Trainer<LabelledBatch>(model, adamw,
                    new WarmUpCosineSquared(how.learningRate(), warmUp, steps()),
                    Objective.of((batch, pass) -> loss.of(part.logits(model, batch.pictures().tensor(CHANNELS), pass),
                            batch.labels()))).clipping(how.longestGradient()).watchedBy(log).watchedBy(events)
                    .validating(this::validate, settings.patience());
            outcome = fit(trainer, checkpoints, resume, settings.epochs(), data(), key("masks"));
        }
        if (outcome.end() == Outcome.End.STOPPED) {
            return new Result(outcome, predictor(Optional.empty()));
        }
        checkpoints.loadBest(model.state());
        FineTunedPredictor best = predictor(calibration());
        FineTunedFile.writer(best, description()).write(directory.resolve("model.safetensors"));
        return new Result(outcome, best);
    }

    private LabelledBatches data() {
        return new LabelledBatches(training, source, settings.batch(), settings.fewestSteps(), settings.augmentation(),
                key("data"));
    }

    private FineTunedPredictor predictor(Optional<OutputCalibration> calibration) {
        return new FineTunedPredictor(model, scheme, source.source().recipe(), calibration, licence);
    }

    private double validate() {
        recalibrate();
        return settings.measure().of(scheme, validation, validationLogits());
    }

    /** Running statistics lag behind weights that change fast; those of the model as it is now are averaged afresh. */
    private void recalibrate() {
        if (settings.recalibrated() == 0) {
            return;
        }
        BatchNorm2d.resetStatistics(model);
        int[] order = key("statistics").permutation(training.size());
        int wanted = Math.min(order.length, settings.recalibrated());
        // Every batch counts for as much in the average, so that a small last one is left out.
        int count = wanted > settings.batch() ? wanted - wanted % settings.batch() : wanted;
        inBatches(IntStream.range(0, count).mapToObj(place -> training.get(order[place])).toList(), pictures ->
                Scope.run("statistics", () -> model.forward(pictures.tensor(CHANNELS), Pass.CALIBRATION)));
    }

    private double[][] validationLogits() {
        List<double[]> rows = new ArrayList<>();
        inBatches(validation, pictures -> rows.addAll(List.of(FineTunedPredictor.logits(model, pictures))));
        return rows.toArray(double[][]::new);
    }

    private void inBatches(List<LabelledPicture> pictures, Consumer<Pictures> work) {
        source.inOrder(pictures.stream().map(LabelledPicture::file).toList(), settings.batch(), work);
    }

    /** Nothing where the validation pictures lack a kind of some output, which then cannot be calibrated. */
    private Optional<OutputCalibration> calibration() {
        return OutputCalibration.isPossible(scheme, validation)
                ? Optional.of(OutputCalibration.fit(scheme, validation, validationLogits())) : Optional.empty();
    }

    private Json.Fields description() {
        return Json.object().with("settings", settings.toJson()).with("part", part.name())
                .with("pictures", training.size())
                .with("validation_pictures", validation.size()).with("origin", origin());
    }
}
