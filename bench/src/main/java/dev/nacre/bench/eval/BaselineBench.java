package dev.nacre.bench.eval;

import dev.nacre.core.io.Json;
import dev.nacre.core.io.JsonWriter;
import dev.nacre.mammo.eval.BrightnessFamily;
import dev.nacre.mammo.eval.BrightnessScorer;
import dev.nacre.mammo.phantom.PhantomTruth;
import dev.nacre.mammo.phantom.breast.Lesion;
import dev.nacre.nn.InputException;
import dev.nacre.nn.metric.Interval;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Whether the brightness of phantoms gives their lesions away. */
@Command(name = "baselines", mixinStandardHelpOptions = true, sortOptions = false,
        description = {"Measures how well brightness alone finds the phantoms with a mass or with calcifications:"
                + " maximum, percentiles, white top-hat and blob filter, in many variants.",
            "Scores look inside the breast alone, without its rim; a breast has the highest score of its views. The"
                + " area under the ROC curve is printed for the variant that is best on one half of the patients, on"
                + " the other half, and for the best variant of all on all breasts, which favours it; with"
                + " intervals of 95 %. Research use, not for diagnosis."})
public final class BaselineBench implements Callable<Integer> {
    /** What the phantoms shall keep to. */
    private static final double HIGHEST = 0.75;
    private static final List<Lesion.Kind> KINDS = List.of(Lesion.Kind.MASS, Lesion.Kind.CALCIFICATION);
    private static final long NANOSECONDS_BETWEEN_LINES = 10_000_000_000L;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "SET", description = "A folder that the command phantom wrote.")
    private Path set;

    @Option(names = "--replicates", defaultValue = "2000", paramLabel = "N",
            description = "Draws of the bootstrap over patients (default: ${DEFAULT-VALUE}).")
    private int replicates;

    @Option(names = "--threads", defaultValue = "2", paramLabel = "N",
            description = "Breasts worked on at once (default: ${DEFAULT-VALUE}).")
    private int threads;

    @Option(names = "--json", description = "Print one JSON object with the same figures.")
    private boolean json;

    private long last = System.nanoTime();

    /** Created by the command line alone. */
    BaselineBench() {
    }

    @Override
    public Integer call() {
        if (replicates < 1 || threads < 1) {
            throw new InputException(replicates + " replicates by " + threads + " threads: give at least 1 of each");
        }
        List<LabelledBreast> breasts = LabelledBreast.of(PhantomTruth.read(set));
        List<BrightnessFamily> families = BrightnessFamily.all();
        double[][] scores = new BrightnessScorer(families.stream().flatMap(family -> family.variants().stream())
                .toList()).of(breasts.stream().map(LabelledBreast::pictures).toList(), threads,
                        done -> progress(done, breasts.size()));
        BaselineStudy study = new BaselineStudy(breasts, families, scores, replicates);
        List<KindResult> results = KINDS.stream().map(study::of).toList();
        PrintWriter screen = spec.commandLine().getOut();
        if (json) {
            screen.println(JsonWriter.indented(json(breasts, results)));
        } else {
            print(breasts, results, screen);
        }
        screen.flush();
        return 0;
    }

    private void progress(int done, int total) {
        long now = System.nanoTime();
        if (now - last >= NANOSECONDS_BETWEEN_LINES) {
            last = now;
            PrintWriter screen = spec.commandLine().getErr();
            screen.println("looked at " + done + " of " + total + " breasts");
            screen.flush();
        }
    }

    private void print(List<LabelledBreast> breasts, List<KindResult> results, PrintWriter screen) {
        screen.printf(Locale.ROOT, "%d breasts of %d patients, %d pictures; area under the ROC curve, 95 %%"
                + " interval over patients; research use, not for diagnosis%n", breasts.size(), patients(breasts),
                pictures(breasts));
        for (KindResult result : results) {
            screen.printf(Locale.ROOT, "%n%s: %d breasts%n%-14s %-34s %-22s %-34s %s%n", result.kind().words(),
                    result.positives(), "family", "best on one half", "on the other half", "best on all",
                    "on all (favours it)");
            for (FamilyResult family : result.families()) {
                screen.printf(Locale.ROOT, "%-14s %-34s %-22s %-34s %s%n", family.family(), family.chosen(),
                        text(family.measured()), family.best(), text(family.overall()));
            }
        }
        screen.println();
        screen.println("Best of all: " + results.stream().map(BaselineBench::verdict)
                .collect(Collectors.joining("; ")));
    }

    private static String verdict(KindResult result) {
        FamilyResult best = result.best();
        return String.format(Locale.ROOT, "%s %.3f (%s, %s), %s %.2f", result.kind().words(),
                best.overall().estimate(), best.family(), best.best(),
                best.overall().estimate() <= HIGHEST ? "at most" : "ABOVE", HIGHEST);
    }

    private static Json.Fields json(List<LabelledBreast> breasts, List<KindResult> results) {
        Json.Fields all = Json.object().with("breasts", breasts.size()).with("patients", patients(breasts))
                .with("pictures", pictures(breasts)).with("limit", HIGHEST);
        for (KindResult result : results) {
            all = all.with(result.kind().words(), result.json(HIGHEST));
        }
        return all.with("notice", "Research use, not for diagnosis.");
    }

    private static long patients(List<LabelledBreast> breasts) {
        return breasts.stream().map(LabelledBreast::patient).distinct().count();
    }

    private static int pictures(List<LabelledBreast> breasts) {
        return breasts.stream().mapToInt(breast -> breast.pictures().size()).sum();
    }

    private static String text(Interval interval) {
        return String.format(Locale.ROOT, "%.3f (%.3f to %.3f)", interval.estimate(), interval.low(),
                interval.high());
    }
}
