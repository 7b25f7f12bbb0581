package dev.nacre.examples.demo;

import dev.nacre.core.Key;
import dev.nacre.core.io.AtomicFile;
import dev.nacre.core.io.JsonWriter;
import dev.nacre.mammo.clip.MammoClipPredictor;
import dev.nacre.mammo.data.PretrainingTable;
import dev.nacre.mammo.data.SetSplit;
import dev.nacre.mammo.data.View;
import dev.nacre.mammo.image.PixelBox;
import dev.nacre.mammo.phantom.PhantomSet;
import dev.nacre.mammo.phantom.PhantomTruth;
import dev.nacre.mammo.phantom.breast.Lesion;
import dev.nacre.nn.InputException;
import dev.nacre.nn.train.TrainingHistory;
import dev.nacre.nn.train.TrainingListener;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * From nothing to a page: draws phantoms, trains a model on their pictures and reports, and measures it on patients
 * that it never saw. The folder gets {@code phantoms}, {@code run}, {@code figures.json} and {@code index.html}.
 */
public final class DemoRun {
    private final Path out;
    private final DemoRecipe recipe;
    private final boolean quick;

    /**
     * @param out   an empty or new folder
     * @param seed  of phantoms, weights and draws
     * @param quick only to see that everything works
     */
    public DemoRun(Path out, long seed, boolean quick) {
        this.out = out;
        this.recipe = quick ? DemoRecipe.quick(seed) : DemoRecipe.full(seed);
        this.quick = quick;
    }

    /**
     * Does it all.
     *
     * @param code     which code this is, for the page
     * @param watching the training
     * @param screen   where to say what goes on and what came out
     * @param terminal whether the screen's lines can be drawn over
     * @throws InputException if the folder cannot be written
     */
    public void run(String code, TrainingListener watching, PrintWriter screen, boolean terminal) {
        Narrator narrator = new Narrator(screen, terminal);
        narrator.begin("Drawing phantoms: " + recipe.phantoms().patients() + " patients, "
                + recipe.phantoms().testPatients() + " of them held out");
        Path phantoms = out.resolve("phantoms");
        PhantomTruth truth = new PhantomSet(phantoms, recipe.phantoms())
                .write((done, total) -> narrator.at("exams", done, total));
        DemoTraining training = new DemoTraining(recipe,
                PretrainingTable.read(phantoms.resolve("train.csv"), phantoms));
        narrator.begin("Training on pictures and reports of " + training.breasts() + " breasts: " + training.steps()
                + " steps");
        MammoClipPredictor untrained = training.untrained();
        MammoClipPredictor trained = training.train(out.resolve("run"), watching);
        List<DemoBreast> heldOut = breasts(truth.of(SetSplit.TEST));
        narrator.begin("Measuring on " + heldOut.size() + " breasts of patients that the model never saw");
        List<FindingResult> findings = new DemoEvaluation(breasts(truth.of(SetSplit.VALIDATION)), heldOut,
                new DemoEvaluation.Settings(recipe.pooling(), recipe.replicates(),
                        Key.of(recipe.phantoms().seed()).child("bootstrap")), narrator).run(trained, untrained);
        DemoResult result = new DemoResult(code, command(), recipe.toJson(training.config()), training.breasts(),
                narrator.minutes(), quick, heldOut, findings, TrainingHistory.read(out.resolve("run")));
        try {
            AtomicFile.write(out.resolve("figures.json"), JsonWriter.indented(result.toJson()));
            AtomicFile.write(out.resolve("index.html"), DemoPage.of(result));
        } catch (IOException failed) {
            throw new InputException("the page cannot be written to " + out + " (" + failed.getMessage()
                    + "): free some space, or give another folder", failed);
        }
        new DemoTable(result).print(screen);
    }

    private String command() {
        return "./nacre demo --seed " + recipe.phantoms().seed() + (quick ? " --quick" : "");
    }

    private static List<DemoBreast> breasts(List<PhantomTruth.Row> rows) {
        return rows.stream().map(DemoRun::breast).toList();
    }

    private static DemoBreast breast(PhantomTruth.Row row) {
        Set<Finding> findings = EnumSet.noneOf(Finding.class);
        for (Lesion.Kind kind : Lesion.Kind.values()) {
            if (row.has(kind)) {
                Finding.of(kind).ifPresent(findings::add);
            }
        }
        List<DemoBreast.Picture> pictures = row.pictures().entrySet().stream()
                .sorted(Comparator.comparing(Map.Entry::getKey))
                .map(picture -> new DemoBreast.Picture(picture.getKey(), picture.getValue(),
                        boxes(row, picture.getKey())))
                .toList();
        return new DemoBreast(row.patient(),
                row.patient() + ", " + row.laterality().name().toLowerCase(Locale.ROOT), pictures, findings);
    }

    private static List<DemoBreast.Box> boxes(PhantomTruth.Row row, View view) {
        List<DemoBreast.Box> boxes = new ArrayList<>();
        for (PhantomTruth.TrueLesion lesion : row.lesions()) {
            PhantomTruth.Shown shown = lesion.views().get(view);
            if (shown != null) {
                PixelBox box = shown.box();
                Finding.of(lesion.kind()).ifPresent(finding -> boxes.add(new DemoBreast.Box(finding, box.x0(),
                        box.y0(), box.width(), box.height())));
            }
        }
        return boxes;
    }
}
