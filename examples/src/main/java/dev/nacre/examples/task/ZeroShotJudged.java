package dev.nacre.examples.task;

import dev.nacre.bench.DeviceOption;
import dev.nacre.examples.ModelArguments;
import dev.nacre.examples.RunFile;
import dev.nacre.mammo.clip.FileEmbedder;
import dev.nacre.mammo.data.sets.SetParts;
import dev.nacre.mammo.eval.cases.Question;
import dev.nacre.mammo.task.attribution.MapChoice;
import dev.nacre.mammo.task.result.CaseGallery;
import dev.nacre.mammo.task.zeroshot.PromptClasses;
import dev.nacre.mammo.task.zeroshot.ZeroShotTask;
import dev.nacre.nn.InputException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Judges what sentences tell about the pictures of a labelled set. */
@Command(name = "zeroshot", mixinStandardHelpOptions = true, sortOptions = false,
        description = {"Judges what a model's sentences tell about the pictures of a labelled set, without training on"
            + " any label.", "Thresholds and probabilities come from the set's validation part, figures from its test"
            + " part. Research use, not for diagnosis."})
final class ZeroShotJudged implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ModelArguments model;

    @Mixin
    private TaskSet set;

    @Mixin
    private TaskUnit unit;

    @Option(names = "--prompts", paramLabel = "QUESTION=FILE",
            description = "Sentences of your own for a question: a line such as [no mass] begins a class, every line"
                    + " after it is a sentence of it. Without one, Nacre's own are used, of mass, calcification,"
                    + " malignancy and density.")
    private Map<String, Path> prompts = Map.of();

    @Mixin
    private TaskMaps maps;

    @Mixin
    private TaskOutput output;

    @Mixin
    private DeviceOption device;

    /** Created by the command line alone. */
    ZeroShotJudged() {
    }

    @Override
    public Integer call() throws IOException {
        output.check(spec);
        Optional<MapChoice> explained = maps.choice();
        Map<Question, PromptClasses> asked = asked();
        PrintWriter err = spec.commandLine().getErr();
        FileEmbedder embedder = model.load(err);
        SetParts parts = set.parts(embedder.predictor().pictures(), output.watch(err), err);
        RunFile file = RunFile.of(Path.of(RunFile.NAME), spec, TaskSet.hashes(parts, model.path()));
        ZeroShotTask task = new ZeroShotTask(embedder, parts, unit.unit(), output.draws(), new CaseGallery(
                embedder.predictor().pictures(), output.cases(), CaseGallery.Looked.NOBODY_SAYS),
                explained);
        output.write(task.run(asked, file.withoutPaths(spec), output.watch(err)), spec.commandLine().getOut());
        return 0;
    }

    private Map<Question, PromptClasses> asked() {
        Map<Question, PromptClasses> asked = new LinkedHashMap<>();
        for (Question question : set.questions()) {
            Path own = prompts.get(question.key());
            asked.put(question, own != null ? PromptClasses.read(own) : PromptClasses.named(question.key()));
        }
        for (String key : prompts.keySet()) {
            if (asked.keySet().stream().noneMatch(question -> question.key().equals(key))) {
                throw new InputException("--prompts has sentences for " + key + ", which --question does not ask: add"
                        + " it there, or leave it out here");
            }
        }
        return asked;
    }
}
