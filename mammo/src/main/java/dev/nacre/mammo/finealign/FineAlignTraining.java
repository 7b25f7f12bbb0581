package dev.nacre.mammo.finealign;

import dev.nacre.core.GradientSum;
import dev.nacre.core.Gradients;
import dev.nacre.core.Key;
import dev.nacre.core.Scope;
import dev.nacre.core.Tensor;
import dev.nacre.core.io.Json;
import dev.nacre.mammo.finealign.FineAlignTrainingSettings.Optimisation;
import dev.nacre.mammo.finealign.exam.ExamBatch;
import dev.nacre.mammo.finealign.exam.WordInput;
import dev.nacre.mammo.finealign.loss.Curriculum;
import dev.nacre.mammo.finealign.loss.FineAlignLoss;
import dev.nacre.mammo.finealign.loss.LossParts;
import dev.nacre.mammo.finealign.model.ExamFeatures;
import dev.nacre.mammo.finealign.model.FineAlign;
import dev.nacre.mammo.finealign.model.FineAlignConfig;
import dev.nacre.mammo.image.PixelRecipe;
import dev.nacre.nn.BatchNorm2d;
import dev.nacre.nn.InputException;
import dev.nacre.nn.Pass;
import dev.nacre.nn.data.Prefetch;
import dev.nacre.nn.optim.AdamW;
import dev.nacre.nn.optim.ParameterGroup;
import dev.nacre.nn.optim.WarmUpCosine;
import dev.nacre.nn.optim.WeightAverage;
import dev.nacre.nn.train.Checkpoints;
import dev.nacre.nn.train.CsvLog;
import dev.nacre.nn.train.Objective;
import dev.nacre.nn.train.Outcome;
import dev.nacre.nn.train.StepReport;
import dev.nacre.nn.train.Trainer;
import dev.nacre.nn.train.TrainingListener;
import dev.nacre.nn.train.TrainingRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Training of a coarse-to-fine model in either mode. The run's directory gets {@code log.csv}, {@code epochs.csv},
 * {@code parts.csv} and {@code validation.csv}, {@code checkpoints} from which it can be resumed, and at the end
 * {@code model.safetensors} for {@link TrainedFineAlign#load}. The same data and settings give the same bits, however
 * often the run was interrupted.
 *
 * <p>With exams held out, the model is that of the best validation among the epochs of the last stage, see
 * {@link FineAlignValidation.Measured#criterion}; what an earlier stage trains is no finished model. Else it is the
 * last.
 */
public final class FineAlignTraining extends TrainingRun<FineAlignTraining, FineAlignTraining.Result> {
    private final FineAlign model;
    private final WordInput words;
    private final PixelRecipe pictures;
    private final FineAlignTrainingSettings settings;
    private final FineAlignData data;
    private final FineAlignLoss loss;

    /**
     * A new model of {@code config}, to be trained.
     *
     * @param words how texts were made the batches' words, for the model's file
     * @param pictures how files were made the batches' pictures, for the model's file
     * @throws InputException if the warm-up takes the whole training
     * @throws IllegalArgumentException if the curriculum is of the other mode
     */
    public FineAlignTraining(FineAlignConfig config, WordInput words, PixelRecipe pictures,
            FineAlignTrainingSettings settings, FineAlignData data) {
        this.words = words;
        this.pictures = pictures;
        this.settings = settings;
        this.data = data;
        this.model = new FineAlign(config).init(key(0));
        this.loss = new FineAlignLoss(model, settings.curriculum());
    }

    private Key key(int purpose) {
        return Key.of(settings.seed()).child(purpose);
    }

    /** What is being trained; before the start, its encoders may be given weights that were trained elsewhere. */
    public FineAlign model() {
        return model;
    }

    /** Steps of the whole training. */
    public long steps() {
        return (long) settings.curriculum().epochs() * data.training().batches();
    }

    /**
     * What a run gave.
     *
     * @param outcome how it ended
     * @param trained the model, ready for use; that of the last step where it was stopped
     */
    public record Result(Outcome outcome, TrainedFineAlign trained) {
    }

    @Override
    protected FineAlignTraining self() {
        return this;
    }

    @Override
    protected Result run(Path directory, boolean resume) {
        Checkpoints checkpoints = new Checkpoints(directory.resolve("checkpoints"), settings.checkpoints(),
                () -> FineAlignFile.writer(trained()));
        Outcome outcome;
        try (CsvLog log = new CsvLog(directory);
                FineAlignLog parts = new FineAlignLog(directory, data.training().batches());
                AdamW adamw = optimiser();
                WeightAverage average = average()) {
            Trainer<ExamBatch> trainer = trainer(adamw, parts).watchedBy(log).watchedBy(parts);
            if (average != null) {
                trainer.averaging(average);
            }
            Stages stages = new Stages(settings.curriculum(), data.training().batches());
            trainer.watchedBy(stages);
            if (data.validation().isPresent()) {
                trainer.validating(() -> validate(parts, stages), settings.patience());
            }
            outcome = fit(trainer, checkpoints, resume, settings.curriculum().epochs(), data.training(), key(2));
            if (average != null && outcome.end() != Outcome.End.STOPPED) {
                average.install();
            }
        }
        if (outcome.end() != Outcome.End.STOPPED) {
            finish(directory, checkpoints);
        }
        return new Result(outcome, trained());
    }

    private TrainedFineAlign trained() {
        return new TrainedFineAlign(model, words, pictures, Json.object().with("settings", settings.toJson())
                .with("origin", origin()));
    }

    /** Null where the weights themselves are wanted. */
    private WeightAverage average() {
        double decay = settings.optimisation().averageDecay();
        return decay > 0 ? new WeightAverage(model, new WeightAverage.Decay(decay, true)) : null;
    }

    private AdamW optimiser() {
        Optimisation how = settings.optimisation();
        ParameterGroup.Members image = ParameterGroup.Members.below("picture.encoder");
        ParameterGroup.Members text = ParameterGroup.Members.below("text.encoder");
        double decay = how.weightDecay();
        return new AdamW(model, new AdamW.Settings(how.beta1(), how.beta2(), 1e-8, decay), List.of(
                new ParameterGroup("encoder of pictures", image, decay, how.imageRate() / how.newRate()),
                new ParameterGroup("encoder of reports", text, decay, how.textRate() / how.newRate()),
                new ParameterGroup("all else", image.not().and(text.not()), decay, 1)));
    }

    private Trainer<ExamBatch> trainer(AdamW adamw, FineAlignLog parts) {
        Optimisation how = settings.optimisation();
        long warmUp = (long) (how.warmUp() * steps());
        return new Trainer<>(model, adamw, new WarmUpCosine(how.newRate(), 0, warmUp, steps()), objective(parts))
                .clipping(how.longestGradient());
    }

    private Objective<ExamBatch> objective(FineAlignLog log) {
        return (batch, pass) -> {
            LossParts parts = loss.parts(batch, settings.recomputing() ? pass.recomputing() : pass);
            log.parts(parts.numbers());
            double value = parts.total().item();
            return new Objective.Value(value, withThoseAtRest(parts.total().backward()));
        };
    }

    /**
     * What no part of the loss reaches yet, such as the map of words in a stage without words, gets a gradient of 0:
     * which parts count changes from stage to stage and from batch to batch, and that is no mistake here.
     */
    private Gradients withThoseAtRest(Gradients found) {
        List<Tensor> atRest = new ArrayList<>();
        model.parameters().forEach((name, parameter) -> {
            if (parameter.isTrained() && !found.has(parameter.value())) {
                atRest.add(parameter.value().sum().mul(0));
            }
        });
        if (atRest.isEmpty()) {
            return found;
        }
        Tensor nothing = atRest.stream().reduce(Tensor::add).orElseThrow();
        try (GradientSum sum = new GradientSum()) {
            return sum.add(found).add(nothing.backward()).total();
        }
    }

    private double validate(FineAlignLog log, Stages stages) {
        FineAlignValidation.Measured measured = FineAlignValidation.of(loss, data.validation().orElseThrow());
        log.measured(measured);
        return measured.criterion() + stages.toCome();
    }

    /**
     * Knows at the end of an epoch how many are still to come before the last stage, so that each of these counts as
     * better than all before it: neither patience nor the best model is for them.
     */
    private static final class Stages implements TrainingListener {
        /** More than any criterion, so that the order of these epochs is that of time. */
        private static final int APART = 10;

        private final int early;
        private final int batches;
        private long steps;

        Stages(Curriculum curriculum, int batches) {
            this.early = curriculum.epochs() - curriculum.stages().getLast().epochs();
            this.batches = batches;
        }

        @Override
        public void beforeTraining(long done, long total) {
            steps = done;
        }

        @Override
        public void afterStep(StepReport report) {
            steps = report.done();
        }

        double toCome() {
            return APART * Math.max(0, early + 1 - (double) steps / batches);
        }
    }

    private void finish(Path directory, Checkpoints checkpoints) {
        if (data.validation().isPresent()) {
            checkpoints.loadBest(model.state());
        }
        if (settings.recalibrate()) {
            recalibrate();
        }
        FineAlignFile.writer(trained()).write(directory.resolve("model.safetensors"));
    }

    private void recalibrate(ExamBatch batch) {
        ExamFeatures features = model.pictures(batch, Pass.CALIBRATION);
        if (model.config().mode() == FineAlignConfig.Mode.PRECURSOR) {
            model.dehazing(features, Pass.CALIBRATION);
        } else {
            model.abnormality(features, batch.pictures(), batch.breasts(), Pass.CALIBRATION);
        }
    }

    /** After a short training the running statistics still remember the start; averaging afresh mends them. */
    private void recalibrate() {
        BatchNorm2d.resetStatistics(model);
        try (Prefetch<ExamBatch> batches = data.training().epoch(0, 0)) {
            while (batches.hasNext()) {
                try (ExamBatch batch = batches.next()) {
                    Scope.run("recalibration", () -> recalibrate(batch));
                }
            }
        }
    }
}
