package dev.nacre.bench.model;

import dev.nacre.bench.DeviceOption;
import dev.nacre.bench.ResidentMemory;
import dev.nacre.core.memory.NativePool;
import dev.nacre.kernels.cpu.tuning.Tuning;
import dev.nacre.nn.InputException;
import dev.nacre.nn.model.EfficientNetConfig;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.DoubleSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Times a Mammo-CLIP in this process: embedding pictures, and training steps; says how much memory that took. */
@Command(name = "model", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Times embeddings and training steps of a Mammo-CLIP with random weights and pictures.")
public final class ModelBench implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--encoder", defaultValue = "b5", paramLabel = "NAME",
            description = "The picture encoder: b0, b2, b5 (default: ${DEFAULT-VALUE}).")
    private Encoder encoder;

    @Option(names = "--height", defaultValue = "1520", paramLabel = "PIXELS",
            description = "Rows of a picture (default: ${DEFAULT-VALUE}).")
    private int height;

    @Option(names = "--width", defaultValue = "912", paramLabel = "PIXELS",
            description = "Columns of a picture (default: ${DEFAULT-VALUE}).")
    private int width;

    @Option(names = "--batch", defaultValue = "1", paramLabel = "N",
            description = "Breasts in a step, two pictures and two texts each (default: ${DEFAULT-VALUE}).")
    private int batch;

    @Option(names = "--repeats", defaultValue = "3", paramLabel = "N",
            description = "Measured runs of each, after one that is not counted (default: ${DEFAULT-VALUE}).")
    private int repeats;

    @Option(names = "--recompute", description = "Compute blocks again in the backward pass, do not store them.")
    private boolean recompute;

    @Option(names = "--explain", description = "Also say by which variant of its kernel each shape was computed, and"
            + " the times on which that was chosen.")
    private boolean explain;

    private enum Encoder {
        B0(EfficientNetConfig.B0), B2(EfficientNetConfig.B2), B5(EfficientNetConfig.B5);

        private final EfficientNetConfig config;

        Encoder(EfficientNetConfig config) {
            this.config = config;
        }
    }

    @Mixin
    private DeviceOption device;

    /** Created by the command line alone. */
    ModelBench() {
    }

    @Override
    public Integer call() {
        if (Math.min(height, width) < 32 || batch < 1 || repeats < 1) {
            throw new InputException("pictures of " + height + " x " + width + " in batches of " + batch + ", "
                    + repeats + " repeats: give at least 32 pixels a side, and 1 of the others");
        }
        PrintWriter out = spec.commandLine().getOut();
        out.printf(Locale.ROOT, "EfficientNet-%s, pictures %d x %d, batch %d, float32%s, %d cores%n", encoder,
                height, width, batch, recompute ? ", recomputing" : "", Runtime.getRuntime().availableProcessors());
        try (ModelSteps steps = new ModelSteps(encoder.config, height, width, batch, recompute)) {
            report(out, "embedding, a picture", steps::embed, batch);
            report(out, "training step", steps::train, 1);
        }
        if (explain) {
            explain(out);
        }
        out.flush();
        return 0;
    }

    private static void explain(PrintWriter out) {
        Tuning tuning = Tuning.shared();
        List<String> lines = tuning.explain();
        out.println(tuning.file().map(file -> "Shapes of kernels with several variants: " + lines.size()
                + ". Choices are kept in " + file + ", which may be deleted")
                .orElse("Variants are chosen by rules: the property " + Tuning.PROPERTY + " is false"));
        lines.forEach(line -> out.println("  " + line));
    }

    private void report(PrintWriter out, String what, DoubleSupplier run, double parts) {
        double first = run.getAsDouble();
        double[] seconds = new double[repeats];
        for (int i = 0; i < repeats; i++) {
            seconds[i] = run.getAsDouble() / parts;
        }
        Arrays.sort(seconds);
        out.printf(Locale.ROOT, "%-22s median %.2f s (%.2f to %.2f; the first, which loads and compiles, %.2f)"
                + "   tensors at most %d MiB, process at most %s%n", what, seconds[repeats / 2], seconds[0],
                seconds[repeats - 1], first / parts, NativePool.shared().peak() >> 20,
                ResidentMemory.peakText());
        out.flush();
    }
}
