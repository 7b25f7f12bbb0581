package dev.nacre.examples.task;

import dev.nacre.bench.DeviceOption;
import dev.nacre.examples.ModelFile;
import dev.nacre.examples.Numbers;
import dev.nacre.mammo.clip.MammoClipPredictor;
import dev.nacre.mammo.data.sets.SetParts;
import dev.nacre.mammo.eval.cases.Question;
import dev.nacre.mammo.image.PictureAugmentation;
import dev.nacre.mammo.prepare.PictureCache;
import dev.nacre.mammo.task.attribution.MapChoice;
import dev.nacre.mammo.task.finetune.FineTuneTask;
import dev.nacre.mammo.task.finetune.FineTuneTask.Arm;
import dev.nacre.mammo.task.finetune.FineTuneTask.Rows;
import dev.nacre.mammo.task.finetune.FineTuneTask.Weights;
import dev.nacre.mammo.task.finetune.FineTuningSettings;
import dev.nacre.mammo.task.finetune.FineTuningSettings.Optimisation;
import dev.nacre.mammo.task.finetune.LayerRates;
import dev.nacre.mammo.task.finetune.ValidationMeasure;
import dev.nacre.mammo.task.result.CaseGallery;
import dev.nacre.nn.InputException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Fine-tunes a picture encoder and judges it. */
@Command(name = "finetune", mixinStandardHelpOptions = true, sortOptions = false,
        description = {"Trains a picture encoder and one linear layer on labels, and judges the model.",
            "It learns from the set's training part, takes epoch, thresholds and probabilities from the validation part"
                + " and figures from the test part. Research use, not for diagnosis."})
final class FineTune implements Callable<Integer> {
    private static final long MOST_CACHE = 1L << 30;
    private static final double WARM_UP = 0.1;
    private static final double WEIGHT_DECAY = 1e-4;
    private static final int PAPER_EPOCHS = 30;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ModelFile model;

    @Mixin
    private TaskSet set;

    @Mixin
    private TaskUnit unit;

    @Option(names = "--labels", defaultValue = "1", paramLabel = "SHARE",
            description = "Share of the training patients whose labels are used, such as 0.1 (default: all).")
    private double share;

    @Option(names = "--from-scratch", description = "Begin with new weights instead of the model's, in the same network"
            + " with the same pictures and steps: what pre-training is compared with.")
    private boolean scratch;

    @Option(names = "--linear-layer", description = "Train the linear layer alone, the encoder computing as in"
            + " training: the published linear probe. nacre task probe is the better one.")
    private boolean linear;

    @Option(names = "--together", description = "One model learns all questions of two classes at once.")
    private boolean together;

    @Option(names = "--layer-rate", defaultValue = "1", paramLabel = "X", description = "Each stage of the encoder has"
            + " the rate of the stage after it times this, above 0 and up to 1 (default: ${DEFAULT-VALUE}, all alike).")
    private double layerRate;

    @Option(names = "--plain", description = "Positive labels count for one each. Without this, they count for as much"
            + " as all negative ones.")
    private boolean plain;

    @Option(names = "--augment", description = "Flip and distort training pictures at random.")
    private boolean augment;

    @Option(names = "--fewest-steps", defaultValue = "0", paramLabel = "N", description = "Steps of an epoch at least:"
            + " few pictures are gone through again and again (default: once).")
    private int fewestSteps;

    @Option(names = "--choose-by", defaultValue = "area", paramLabel = "MEASURE", description = "What chooses the epoch"
            + " on the validation part: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private ValidationMeasure measure;

    @Mixin
    private TaskMaps maps;

    @Mixin
    private TaskTraining training;

    @Mixin
    private TaskOutput output;

    @Mixin
    private DeviceOption device;

    /** Created by the command line alone. */
    FineTune() {
    }

    @Override
    public Integer call() throws IOException {
        training.check(spec, output);
        Optional<MapChoice> explained = maps.choice();
        FineTuningSettings settings = settings();
        Arm arm = arm();
        List<List<Question>> groups = groups();
        Path file = model.path();
        PrintWriter err = spec.commandLine().getErr();
        MammoClipPredictor clip = model.load(err);
        SetParts parts = set.parts(clip.pictures(), output.watch(err), err);
        FineTuneTask task = new FineTuneTask(clip, new PictureCache(clip.pictures(), Math.min(MOST_CACHE,
                Runtime.getRuntime().maxMemory() / 4)), parts, arm, settings, unit.unit(), output.draws(),
                new CaseGallery(clip.pictures(), output.cases(), CaseGallery.Looked.NOBODY_SAYS), explained);
        return training.run(spec, output, parts, file, (run, configuration, progress) ->
                task.run(groups, run, configuration, progress));
    }

    private Arm arm() {
        if (scratch && linear) {
            throw new InputException("--linear-layer trains no encoder, so that --from-scratch would leave it untaught:"
                    + " leave one out");
        }
        return new Arm(scratch ? Weights.SCRATCH : linear ? Weights.PUBLISHED_PROBE : Weights.PRETRAINED,
                training.paper() ? Rows.FINDINGS : Rows.PICTURES);
    }

    private FineTuningSettings settings() {
        Numbers.between("--labels", share, 0, 1);
        Numbers.between("--layer-rate", layerRate, 0, 1);
        Numbers.atLeast("--fewest-steps", fewestSteps, 0);
        if (training.paper() && (augment || layerRate != 1)) {
            throw new InputException("--paper has its own augmentation and one rate for all layers: leave out --augment"
                    + " and --layer-rate");
        }
        if (linear && layerRate != 1) {
            throw new InputException("--linear-layer trains no other layers: leave out --layer-rate");
        }
        int epochs = training.epochs(training.paper() ? PAPER_EPOCHS : 10);
        double rate = training.learningRate(training.paper() ? 5e-5 : 5e-4);
        // As published, the rate rises during the first epoch.
        double warmUp = !training.paper() ? WARM_UP : epochs > 1 ? 1.0 / epochs : 0;
        FineTuningSettings usual = FineTuningSettings.of(epochs, training.batch(8), new Optimisation(rate,
                new LayerRates(layerRate), warmUp, WEIGHT_DECAY, Double.POSITIVE_INFINITY), training.seed())
                .withShare(share, fewestSteps).withBalance(!plain)
                .withValidation(measure, training.patience(Integer.MAX_VALUE));
        if (training.paper()) {
            return usual.withAugmentation(PictureAugmentation.PAPER).withRecalibration(0);
        }
        return augment ? usual.withAugmentation(PictureAugmentation.MAMMO_CLIP) : usual;
    }

    private List<List<Question>> groups() {
        List<List<Question>> groups = new ArrayList<>();
        List<Question> binary = set.questions().stream().filter(Question::isBinary).toList();
        if (together && binary.size() < 2) {
            throw new InputException("--together needs at least two questions of two classes: ask another, or leave it"
                    + " out");
        }
        if (together) {
            groups.add(binary);
        }
        set.questions().stream().filter(question -> !together || !question.isBinary())
                .forEach(question -> groups.add(List.of(question)));
        return groups;
    }
}
