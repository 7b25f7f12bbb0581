package dev.nacre.examples;

import dev.nacre.bench.DeviceOption;
import dev.nacre.bench.ResidentMemory;
import dev.nacre.core.io.Json;
import dev.nacre.core.memory.NativePool;
import dev.nacre.mammo.clip.ClipLoader;
import dev.nacre.mammo.clip.MammoClipConfig;
import dev.nacre.mammo.clip.MammoClipPredictor;
import dev.nacre.mammo.clip.Pretraining;
import dev.nacre.mammo.clip.PretrainingSettings;
import dev.nacre.mammo.clip.TextInput;
import dev.nacre.mammo.data.PretrainingRows;
import dev.nacre.mammo.data.sets.PictureMistakes;
import dev.nacre.mammo.data.sets.SetRecord;
import dev.nacre.nn.train.Outcome;
import dev.nacre.nn.train.ProgressBar;
import dev.nacre.nn.train.StopSignal;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Trains a Mammo-CLIP on pictures and texts of a table, or of sets of mammograms. */
@Command(name = "pretrain", mixinStandardHelpOptions = true, sortOptions = false,
        description = {"Trains a model that compares mammograms with sentences (Mammo-CLIP) on a table of both, on sets"
                + " of mammograms with reports or findings, or on a mixture.",
            "The defaults suit a try with a few dozen pictures on a small machine. Research use, not for diagnosis."})
final class Pretrain implements Callable<Integer> {
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

    @Option(names = "--config", paramLabel = "FILE",
            description = "Take the options from the run.json of another run, to make it again.")
    private Path config;

    @Option(names = "--dry-run",
            description = "Check the data, do a few steps to see whether shapes and memory fit, and write nothing.")
    private boolean dryRun;

    @Mixin
    private PretrainData data;

    @Mixin
    private PretrainSets sets;

    @Mixin
    private PretrainModel model;

    @Mixin
    private PretrainTraining training;

    @Mixin
    private DeviceOption device;

    /** Created by the command line alone. */
    Pretrain() {
    }

    @Override
    public Integer call() throws IOException {
        check();
        PrintWriter screen = spec.commandLine().getOut();
        List<PretrainSets.Read> read = sets.read(training.seed());
        read.forEach(set -> screen.println(set.said()));
        PretrainingRows rows = rows(read);
        Optional<MammoClipPredictor> start = model.start();
        TextInput texts = start.map(data::texts).orElseGet(() -> data.texts(rows));
        MammoClipConfig network = start.map(from -> model.config(from.model().config()))
                .orElseGet(() -> model.config(texts.tokenizer().vocabularySize(), data.textLength()));
        List<SetRecord> pictures = read.stream().flatMap(set -> set.pictures().stream()).toList();
        ClipLoader loader = PictureMistakes.byPlace(pictures, () -> data.loader(rows, texts));
        int steps = loader.trainingBatches(rows.training().size());
        PretrainingSettings settings = training.settings(steps);
        Json.Fields hashes = data.hashes(rows, model.weights());
        RunFile file = RunFile.of(folder().resolve(RunFile.NAME), spec,
                read.isEmpty() ? hashes : hashes.with("sets", PretrainSets.hashes(read)));
        compare(file, screen);
        Pretraining pretraining = new Pretraining(network, loader, settings, rows.training(), rows.validation())
                .comingFrom(file.content());
        sets.checks(read).forEach(pretraining::asking);
        if (training.repeatsSteps()) {
            pretraining.repeating();
        }
        start.ifPresent(from -> begin(pretraining, from));
        screen.println("Training on " + rows.training().size() + " rows (" + rows.validation().size() + " to validate"
                + " on): " + settings.epochs() + " epochs of " + steps + " steps, vocabulary of "
                + texts.tokenizer().vocabularySize() + " tokens; " + Outputs.NOTE);
        screen.flush();
        return PictureMistakes.byPlace(pictures, () -> dryRun ? rehearse(pretraining, screen)
                : train(pretraining, file, screen));
    }

    private PretrainingRows rows(List<PretrainSets.Read> read) {
        PretrainingRows mixed = PretrainingRows.mixed(Stream.concat(data.rows().stream(),
                read.stream().map(PretrainSets.Read::rows)).toList());
        return read.isEmpty() ? mixed : data.prepared(mixed, sets.folder());
    }

    private void begin(Pretraining pretraining, MammoClipPredictor from) {
        from.licence().ifPresent(licence -> LicenceNotices.ofUser().show(licence, spec.commandLine().getErr()));
        pretraining.startingFrom(from);
        from.model().release();
    }

    private void check() {
        if (resume != null) {
            RunFile.checkAlone(spec, resume);
        } else if (out == null && !dryRun) {
            throw new ParameterException(spec.commandLine(), "Missing required option: '--out=RUN'");
        } else if (out != null) {
            Outputs.checkNewFolder(out);
        }
        if (!data.hasTable() && sets.size() == 0) {
            throw new ParameterException(spec.commandLine(), "Missing what to learn from: give '--table=CSV' and"
                    + " '--images=DIR', or '--set=NAME' and '--data=DIR'");
        }
        sets.check();
        data.check(sets.size());
        model.check(spec.commandLine().getParseResult());
        training.check();
    }

    private Path folder() {
        return resume != null ? resume : out != null ? out : Path.of("");
    }

    /** The data must be those of the configuration; another version of the code is only worth saying. */
    private void compare(RunFile now, PrintWriter screen) {
        if (spec.defaultValueProvider() instanceof RunFile before) {
            before.checkSameData(now);
            if (!before.code().equals(now.code())) {
                screen.println("The configuration is of Nacre " + before.code() + ", this is " + now.code()
                        + ": the same bits are promised for the same code only");
            }
        }
    }

    private Integer rehearse(Pretraining pretraining, PrintWriter screen) {
        Pretraining.Rehearsal found = pretraining.rehearse();
        screen.printf(Locale.ROOT, "%,d parameters; a step takes about %.2f s, the training about %.1f minutes; tensors"
                + " take %d MiB of at most %d MiB%nNothing was written; leave out --dry-run to train%n",
                found.parameters(), found.seconds(), found.steps() * found.seconds() / 60, found.peakBytes() >> 20,
                found.availableBytes() >> 20);
        screen.flush();
        return 0;
    }

    private Integer train(Pretraining pretraining, RunFile file, PrintWriter screen) {
        Path folder = folder();
        boolean terminal = System.console() != null && System.console().isTerminal();
        long start = System.nanoTime();
        try (StopSignal stop = new StopSignal(LONGEST_STEP_MINUTES, TimeUnit.MINUTES,
                () -> System.err.println("\nnacre: saving after this step ..."))) {
            pretraining.watchedBy(new ProgressBar(System.out, terminal)).stoppingWhen(stop);
            if (resume == null) {
                file.write();
            }
            Outcome outcome =
                    (resume != null ? pretraining.resume(folder) : pretraining.start(folder)).outcome();
            screen.printf(Locale.ROOT, "%.1f minutes; tensors took at most %d MiB, the process %s%n",
                    (System.nanoTime() - start) / 60e9, NativePool.shared().peak() >> 20, ResidentMemory.peakText());
            screen.println(switch (outcome.end()) {
                case COMPLETE -> asking(folder);
                case NO_BETTER -> "Ended after " + outcome.steps() + " steps, as the validation loss got no smaller."
                        + System.lineSeparator() + asking(folder);
                case STOPPED -> "Stopped and saved after " + outcome.steps()
                        + " steps; go on with: nacre pretrain --resume " + folder;
            });
            screen.flush();
            return outcome.end() == Outcome.End.STOPPED ? STOPPED : 0;
        }
    }

    private static String asking(Path folder) {
        return "The model is " + folder.resolve("model.safetensors") + "; ask it with: nacre zeroshot --model "
                + folder;
    }
}
