package dev.nacre.bench.checkpoint;

import dev.nacre.bench.fuzz.FuzzLimits;
import dev.nacre.bench.fuzz.FuzzRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Damages checkpoints and reads them. */
@Command(name = "fuzz-checkpoints", mixinStandardHelpOptions = true, sortOptions = false,
        description = {"Damages checkpoints of every format in many ways and reads all of each. Every file must give"
                + " tensors or one sentence, within 1 s and 256 MiB.",
            "Times are CPU times of the thread, so that a busy machine does not count. Exit code 1 if anything else"
                + " happened."})
public final class CheckpointFuzz implements Callable<Integer> {
    static final FuzzLimits LIMITS = new FuzzLimits(1, 1, 256L << 20);

    @Spec
    private CommandSpec spec;

    @Option(names = "--files", paramLabel = "DIR",
            description = "A folder with more checkpoints, each of at most 1 MiB, beside those that are made here.")
    private Path more;

    @Mixin
    private FuzzRun run;

    /** Created by the command line alone. */
    CheckpointFuzz() {
    }

    @Override
    public Integer call() throws IOException, ExecutionException, InterruptedException {
        Path folder = Files.createTempDirectory("nacre-fuzz");
        try {
            List<CheckpointSample> samples = new ArrayList<>(SeedFiles.all(folder));
            if (more != null) {
                samples.addAll(CheckpointSample.in(more));
            }
            CheckpointCase cases = new CheckpointCase(samples, run.seed(), folder);
            return run.run(cases::run, LIMITS, samples.size(), spec.commandLine().getOut());
        } finally {
            Files.deleteIfExists(folder);
        }
    }
}
