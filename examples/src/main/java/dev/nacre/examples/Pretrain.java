package dev.nacre.examples;

import dev.nacre.bench.PeakMemory;
import dev.nacre.core.memory.NativePool;
import dev.nacre.mammo.clip.ClipLoader;
import dev.nacre.mammo.clip.MammoClipConfig;
import dev.nacre.mammo.clip.Pretraining.Activations;
import dev.nacre.mammo.clip.Pretraining;
import dev.nacre.mammo.clip.TextInput;
import dev.nacre.mammo.data.Breast;
import dev.nacre.mammo.data.Pairing;
import dev.nacre.mammo.data.PretrainingTable;
import dev.nacre.mammo.image.PictureAugmentation;
import dev.nacre.nn.InputException;
import dev.nacre.nn.train.ProgressBar;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains a Mammo-CLIP on a table of pictures and texts. */
@Command(name = "pretrain", mixinStandardHelpOptions = true, sortOptions = false,
        description = {"Trains a model that compares mammograms with sentences (Mammo-CLIP) on a table of both.",
            "The defaults suit a try with a few dozen pictures on a small machine. Research use, not for diagnosis."})
final class Pretrain implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private PretrainData data;

    @Option(names = "--out", required = true, paramLabel = "RUN",
            description = "A new folder for the log, the checkpoint of each epoch and the trained model.")
    private Path out;

    @Mixin
    private PretrainModel model;

    @Option(names = "--epochs", defaultValue = "60", paramLabel = "N",
            description = "How often every row is seen (default: ${DEFAULT-VALUE}; published: 15).")
    private int epochs;

    @Option(names = "--learning-rate", defaultValue = "1e-3", paramLabel = "X",
            description = "Highest learning rate (default: ${DEFAULT-VALUE}; published: 5e-5).")
    private double learningRate;

    @Option(names = "--warm-up", paramLabel = "STEPS",
            description = "Steps in which the learning rate rises to its highest (default: those of one epoch).")
    private Long warmUp;

    @Option(names = "--weight-decay", defaultValue = "1e-4", paramLabel = "X",
            description = "AdamW's weight decay (default: ${DEFAULT-VALUE}).")
    private double weightDecay;

    @Option(names = "--clip", defaultValue = "Infinity", paramLabel = "X",
            description = "Gradients longer than this are shortened to it (default: never).")
    private double longestGradient;

    @Option(names = "--seed", defaultValue = "10", paramLabel = "N",
            description = "Of weights, order, pairs, augmentation and dropout (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--augment", description = "Flip and distort training pictures at random.")
    private boolean augment;

    @Option(names = "--pairing", defaultValue = "views", paramLabel = "MODE",
            description = "views: a CC picture beside an MLO picture; paper: as the published code once did, two"
                    + " pictures of one view (default: ${DEFAULT-VALUE}).")
    private Pairing pairing;

    @Option(names = "--recalibrate",
            description = "At the end, average the running statistics afresh over the training pictures.")
    private boolean recalibrate;

    @Option(names = "--recompute",
            description = "Compute the encoders' blocks again in the backward pass, do not store them: slower by"
                    + " about a third, for large pictures or batches. The weights stay the same.")
    private boolean recompute;

    /** Created by the command line alone. */
    Pretrain() {
    }

    @Override
    public Integer call() {
        check();
        PrintWriter screen = spec.commandLine().getOut();
        PretrainingTable table = data.table();
        List<Breast> rows = table.training(data.fold());
        TextInput texts = data.texts(table);
        MammoClipConfig config = model.config(texts.tokenizer().vocabularySize(), data.textLength());
        ClipLoader loader = data.loader(table, texts);
        int steps = loader.trainingBatches(rows.size());
        screen.println("Training on " + rows.size() + " rows (" + (table.breasts().size() - rows.size())
                + " of fold " + data.fold() + " left out): " + epochs + " epochs of " + steps + " steps, vocabulary of "
                + texts.tokenizer().vocabularySize() + " tokens; research use, not for diagnosis");
        screen.flush();
        boolean terminal = System.console() != null && System.console().isTerminal();
        long rise = warmUp != null ? warmUp : epochs > 1 ? steps : 0;
        long start = System.nanoTime();
        new Pretraining(config, loader, new Pretraining.Settings(epochs, learningRate, rise, weightDecay,
                longestGradient, seed, pairing, augment ? PictureAugmentation.MAMMO_CLIP : PictureAugmentation.NONE,
                recalibrate, recompute ? Activations.RECOMPUTED : Activations.STORED))
                .run(rows, out, new ProgressBar(System.out, terminal));
        screen.printf(Locale.ROOT, "%.1f minutes; tensors took at most %d MiB, the process %s%n",
                (System.nanoTime() - start) / 60e9, NativePool.shared().peak() >> 20, PeakMemory.text());
        screen.println(
                "The model is " + out.resolve("model.safetensors") + "; ask it with: nacre zeroshot --model " + out);
        screen.flush();
        return 0;
    }

    private void check() {
        data.check();
        model.check();
        Numbers.atLeast("--epochs", epochs, 1);
        Numbers.between("--learning-rate", learningRate, 0, 1);
        Numbers.between("--clip", longestGradient, 0, Double.POSITIVE_INFINITY);
        if (warmUp != null) {
            Numbers.atLeast("--warm-up", warmUp, 0);
        }
        if (!(weightDecay >= 0 && weightDecay < 1)) {
            throw new InputException("--weight-decay is " + weightDecay + ": give a number from 0 to below 1");
        }
        Outputs.checkNewFolder(out);
    }
}
