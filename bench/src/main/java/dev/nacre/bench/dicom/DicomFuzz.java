package dev.nacre.bench.dicom;

import dev.nacre.bench.fuzz.FuzzLimits;
import dev.nacre.bench.fuzz.FuzzRun;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Damages DICOM files and reads them. */
@Command(name = "fuzz", mixinStandardHelpOptions = true, sortOptions = false,
        description = {"Damages DICOM files in many ways and reads all of each: values, then pixels. Every file must"
                + " give pixels or one sentence, within 2 s and 256 MiB (JPEG 2000: 20 s, in a process of its own;"
                + " damaged an eighth as often).",
            "Times are CPU times of the thread, so that a busy machine does not count, except for JPEG 2000. Exit code"
                + " 1 if anything else happened."})
public final class DicomFuzz implements Callable<Integer> {
    /** For JPEG 2000: the limit of the decoding process and what it takes to end it and to start another. */
    static final FuzzLimits LIMITS = new FuzzLimits(2, 25, 256L << 20);

    @Spec
    private CommandSpec spec;

    @Option(names = "--files", required = true, paramLabel = "DIR", description = "The folder with DICOM files.")
    private Path folder;

    @Mixin
    private FuzzRun run;

    /** Created by the command line alone. */
    DicomFuzz() {
    }

    @Override
    public Integer call() throws ExecutionException, InterruptedException {
        List<FuzzSample> samples = FuzzSample.in(folder);
        return run.run(new FuzzCase(samples, run.seed())::run, LIMITS, samples.size(), spec.commandLine().getOut());
    }
}
