package dev.nacre.examples;

import dev.nacre.mammo.data.Pathology;
import dev.nacre.mammo.data.SetSplit;
import dev.nacre.mammo.dicom.DicomWriter;
import dev.nacre.mammo.phantom.PhantomSet;
import dev.nacre.mammo.phantom.PhantomTruth;
import dev.nacre.mammo.phantom.breast.Lesion;
import dev.nacre.mammo.phantom.population.PhantomSettings;
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

/** Writes phantom mammograms with known truth. */
@Command(name = "phantom", mixinStandardHelpOptions = true, sortOptions = false,
        description = {"Writes invented mammograms with known truth: exams of four views as DICOM files, earlier exams,"
                + " reports, masks and boxes.",
            "DIR gets images, masks, train.csv and test.csv for the command pretrain, exams.csv, views.csv, lesions.csv"
                + " and, at the end, truth.csv. The same options give the same bytes. Nobody in it exists; research"
                + " use, not for diagnosis."})
final class Phantom implements Callable<Integer> {
    private static final double ASPECT = 0.6;

    @Spec
    private CommandSpec spec;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "A new folder for the set.")
    private Path out;

    @Option(names = "--patients", defaultValue = "100", paramLabel = "N",
            description = "Invented women, each with two breasts (default: ${DEFAULT-VALUE}).")
    private int patients;

    @Option(names = "--test-patients", paramLabel = "N",
            description = "How many of them are held out, in test.csv (default: a quarter).")
    private Integer testPatients;

    @Option(names = "--seed", defaultValue = "1", paramLabel = "N",
            description = "Of everything that is drawn (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--height", defaultValue = "760", paramLabel = "PIXELS",
            description = "Rows of a picture, which show 24 cm; 128 to 3328 (default: ${DEFAULT-VALUE}).")
    private int height;

    @Option(names = "--width", paramLabel = "PIXELS",
            description = "Columns of a picture (default: six tenths of the rows).")
    private Integer width;

    @Mixin
    private PhantomShares shares;

    @Option(names = "--visibility", defaultValue = "1", paramLabel = "X",
            description = "How well lesions are seen: scales how dense masses are and how large calcifications"
                    + " (default: ${DEFAULT-VALUE}).")
    private double visibility;

    @Option(names = "--compression", defaultValue = "jpeg_lossless", paramLabel = "NAME",
            description = "Of the pixels in the files: jpeg_lossless or none (default: ${DEFAULT-VALUE}).")
    private DicomWriter.Compression compression;

    @Option(names = "--threads", paramLabel = "N",
            description = "Women worked on at once (default: the processors); the files do not depend on it.")
    private Integer threads;

    /** Created by the command line alone. */
    Phantom() {
    }

    @Override
    public Integer call() {
        int columns = width == null ? (int) Math.rint(ASPECT * height) : width;
        PhantomSettings settings = new PhantomSettings(patients, testPatients == null ? patients / 4 : testPatients,
                seed, height, columns, shares.lesions(), shares.exams(), visibility);
        PhantomSet set = new PhantomSet(out, settings, compression, threads == null
                ? Runtime.getRuntime().availableProcessors() : threads);
        Outputs.checkNewFolder(out);
        PrintWriter screen = spec.commandLine().getOut();
        ExamProgress progress = new ExamProgress(screen,
                System.console() != null && System.console().isTerminal());
        PhantomTruth truth = set.write(progress);
        progress.end();
        summary(truth, progress, screen);
        return 0;
    }

    private void summary(PhantomTruth truth, ExamProgress progress, PrintWriter screen) {
        List<PhantomTruth.Row> current = truth.current();
        int exams = truth.breasts().size() / 2;
        screen.printf(Locale.ROOT, "%d %s with %d %s and %d pictures%s; invented, %s%n", current.size() / 2,
                current.size() == 2 ? "woman" : "women", exams, exams == 1 ? "exam" : "exams",
                truth.breasts().stream().mapToInt(row -> row.pictures().size()).sum(), progress.rate(),
                Outputs.NOTE);
        screen.printf(Locale.ROOT, "Current breasts: %d to train, %d to validate, %d held out; %d with a mass, %d with"
                + " calcifications, %d with a distortion, %d with an asymmetry, %d with a cancer%n",
                truth.of(SetSplit.TRAINING).size(),
                truth.of(SetSplit.VALIDATION).size(),
                truth.of(SetSplit.TEST).size(), count(current, Lesion.Kind.MASS),
                count(current, Lesion.Kind.CALCIFICATION), count(current, Lesion.Kind.DISTORTION),
                count(current, Lesion.Kind.ASYMMETRY),
                current.stream().filter(row -> row.pathology() == Pathology.MALIGNANT).count());
        screen.println("Look at them: nacre data check phantom " + out);
        screen.println("Train on them: nacre pretrain --table " + out.resolve("train.csv") + " --images " + out
                + " --out RUN");
        screen.flush();
    }

    private static long count(List<PhantomTruth.Row> rows, Lesion.Kind kind) {
        return rows.stream().filter(row -> row.has(kind)).count();
    }
}
