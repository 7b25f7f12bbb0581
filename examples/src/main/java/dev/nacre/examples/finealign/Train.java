package dev.nacre.examples.finealign;

import dev.nacre.bench.DeviceOption;
import dev.nacre.core.memory.NativePool;
import dev.nacre.examples.Outputs;
import dev.nacre.examples.RunFile;
import dev.nacre.mammo.data.SetSplit;
import dev.nacre.mammo.exam.Exam;
import dev.nacre.mammo.finealign.FineAlignData;
import dev.nacre.mammo.finealign.FineAlignTraining;
import dev.nacre.mammo.finealign.exam.ExamLoader;
import dev.nacre.nn.InputException;
import dev.nacre.nn.train.Outcome;
import dev.nacre.nn.train.ProgressBar;
import dev.nacre.nn.train.StopSignal;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Trains a coarse-to-fine model on exams with reports. */
@Command(name = "train", mixinStandardHelpOptions = true, sortOptions = false,
        description = {"Trains a coarse-to-fine model on exams of four views with reports.",
            "Exams that the set holds out for validation choose the model; those of its test part are not looked at."
                + " Exams without a report are left out. The defaults suit a small machine. Research use, not for"
                + " diagnosis."})
final class Train implements Callable<Integer> {
    private static final int STOPPED = 130;
    private static final long LONGEST_STEP_MINUTES = 10;

    @Spec
    private CommandSpec spec;

    @Option(names = "--out", paramLabel = "RUN",
            description = "A new folder for the logs, the checkpoints and the trained model.")
    private Path out;

    @Option(names = "--resume", paramLabel = "RUN",
            description = "Go on with the run in this folder, from its newest checkpoint; needs no other option.")
    private Path resume;

    @Mixin
    private SetArguments set;

    @Mixin
    private TrainInput input;

    @Mixin
    private TrainModel model;

    @Mixin
    private DeviceOption device;

    /** Created by the command line alone. */
    Train() {
    }

    @Override
    public Integer call() throws IOException {
        check();
        PrintWriter screen = spec.commandLine().getOut();
        List<Exam> all = set.exams();
        List<Exam> exams = input.reported(all);
        List<Exam> held = SetArguments.of(exams, EnumSet.of(SetSplit.VALIDATION));
        List<Exam> rows = SetArguments.anyPart(exams).isPresent()
                ? SetArguments.of(exams, EnumSet.of(SetSplit.TRAINING)) : exams;
        Set<String> shared = SetArguments.shared(rows, held);
        if (!shared.isEmpty()) {
            throw new InputException(shared.size() + " patients have exams to train on and exams to validate on: mend"
                    + " the split");
        }
        RunFile file = RunFile.of(folder().resolve(RunFile.NAME), spec, SetArguments.hashes(all));
        if (spec.defaultValueProvider() instanceof RunFile before) {
            before.checkSameData(file);
        }
        ExamLoader loader = input.loader(rows);
        loader.views().check(rows);
        FineAlignTraining training = new FineAlignTraining(model.config(loader.words()), loader.words(),
                loader.views().recipe(), model.settings(), FineAlignData.of(loader, rows, held, model.seed()))
                .comingFrom(file.content());
        model.start(training.model());
        screen.println("Training on " + rows.size() + " exams with reports (" + held.size() + " to validate on): "
                + training.steps() + " steps, vocabulary of " + loader.words().tokenizer().vocabularySize()
                + " tokens; " + Outputs.NOTE);
        screen.flush();
        return train(training, file, screen);
    }

    private void check() {
        if (out == null && resume == null) {
            throw new ParameterException(spec.commandLine(), "Missing required option: '--out=RUN'");
        }
        if (resume == null) {
            Outputs.checkNewFolder(out);
        } else {
            RunFile.checkAlone(spec, resume);
        }
        input.check();
        model.check();
    }

    private Path folder() {
        return resume != null ? resume : out;
    }

    private Integer train(FineAlignTraining training, RunFile file, PrintWriter screen) {
        Path folder = folder();
        boolean terminal = System.console() != null && System.console().isTerminal();
        long start = System.nanoTime();
        try (StopSignal stop = new StopSignal(LONGEST_STEP_MINUTES, TimeUnit.MINUTES,
                () -> System.err.println("\nnacre: saving after this step ..."))) {
            training.watchedBy(new ProgressBar(System.out, terminal)).stoppingWhen(stop);
            if (resume == null) {
                file.write();
            }
            Outcome outcome = (resume != null ? training.resume(folder) : training.start(folder)).outcome();
            screen.printf(Locale.ROOT, "%.1f minutes; tensors took at most %d MiB%n",
                    (System.nanoTime() - start) / 60e9, NativePool.shared().peak() >> 20);
            screen.println(outcome.end() == Outcome.End.STOPPED ? "Stopped and saved after " + outcome.steps()
                    + " steps; go on with: nacre finealign train --resume " + folder
                    : "The model is " + folder.resolve("model.safetensors")
                            + "; look at an exam with: nacre finealign explain EXAM --model "
                            + folder.resolve("model.safetensors") + " --out page.html");
            screen.flush();
            return outcome.end() == Outcome.End.STOPPED ? STOPPED : 0;
        }
    }
}
