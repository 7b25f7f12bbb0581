package dev.nacre.examples.task;

import dev.nacre.core.io.Json;
import dev.nacre.examples.Numbers;
import dev.nacre.examples.Outputs;
import dev.nacre.examples.ProgressLine;
import dev.nacre.mammo.eval.cases.Draws;
import dev.nacre.mammo.task.result.ResultPart;
import dev.nacre.mammo.task.result.TaskFolder;
import dev.nacre.mammo.task.result.TaskResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntConsumer;
import picocli.CommandLine.Option;

/** The options that say what becomes of a task's result. */
final class TaskOutput {
    private static final int EACH = 2;

    @Option(names = "--out", required = true, paramLabel = "DIR",
            description = "A new folder for metrics.json, predictions.csv and report.html.")
    private Path out;

    @Option(names = "--json", description = "Print metrics.json in place of the table.")
    private boolean json;

    @Option(names = "--quiet", description = "Say nothing on the way.")
    private boolean quiet;

    @Option(names = "--cases", defaultValue = "" + EACH, paramLabel = "N",
            description = "Cases that the page shows of each kind (default: ${DEFAULT-VALUE}).")
    private int cases;

    @Option(names = "--replicates", defaultValue = "2000", paramLabel = "N",
            description = "Draws of the bootstrap that gives intervals (default: ${DEFAULT-VALUE}).")
    private int replicates;

    /** Created by the command line alone. */
    TaskOutput() {
    }

    /** Refuses what cannot be written to, before there is any work. */
    void check() {
        Numbers.atLeast("--cases", cases, 0);
        Numbers.atLeast("--replicates", replicates, 100);
        Outputs.checkNewFolder(out);
    }

    Draws draws() {
        return new Draws(replicates, Draws.USUAL.level(), Draws.USUAL.seed());
    }

    int cases() {
        return cases;
    }

    /** A folder beside the one of the result. */
    Path beside(String name) {
        return out.toAbsolutePath().resolveSibling(name);
    }

    /** Says how many pictures are done, unless nobody wants to know. */
    IntConsumer progress(PrintWriter err, int all) {
        if (quiet) {
            return done -> { };
        }
        ProgressLine line = new ProgressLine(err, System.console() != null && System.console().isTerminal());
        return done -> line.show(() -> String.format(Locale.ROOT, "%d of %d pictures, about %.0f s left", done, all,
                line.seconds() * (all - done) / Math.max(1, done)) + (done == all ? System.lineSeparator() : ""),
                done == all);
    }

    /** Writes the folder and prints figures. */
    void write(TaskResult result, PrintWriter screen) throws IOException {
        TaskFolder.write(out, result);
        if (json) {
            screen.print(Files.readString(out.resolve("metrics.json")));
        } else {
            for (ResultPart part : result.parts()) {
                print(part, screen);
            }
            screen.println("The page is " + out.resolve("report.html") + " (" + Outputs.NOTE + ")");
        }
        screen.flush();
    }

    private static void print(ResultPart part, PrintWriter screen) {
        Json.Fields figures = part.toJson();
        if (figures.fields().containsKey("figures")) {
            screen.println(part.key() + ", " + figures.get("cases").whole() + " cases:");
            for (Map.Entry<String, Json> figure : figures.get("figures").fields().entrySet()) {
                screen.printf(Locale.ROOT, "  %-32s %.3f (%.3f to %.3f)%n", figure.getKey().replace('_', ' '),
                        figure.getValue().get("estimate").decimal(), figure.getValue().get("low").decimal(),
                        figure.getValue().get("high").decimal());
            }
        }
    }
}
