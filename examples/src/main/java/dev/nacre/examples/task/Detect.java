package dev.nacre.examples.task;

import dev.nacre.bench.DeviceOption;
import dev.nacre.examples.ModelFile;
import dev.nacre.examples.Numbers;
import dev.nacre.mammo.clip.MammoClipPredictor;
import dev.nacre.mammo.data.sets.SetParts;
import dev.nacre.mammo.eval.cases.Question;
import dev.nacre.mammo.image.Fit;
import dev.nacre.mammo.image.PixelRecipe;
import dev.nacre.mammo.prepare.PictureCache;
import dev.nacre.mammo.task.detection.DetectTask;
import dev.nacre.mammo.task.detection.DetectionPictures;
import dev.nacre.mammo.task.detection.DetectionSettings;
import dev.nacre.mammo.task.detection.DetectionSettings.Normals;
import dev.nacre.mammo.task.detection.DetectorPredictor;
import dev.nacre.mammo.task.detection.RandomTiles;
import dev.nacre.mammo.task.detection.WholePictures;
import dev.nacre.mammo.task.result.CaseGallery;
import dev.nacre.nn.InputException;
import dev.nacre.nn.detection.DetectionChoice;
import dev.nacre.nn.detection.RetinaNetConfig;
import dev.nacre.nn.detection.RetinaNetConfig.Taps;
import dev.nacre.nn.model.EfficientNetConfig;
import dev.nacre.nn.train.Checkpoints;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains a detector of lesions and judges it. */
@Command(name = "detect", mixinStandardHelpOptions = true, sortOptions = false,
        description = {"Trains a RetinaNet on boxes of lesions and judges it on pictures with and without findings.",
            "It learns from the set's training part, is chosen on the validation part and judged on the test part."
                + " Research use, not for diagnosis."})
final class Detect implements Callable<Integer> {
    private static final long MOST_CACHE = 1L << 30;
    private static final int PAPER_SIDE = 512;
    private static final int LEAST_SIDE = 64;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ModelFile model;

    @Mixin
    private TaskSet set;

    @Option(names = "--from-scratch", description = "Begin with new weights of the encoder instead of the model's, with"
            + " the same pictures and steps: what pre-training is compared with.")
    private boolean scratch;

    @Option(names = "--size", defaultValue = "" + PAPER_SIDE, paramLabel = "PIXELS", description = "Rows and columns"
            + " that the network sees, of a shrunk picture or of a tile (default: ${DEFAULT-VALUE}, as published).")
    private int side;

    @Option(names = "--tiles", description = "Look at tiles of the picture at the resolution of its file instead of at"
            + " the whole, shrunk: for lesions that shrinking hides.")
    private boolean tiles;

    @Option(names = "--channels", defaultValue = "256", paramLabel = "N", description = "Of the pyramid and the heads"
            + " (default: ${DEFAULT-VALUE}, as published; 64 is four to sixteen times faster).")
    private int channels;

    @Option(names = "--taps", defaultValue = "published", paramLabel = "WHICH", description = "Maps of the encoder that"
            + " the pyramid stands on: published (strides 16 and 32), or fine (8 and 16, for small lesions; default:"
            + " ${DEFAULT-VALUE}).")
    private Taps taps;

    @Option(names = "--smallest-box", defaultValue = "32", paramLabel = "PIXELS", description = "Side of the smallest"
            + " boxes that the network begins with, as it sees them; lesions below half of it cannot be learned"
            + " (default: ${DEFAULT-VALUE}, as published).")
    private double smallestBox;

    @Option(names = "--normals", paramLabel = "WHICH", description = "Pictures without a lesion that are trained on:"
            + " none, as_many as others, or all (default: as_many; --paper: none).")
    private Normals normals;

    @Option(names = "--frozen", description = "Leave the encoder as it is and train the rest.")
    private boolean frozen;

    @Option(names = "--clip", paramLabel = "X", description = "Gradients longer than this are shortened to it (default:"
            + " 1; --paper: 0.1).")
    private Double longestGradient;

    @Mixin
    private TaskTraining training;

    @Mixin
    private TaskOutput output;

    @Mixin
    private DeviceOption device;

    /** Created by the command line alone. */
    Detect() {
    }

    @Override
    public Integer call() throws IOException {
        training.check(spec, output);
        DetectionSettings settings = settings();
        List<Question> questions = List.copyOf(set.questions());
        int classes = DetectTask.kinds(questions).size();
        Path file = model.path();
        PrintWriter err = spec.commandLine().getErr();
        MammoClipPredictor clip = model.load(err);
        PixelRecipe own = clip.pictures();
        PixelRecipe recipe = own.withFit(new Fit(side, side, own.fit().keepsAspect(), own.fit().method()));
        SetParts parts = set.parts(recipe, output.watch(err), err);
        DetectionPictures pictures = tiles ? RandomTiles.reading(recipe) : new WholePictures(new PictureCache(recipe,
                Math.min(MOST_CACHE, Runtime.getRuntime().maxMemory() / 4)));
        EfficientNetConfig encoder = clip.model().config().image();
        // The published detectors stand on another version of the same network, which differs in paddings alone.
        RetinaNetConfig network = new RetinaNetConfig(training.paper()
                ? encoder.withPadding(EfficientNetConfig.Padding.NOMINAL) : encoder, taps, channels, classes,
                smallestBox);
        DetectTask task = new DetectTask(clip, scratch, network, pictures, settings, training.paper()
                ? DetectorPredictor.FOR_PUBLISHED_PRECISION : DetectionChoice.RETINA_NET, parts, output.draws(),
                new CaseGallery(recipe, output.cases(), CaseGallery.Looked.NOBODY_SAYS));
        return training.run(spec, output, parts, file, (run, configuration, progress) ->
                task.run(questions, run, configuration, progress));
    }

    private DetectionSettings settings() {
        Numbers.atLeast("--size", side, LEAST_SIDE);
        Numbers.atLeast("--channels", channels, 1);
        Numbers.between("--smallest-box", smallestBox, 0, side);
        if (longestGradient != null) {
            Numbers.between("--clip", longestGradient, 0, Double.POSITIVE_INFINITY);
        }
        if (scratch && frozen) {
            throw new InputException("--frozen would leave new weights untaught: leave out --from-scratch or"
                    + " --frozen");
        }
        if (training.paper() && tiles) {
            throw new InputException("the published detectors look at whole pictures: leave out --tiles, or --paper");
        }
        DetectionSettings usual = training.paper() ? DetectionSettings.paper(training.seed())
                : DetectionSettings.usual(30, 4, 1e-3, training.seed()).withLongestGradient(1);
        int epochs = training.epochs(usual.epochs());
        DetectionSettings own = new DetectionSettings(epochs, training.batch(usual.batch()),
                training.learningRate(usual.rate()),
                longestGradient != null ? longestGradient : usual.longestGradient(), training.seed(),
                normals != null ? normals : usual.normals(), usual.encoder(), usual.augmentation(), usual.moved(),
                usual.focal(), usual.activations(), training.patience(epochs), Checkpoints.Policy.EPOCHS);
        return frozen ? own.with(DetectionSettings.Encoder.FROZEN) : own;
    }
}
