package dev.nacre.examples;

import dev.nacre.core.io.Checkpoint;
import dev.nacre.core.io.CheckpointDiff;
import dev.nacre.mammo.published.MammographyFamilies;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares two files of weights. */
@Command(name = "diff", mixinStandardHelpOptions = true, sortOptions = false,
        description = {"Compares the weights in two files, by name; the formats may differ.",
            "In a file of a family that Nacre knows, the model's own weights are compared, under Nacre's names for them"
                + " and without the optimiser's. The exit code is 0 if all values are the same, and 3"
                + " if not."})
final class DiffCheckpoints implements Callable<Integer> {
    private static final int DIFFERENT = 3;
    private static final int SHOWN = 20;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "A", description = "A file of weights.")
    private Path first;

    @Parameters(index = "1", paramLabel = "B", description = "Another one.")
    private Path second;

    @Option(names = "--whole", description = "Compare everything in both files, the optimiser's tensors included.")
    private boolean whole;

    /** Created by the command line alone. */
    DiffCheckpoints() {
    }

    @Override
    public Integer call() {
        PrintWriter screen = spec.commandLine().getOut();
        try (Checkpoint a = Checkpoint.open(first); Checkpoint b = Checkpoint.open(second)) {
            CheckpointDiff diff = CheckpointDiff.of(compared(a), compared(b));
            screen.println(diff.equal() + " tensors are equal, bit for bit");
            if (diff.otherType() > 0) {
                screen.println(diff.otherType() + " hold the same values in another type");
            }
            print(screen, "only in " + first, diff.onlyFirst());
            print(screen, "only in " + second, diff.onlySecond());
            print(screen, "of another shape or type", diff.otherShape().stream().map(pair -> pair.first().name() + ": "
                    + pair.first().type() + pair.first().shape() + " and " + pair.second().type()
                    + pair.second().shape()).toList());
            print(screen, "of other values", diff.otherValue().stream().map(change -> String.format(Locale.ROOT,
                    "%s: relative difference %.3g, largest %.3g", change.name(), change.relative(), change.largest()))
                    .toList());
            screen.flush();
            return diff.sameValues() ? 0 : DIFFERENT;
        }
    }

    private Checkpoint compared(Checkpoint file) {
        return whole ? file : MammographyFamilies.ALL.recognise(file)
                .map(model -> model.names().renamed(model.weights())).orElse(file);
    }

    private static void print(PrintWriter screen, String what, List<String> entries) {
        if (!entries.isEmpty()) {
            screen.println(entries.size() + " " + what + ":");
            entries.stream().limit(SHOWN).forEach(entry -> screen.println("  " + entry));
            if (entries.size() > SHOWN) {
                screen.println("  … and " + (entries.size() - SHOWN) + " more");
            }
        }
    }
}
