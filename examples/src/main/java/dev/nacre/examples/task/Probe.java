package dev.nacre.examples.task;

import dev.nacre.bench.DeviceOption;
import dev.nacre.examples.ModelArguments;
import dev.nacre.examples.Numbers;
import dev.nacre.examples.RunFile;
import dev.nacre.mammo.clip.FileEmbedder;
import dev.nacre.mammo.data.sets.SetParts;
import dev.nacre.mammo.eval.cases.Question;
import dev.nacre.mammo.prepare.PictureCache;
import dev.nacre.mammo.task.attribution.MapChoice;
import dev.nacre.mammo.task.probe.FeatureCache;
import dev.nacre.mammo.task.probe.ProbeSettings;
import dev.nacre.mammo.task.probe.ProbeTask;
import dev.nacre.mammo.task.result.CaseGallery;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Fits linear probes to a frozen encoder's features and judges them. */
@Command(name = "probe", mixinStandardHelpOptions = true, sortOptions = false,
        description = {"Fits one linear layer to the features of a frozen picture encoder and judges it.",
            "It learns from the set's training part, chooses its penalty there, takes thresholds and probabilities from"
                + " the validation part and figures from the test part. Research use, not for diagnosis."})
final class Probe implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ModelArguments model;

    @Mixin
    private TaskSet set;

    @Mixin
    private TaskUnit unit;

    @Option(names = "--labels", defaultValue = "1", paramLabel = "SHARE",
            description = "Share of the training patients whose labels are used, such as 0.1 (default: all).")
    private double share;

    @Option(names = "--balanced", description = "Let rare classes count for as much as frequent ones.")
    private boolean balanced;

    @Option(names = "--seed", defaultValue = "0", paramLabel = "N",
            description = "Of the drawn patients and of the folds (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--features", paramLabel = "DIR",
            description = "Keep features there, so that another probe need not compute them (default: features beside"
                    + " --out).")
    private Path features;

    @Mixin
    private TaskMaps maps;

    @Mixin
    private TaskOutput output;

    @Mixin
    private DeviceOption device;

    /** Created by the command line alone. */
    Probe() {
    }

    @Override
    public Integer call() throws IOException {
        output.check(spec);
        Numbers.between("--labels", share, 0, 1);
        Optional<MapChoice> explained = maps.choice();
        List<Question> questions = List.copyOf(set.questions());
        PrintWriter err = spec.commandLine().getErr();
        FileEmbedder embedder = model.load(err);
        SetParts parts = set.parts(embedder.predictor().pictures(), output.watch(err), err);
        FeatureCache cache = FeatureCache.of(embedder.predictor(), new PictureCache(embedder.predictor().pictures(), 0),
                features != null ? features : output.beside("features"), embedder.batchSize());
        ProbeSettings settings = ProbeSettings.of(share, seed);
        RunFile file = RunFile.of(Path.of(RunFile.NAME), spec, TaskSet.hashes(parts, model.path()));
        ProbeTask task = new ProbeTask(cache, parts, balanced ? settings.withBalance() : settings, unit.unit(),
                output.draws(), new CaseGallery(embedder.predictor().pictures(), output.cases(),
                CaseGallery.Looked.NOBODY_SAYS), explained.map(choice -> new ProbeTask.Maps(embedder.predictor(),
                choice)));
        output.write(task.run(questions, file.withoutPaths(spec), output.watch(err)), spec.commandLine().getOut());
        return 0;
    }
}
