package dev.nacre.examples.task;

import dev.nacre.core.io.Json;
import dev.nacre.examples.Numbers;
import dev.nacre.examples.Outputs;
import dev.nacre.mammo.eval.cases.Draws;
import dev.nacre.mammo.task.result.ResultPart;
import dev.nacre.mammo.task.result.TaskFolder;
import dev.nacre.mammo.task.result.TaskResult;
import dev.nacre.nn.InputException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options that say what becomes of a task's result. */
final class TaskOutput {
    private static final int EACH = 2;
    private static final String METRICS = "metrics.json";

    @Option(names = "--out", paramLabel = "DIR",
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
    void check(CommandSpec spec) {
        if (out == null) {
            throw new ParameterException(spec.commandLine(), "Missing required option: '--out=DIR'");
        }
        checkNumbers();
        Outputs.checkNewFolder(out);
    }

    /** Goes on in the folder of a training that was stopped. */
    void goOn(Path folder) {
        if (Files.exists(folder.resolve(METRICS))) {
            throw new InputException("the task in " + folder + " is finished: look at " + folder.resolve("report.html")
                    + ", or begin another with --out");
        }
        out = folder;
        checkNumbers();
    }

    private void checkNumbers() {
        Numbers.atLeast("--cases", cases, 0);
        Numbers.atLeast("--replicates", replicates, 100);
    }

    Path folder() {
        return out;
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

    /** Says how far a task is, unless nobody wants to know. */
    TaskProgress watch(PrintWriter err) {
        return new TaskProgress(err, quiet);
    }

    /** Writes the folder and prints figures. */
    void write(TaskResult result, PrintWriter screen) throws IOException {
        TaskFolder.write(out, result);
        if (json) {
            screen.print(Files.readString(out.resolve(METRICS)));
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
