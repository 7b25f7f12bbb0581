package dev.nacre.bench.kernel;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the kernels by JMH beside the machine's own limits, and writes the table. */
@Command(name = "kernels", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Measures single kernels by JMH, beside the machine's peak and copy rate.")
public final class KernelBench implements Callable<Integer> {
    @Option(names = "--out", defaultValue = "bench/results", paramLabel = "DIR",
            description = "Where kernels-<date>.md and .json go (default: ${DEFAULT-VALUE}).")
    private Path out;

    @Option(names = "--code", defaultValue = "not stated", paramLabel = "TEXT",
            description = "The version of the code, such as a commit.")
    private String code;

    @Option(names = "--machine", defaultValue = "not described", paramLabel = "TEXT",
            description = "The machine in words.")
    private String machine;

    @Option(names = "--threads", defaultValue = "1", paramLabel = "N",
            description = "Threads of the kernels (default: ${DEFAULT-VALUE}).")
    private int threads;

    @Option(names = "--seconds", defaultValue = "1", paramLabel = "S",
            description = "Length of an iteration; each kernel takes six (default: ${DEFAULT-VALUE}).")
    private double seconds;

    @Option(names = "--only", defaultValue = "", paramLabel = "TEXT",
            description = "Only kernels whose name contains this.")
    private String only;

    /** Created by the command line alone. */
    KernelBench() {
    }

    @Override
    public Integer call() throws RunnerException, IOException {
        new KernelReport(code, machine, threads, seconds).write(out, only);
        return 0;
    }
}
