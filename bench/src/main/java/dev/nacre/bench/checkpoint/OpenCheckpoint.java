package dev.nacre.bench.checkpoint;

import dev.nacre.bench.ResidentMemory;
import dev.nacre.core.io.Checkpoint;
import dev.nacre.mammo.clip.MammoClipPredictor;
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

/** How long a checkpoint takes to open, and what this process then holds. */
@Command(name = "open", mixinStandardHelpOptions = true, sortOptions = false,
        description = {"Opens a checkpoint of Mammo-CLIP or Mammo-FM in this process and says what that took.",
            "With --reference, its vectors are compared with those that another implementation computed; the exit code"
                + " is then 3 if one differs by more than 1e-5 of its length."})
final class OpenCheckpoint implements Callable<Integer> {
    private static final double SECOND = 1e9;
    private static final int DIFFERENT = 3;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The checkpoint.")
    private Path path;

    @Option(names = "--reference", paramLabel = "JSON", description = "Vectors of sentences and pictures.")
    private Path reference;

    @Option(names = "--pictures", paramLabel = "DIR", description = "Where the pictures lie that the reference names;"
            + " without it sentences alone are compared.")
    private Path pictures;

    /** Created by the command line alone. */
    OpenCheckpoint() {
    }

    @Override
    public Integer call() {
        PrintWriter screen = spec.commandLine().getOut();
        long start = System.nanoTime();
        int tensors;
        try (Checkpoint file = Checkpoint.open(path)) {
            tensors = file.tensors().size();
        }
        long listed = System.nanoTime();
        MammoClipPredictor predictor = MammoClipPredictor.load(path);
        long loaded = System.nanoTime();
        screen.println(String.format(Locale.ROOT,
                "%,d tensors listed in %.2f s; the model is ready after %.2f s; process at most %s", tensors,
                (listed - start) / SECOND, (loaded - listed) / SECOND, ResidentMemory.peakText()));
        screen.flush();
        return reference == null ? 0 : compare(screen, predictor);
    }

    private int compare(PrintWriter screen, MammoClipPredictor predictor) {
        List<ReferenceVectors.Difference> differences =
                ReferenceVectors.read(reference).differences(predictor, pictures);
        differences.forEach(difference -> screen.println(difference.what() + ": "
                + String.format(Locale.ROOT, "%.2g", difference.relative())));
        screen.println("The process held at most " + ResidentMemory.peakText());
        screen.flush();
        return differences.stream().allMatch(ReferenceVectors.Difference::isSmall) ? 0 : DIFFERENT;
    }
}
