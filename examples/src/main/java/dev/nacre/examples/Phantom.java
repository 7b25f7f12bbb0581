package dev.nacre.examples;

import dev.nacre.mammo.phantom.PhantomSet;
import dev.nacre.mammo.phantom.PhantomSettings;
import dev.nacre.mammo.phantom.PhantomTruth;
import dev.nacre.mammo.phantom.Split;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes phantom mammograms with known truth. */
@Command(name = "phantom", mixinStandardHelpOptions = true, sortOptions = false,
        description = {"Writes invented mammograms with known truth: pictures of both views of both breasts, reports,"
                + " masks and boxes.",
            "DIR gets images, masks, train.csv and test.csv for the command pretrain, truth.csv and lesions.csv. The"
                + " same options give the same bytes. Research use, not for diagnosis."})
final class Phantom implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "A new folder for the set.")
    private Path out;

    @Option(names = "--patients", defaultValue = "100", paramLabel = "N",
            description = "Invented patients, each with two breasts (default: ${DEFAULT-VALUE}).")
    private int patients;

    @Option(names = "--test-patients", paramLabel = "N",
            description = "How many of them are held out, in test.csv (default: a quarter).")
    private Integer testPatients;

    @Option(names = "--seed", defaultValue = "1", paramLabel = "N",
            description = "Of everything that is drawn (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--height", defaultValue = "256", paramLabel = "PIXELS",
            description = "Rows of a picture, which show 24 cm (default: ${DEFAULT-VALUE}).")
    private int height;

    @Option(names = "--width", defaultValue = "160", paramLabel = "PIXELS",
            description = "Columns of a picture (default: ${DEFAULT-VALUE}).")
    private int width;

    @Option(names = "--mass", defaultValue = "0.5", paramLabel = "X",
            description = "Share of breasts with a mass (default: ${DEFAULT-VALUE}).")
    private double mass;

    @Option(names = "--calcification", defaultValue = "0.5", paramLabel = "X",
            description = "Share of breasts with a cluster of calcifications (default: ${DEFAULT-VALUE}).")
    private double calcification;

    /** Created by the command line alone. */
    Phantom() {
    }

    @Override
    public Integer call() {
        PhantomSettings settings = new PhantomSettings(patients, testPatients == null ? patients / 4 : testPatients,
                seed, height, width, mass, calcification);
        Outputs.checkNewFolder(out);
        long start = System.nanoTime();
        PhantomTruth truth = PhantomSet.write(out, settings);
        PrintWriter screen = spec.commandLine().getOut();
        screen.printf(Locale.ROOT, "%d breasts in %.1f s: %d to train, %d to validate, %d held out; %d with a mass,"
                + " %d with calcifications; invented, %s%n", truth.breasts().size(),
                (System.nanoTime() - start) / 1e9, truth.of(Split.TRAINING).size(), truth.of(Split.VALIDATION).size(),
                truth.of(Split.TEST).size(), truth.breasts().stream().filter(PhantomTruth.Row::mass).count(),
                truth.breasts().stream().filter(PhantomTruth.Row::calcification).count(), Outputs.NOTE);
        screen.println("Train on them: nacre pretrain --table " + out.resolve("train.csv") + " --images " + out
                + " --out RUN");
        screen.flush();
        return 0;
    }
}
