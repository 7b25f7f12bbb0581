package dev.nacre.examples.task;

import dev.nacre.bench.DeviceOption;
import dev.nacre.core.io.Json;
import dev.nacre.examples.ModelFile;
import dev.nacre.examples.Numbers;
import dev.nacre.mammo.clip.MammoClipPredictor;
import dev.nacre.mammo.data.sets.SetParts;
import dev.nacre.mammo.eval.cases.Question;
import dev.nacre.mammo.task.factor.FactorFile;
import dev.nacre.mammo.task.factor.FactorPredictor;
import dev.nacre.mammo.task.factor.FactorSettings;
import dev.nacre.mammo.task.factor.FactorTask;
import dev.nacre.mammo.task.factor.FactorVariant;
import dev.nacre.mammo.task.result.CaseGallery;
import dev.nacre.mammo.task.result.TaskResult;
import dev.nacre.mammo.task.zeroshot.PromptClasses;
import dev.nacre.nn.InputException;
import dev.nacre.nn.train.Checkpoints;
import dev.nacre.nn.train.TrainingHistory;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains a Mammo-FActOR and judges where it says that findings are. */
@Command(name = "factor", mixinStandardHelpOptions = true, sortOptions = false,
        description = {"Learns from labels of whole pictures where findings are (Mammo-FActOR), and judges the places"
            + " beside the brightest tissue.",
            "It learns from the set's training part, is chosen on the validation part and judged on pictures of the"
                + " test part in which the set marks places. Any sentence gets its map. Research use, not for"
                + " diagnosis."})
final class Factor implements Callable<Integer> {
    private static final long KEPT_BYTES = 1L << 30;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ModelFile model;

    @Mixin
    private TaskSet set;

    @Option(names = "--prompts", split = ",", paramLabel = "QUESTION=FILE",
            description = "Sentences of your own for a question, as for zeroshot; those of its second class are used."
                    + " Without one, Nacre's own are used, of mass and calcification.")
    private Map<String, Path> prompts = Map.of();

    @Option(names = "--sentence", split = ";", paramLabel = "TEXT", description = "Also show where this sentence is;"
            + " several with semicolons.")
    private List<String> sentences = List.of();

    @Option(names = "--picture", split = ",", paramLabel = "FILE", description = "Look at this picture of yours as"
            + " well, and for sentences at it alone; several with commas.")
    private List<Path> pictures = List.of();

    @Option(names = "--mapper", paramLabel = "FILE", description = "Train nothing: take the factor.safetensors of an"
            + " earlier task, with the same --model.")
    private Path mapper;

    @Option(names = "--level", defaultValue = "5", paramLabel = "N", description = "Which of the encoder's maps: 5 is"
            + " the last, as published; each level below has twice the rows and columns, for small pictures (default:"
            + " ${DEFAULT-VALUE}).")
    private int level;

    @Mixin
    private TaskTraining training;

    @Mixin
    private TaskOutput output;

    @Mixin
    private DeviceOption device;

    /** Created by the command line alone. */
    Factor() {
    }

    @Override
    public Integer call() throws IOException {
        training.check(spec, output);
        Map<Question, List<String>> asked = asked();
        if (training.paper() && asked.size() < 2) {
            throw new InputException("the published training tells pictures of one finding from those of another and"
                    + " sees none without: ask two or more questions with --paper");
        }
        FactorSettings settings = settings();
        for (Path picture : pictures) {
            if (!Files.isRegularFile(picture)) {
                throw new InputException("there is no picture " + picture + ": give --picture a file");
            }
        }
        Path file = model.path();
        PrintWriter err = spec.commandLine().getErr();
        MammoClipPredictor clip = model.load(err);
        SetParts parts = set.parts(clip.pictures(), output.watch(err), err);
        FactorTask task = new FactorTask(clip, parts, output.draws(), new CaseGallery(clip.pictures(), output.cases(),
                CaseGallery.Looked.NOBODY_SAYS));
        task.check(List.copyOf(asked.keySet()));
        Optional<FactorPredictor> trained = Optional.ofNullable(mapper).map(one -> FactorFile.read(one, clip));
        FactorTask.Shown shown = new FactorTask.Shown(sentences.stream().map(String::strip).toList(),
                pictures);
        return training.run(spec, output, parts, file, (run, configuration, progress) -> trained.isPresent()
                ? Optional.of(task.judge(trained.get(), asked.keySet(), Optional.empty(), shown, configuration,
                        progress))
                : learned(task, clip, asked, settings, run, shown, configuration, progress));
    }

    private static Optional<TaskResult> learned(FactorTask task, MammoClipPredictor clip,
            Map<Question, List<String>> asked, FactorSettings settings, Path run, FactorTask.Shown shown,
            Json.Fields configuration, TaskProgress progress) {
        Path finished = run.resolve("factor.safetensors");
        Optional<FactorPredictor> model = Files.exists(finished) ? Optional.of(FactorFile.read(finished, clip))
                : task.train(asked, settings, run, configuration, progress);
        return model.map(trained -> task.judge(trained, asked.keySet(), Optional.of(TrainingHistory.read(run)), shown,
                configuration.with("factor", settings.toJson()), progress));
    }

    private FactorSettings settings() {
        Numbers.atLeast("--level", level, 1);
        FactorSettings usual = FactorSettings.published();
        int epochs = training.epochs(usual.epochs());
        return usual.withLevel(level).withEpochs(epochs, training.patience(usual.patience()))
                .withSteps(training.batch(usual.batch()), training.learningRate(usual.learningRate()))
                .with(training.paper() ? FactorVariant.PAPER : FactorVariant.MENDED)
                .withSeed(training.seed()).withKept(KEPT_BYTES, Checkpoints.Policy.EPOCHS);
    }

    private Map<Question, List<String>> asked() {
        Map<Question, List<String>> asked = new LinkedHashMap<>();
        for (Question question : set.questions()) {
            if (!(question instanceof Question.About)) {
                throw new InputException("the question \"" + question.key() + "\" is not about a finding that has a"
                        + " place: ask about one, such as mass or calcification");
            }
            Path own = prompts.get(question.key());
            PromptClasses classes = own != null ? PromptClasses.read(own) : PromptClasses.named(question.key());
            asked.put(question, classes.classes().get(1).sentences());
        }
        for (String key : prompts.keySet()) {
            if (asked.keySet().stream().noneMatch(question -> question.key().equals(key))) {
                throw new InputException("--prompts has sentences for " + key + ", which --question does not ask: add"
                        + " it there, or leave it out here");
            }
        }
        for (String sentence : sentences) {
            if (sentence.isBlank()) {
                throw new InputException("--sentence is blank: write what to look for");
            }
        }
        return asked;
    }
}
