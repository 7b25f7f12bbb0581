package dev.nacre.examples.task;

import dev.nacre.core.io.Json;
import dev.nacre.examples.Numbers;
import dev.nacre.examples.RunFile;
import dev.nacre.mammo.data.sets.SetParts;
import dev.nacre.mammo.task.result.TaskResult;
import dev.nacre.nn.train.StopSignal;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The options of tasks that train, and how such a task runs: it can be stopped and gone on with. */
final class TaskTraining {
    private static final int STOPPED = 130;
    private static final long LONGEST_STEP_MINUTES = 10;

    @Option(names = "--resume", paramLabel = "DIR", description = "Go on with the task in this folder, from its newest"
            + " checkpoint; needs no other option.")
    private Path resume;

    @Option(names = "--epochs", paramLabel = "N", description = "How often the training pictures are gone through"
            + " (default: finetune 10, detect 30, factor 20; --paper: 30, 120, 20).")
    private Integer epochs;

    @Option(names = "--batch", paramLabel = "N",
            description = "Pictures in a step (default: 8, detect 4; --paper: 8, detect 7).")
    private Integer batch;

    @Option(names = "--learning-rate", paramLabel = "X", description = "Highest learning rate (default: finetune 5e-4,"
            + " detect 1e-3, factor 1e-4; --paper: 5e-5, 5e-5, 1e-4).")
    private Double learningRate;

    @Option(names = "--patience", paramLabel = "EPOCHS", description = "End when the validation part got no better for"
            + " so many epochs (default: never, factor 5).")
    private Integer patience;

    @Option(names = "--seed", defaultValue = "10", paramLabel = "N", description = "Of weights, order, drawn patients"
            + " and augmentation (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--paper", description = "Train as the published code does where that differs, to compare numbers;"
            + " docs/tasks.md says in what. The model is chosen on validation pictures all the same.")
    private boolean paper;

    /** What a task does once its input is known. */
    @FunctionalInterface
    interface Work {
        /** Trains and judges. @param run folder of the training @return nothing where it was stopped */
        Optional<TaskResult> run(Path run, Json.Fields configuration, TaskProgress progress) throws IOException;
    }

    /** Created by the command line alone. */
    TaskTraining() {
    }

    /** Refuses what makes no sense, before there is any work. */
    void check(CommandSpec spec, TaskOutput output) {
        if (resume != null) {
            RunFile.checkAlone(spec, resume);
            output.goOn(resume);
        } else {
            output.check(spec);
        }
        if (epochs != null) {
            Numbers.atLeast("--epochs", epochs, 1);
        }
        if (batch != null) {
            Numbers.atLeast("--batch", batch, 1);
        }
        if (learningRate != null) {
            Numbers.between("--learning-rate", learningRate, 0, 1);
        }
        if (patience != null) {
            Numbers.atLeast("--patience", patience, 1);
        }
    }

    int epochs(int usual) {
        return epochs != null ? epochs : usual;
    }

    int batch(int usual) {
        return batch != null ? batch : usual;
    }

    double learningRate(double usual) {
        return learningRate != null ? learningRate : usual;
    }

    int patience(int usual) {
        return patience != null ? patience : usual;
    }

    long seed() {
        return seed;
    }

    boolean paper() {
        return paper;
    }

    /** Runs, writes what came of it, and gives the exit code. @param model file that it begins with */
    int run(CommandSpec spec, TaskOutput output, SetParts parts, Path model, Work work) throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        RunFile file = RunFile.of(output.folder().resolve(RunFile.NAME), spec,
                TaskSet.hashes(parts, model));
        if (spec.defaultValueProvider() instanceof RunFile before) {
            before.checkSameData(file);
        } else {
            file.write();
        }
        try (StopSignal stop = new StopSignal(LONGEST_STEP_MINUTES, TimeUnit.MINUTES,
                () -> System.err.println("\nnacre: saving after this step ..."))) {
            Optional<TaskResult> result = work.run(output.folder().resolve("run"), file.withoutPaths(spec),
                    output.watch(err).stoppingWhen(stop));
            if (result.isEmpty()) {
                err.println("Stopped and saved; go on with: nacre task " + spec.name() + " --resume "
                        + output.folder());
                err.flush();
                return STOPPED;
            }
            output.write(result.get(), spec.commandLine().getOut());
            return 0;
        } catch (RuntimeException failed) {
            forget(output.folder());
            throw failed;
        }
    }

    /** Where nothing was trained yet, there is nothing to go on with, and the folder is as good as new. */
    private static void forget(Path folder) throws IOException {
        if (!Files.exists(folder.resolve("run"))) {
            Files.deleteIfExists(folder.resolve(RunFile.NAME));
        }
    }
}
