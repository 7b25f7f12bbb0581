package dev.nacre.bench.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs the machine's own limits and every kernel by JMH, and writes one table, as Markdown and as JSON. On a
 * machine that others use too, the fastest call is the kernel's time and the median says how much the others took.
 *
 * @param version of the code, for example a commit
 * @param machine in words
 * @param threads of the kernels
 * @param seconds of each measured iteration
 */
public record KernelReport(String version, String machine, int threads, double seconds) {
    /** One line of the table; times in seconds for one call. */
    record Line(KernelCase kernel, double best, double median) {
    }

    /** Measures the cases whose name contains {@code pattern} and writes both files into {@code directory}. */
    public void write(Path directory, String pattern) throws RunnerException, IOException {
        var limits = limits();
        var lines = lines(pattern);
        Files.createDirectories(directory);
        String name = "kernels-" + LocalDate.now() + (threads == 1 ? "" : "-" + threads + "-threads");
        Files.writeString(directory.resolve(name + ".md"), markdown(limits, lines));
        Files.writeString(directory.resolve(name + ".json"), json(limits, lines));
    }

    /** The fused multiply-adds and the copied bytes of a second, on one core. */
    private record Limits(double flops, double bytes) {
    }

    private OptionsBuilder options() {
        var options = new OptionsBuilder();
        options.measurementTime(TimeValue.milliseconds((long) (1000 * seconds)));
        options.warmupTime(TimeValue.milliseconds((long) (1000 * seconds)));
        options.shouldFailOnError(true);
        return options;
    }

    private Limits limits() throws RunnerException {
        var options = options();
        options.include(MachineBenchmark.class.getName());
        double flops = 0;
        double bytes = 0;
        for (var result : new Runner(options.build()).run()) {
            double best = seconds(result, 0);
            if (result.getPrimaryResult().getLabel().equals("copy")) {
                bytes = 2.0 * MachineBenchmark.COPIED / best;
            } else {
                flops = MachineBenchmark.flops() / best;
            }
        }
        return new Limits(flops, bytes);
    }

    private List<Line> lines(String pattern) throws RunnerException {
        var names = KernelCases.all().stream().map(KernelCase::name).filter(name -> name.contains(pattern)).toList();
        var options = options();
        options.include(KernelBenchmark.class.getName());
        options.param("kernel", names.toArray(String[]::new));
        options.param("threads", Integer.toString(threads));
        var lines = new ArrayList<Line>();
        for (var result : new Runner(options.build()).run()) {
            lines.add(new Line(KernelCases.named(result.getParams().getParam("kernel")), seconds(result, 0),
                    seconds(result, 50)));
        }
        return lines;
    }

    private static double seconds(RunResult result, double percentile) {
        return result.getPrimaryResult().getStatistics().getPercentile(percentile) * 1e-6;
    }

    private String markdown(Limits limits, List<Line> lines) {
        var text = new StringBuilder("# Kernels, " + LocalDate.now() + "\n\n");
        text.append("| | |\n|---|---|\n");
        text.append("| code | ").append(version).append(" |\n| machine | ").append(machine).append(" |\n");
        text.append("| Java | ").append(Runtime.version()).append(" |\n| threads | ").append(threads).append(" |\n");
        text.append(format("| peak of one core | %.1f GFLOP/s (fused multiply-adds in registers) |\n",
                limits.flops * 1e-9));
        text.append(format("| copy rate of one core | %.1f GB/s (64 MiB, bytes read plus bytes written) |\n\n",
                limits.bytes * 1e-9));
        text.append("""
                GFLOP/s, GB/s and shares are of the fastest call. GB/s counts every input and output once; cached data
                can exceed the copy rate. Shares are of one core's limits times the threads.

                | kernel | fastest, ms | median, ms | GFLOP/s | of peak | GB/s | of copy rate |
                |---|--:|--:|--:|--:|--:|--:|
                """);
        for (var line : lines) {
            double flops = line.kernel.flops() / line.best;
            double bytes = line.kernel.bytes() / line.best;
            String arithmetic = line.kernel.flops() == 0 ? "| |"
                    : format("%.1f | %.2f |", flops * 1e-9, flops / limits.flops / threads);
            text.append(format("| %s | %.3f | %.3f | %s %.1f | %.2f |\n", line.kernel.name(), line.best * 1e3,
                    line.median * 1e3, arithmetic, bytes * 1e-9, bytes / limits.bytes / threads));
        }
        return text.toString();
    }

    private String json(Limits limits, List<Line> lines) {
        var entries = new ArrayList<String>();
        for (var line : lines) {
            entries.add(format("""
                        {"name": "%s", "bestSeconds": %.4g, "medianSeconds": %.4g, "flops": %d, "bytes": %d}""",
                    line.kernel.name(), line.best, line.median, line.kernel.flops(), line.kernel.bytes()));
        }
        return format("""
                {
                  "date": "%s",
                  "code": "%s",
                  "machine": "%s",
                  "java": "%s",
                  "threads": %d,
                  "peakFlopsPerSecond": %.4g,
                  "copyBytesPerSecond": %.4g,
                  "kernels": [
                %s
                  ]
                }
                """, LocalDate.now(), version, machine, Runtime.version(), threads, limits.flops, limits.bytes,
                String.join(",\n", entries));
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
