package dev.nacre.examples.finealign;

import dev.nacre.bench.DeviceOption;
import dev.nacre.core.io.AtomicFile;
import dev.nacre.core.io.Json;
import dev.nacre.core.io.JsonException;
import dev.nacre.core.io.JsonWriter;
import dev.nacre.examples.Numbers;
import dev.nacre.examples.Outputs;
import dev.nacre.mammo.data.SetSplit;
import dev.nacre.mammo.data.sets.PictureKind;
import dev.nacre.mammo.eval.localisation.DensityGroup;
import dev.nacre.mammo.eval.localisation.RegionChoice;
import dev.nacre.mammo.eval.maps.JudgedMaps;
import dev.nacre.mammo.eval.maps.MapFigures;
import dev.nacre.mammo.eval.maps.MapResults;
import dev.nacre.mammo.eval.maps.MapTable;
import dev.nacre.mammo.eval.maps.MapThresholds;
import dev.nacre.mammo.eval.maps.MarkedView;
import dev.nacre.mammo.exam.Exam;
import dev.nacre.mammo.exam.ExamGrouping;
import dev.nacre.mammo.exam.ViewSource;
import dev.nacre.mammo.finealign.inference.FineAlignPredictor;
import dev.nacre.mammo.finealign.inference.PromptBank;
import dev.nacre.mammo.finealign.inference.ReadViews;
import dev.nacre.mammo.image.PictureMap;
import dev.nacre.mammo.prepare.PictureCache;
import dev.nacre.nn.InputException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Judges a trained model's lesion maps on exams whose lesions are marked. */
@Command(name = "evaluate", mixinStandardHelpOptions = true, sortOptions = false,
        description = {"Judges a model's lesion maps on a set with marked lesions, beside brightness: Dice by both"
                + " conventions, pointing game, false marks at equal sensitivity; intervals of 95 %% by patient.",
            "Thresholds are chosen on the exams that the set holds out for validation, or come from --thresholds; the"
                + " others, those of training left out, are judged. Regions of less than 25 mm² are left out. Research"
                + " use, not for diagnosis."})
final class Evaluate implements Callable<Integer> {
    private static final double LEVEL = 0.95;
    private static final String MODEL = "model";
    private static final String BRIGHTNESS = "brightness";

    @Spec
    private CommandSpec spec;

    @Mixin
    private SetArguments set;

    @Option(names = "--model", required = true, paramLabel = "FILE",
            description = "The model that finealign train wrote.")
    private Path model;

    @Option(names = "--thresholds", paramLabel = "JSON", description = "What another evaluate wrote: its thresholds are"
            + " taken, so that all exams of the set can be judged.")
    private Path thresholds;

    @Option(names = "--replicates", defaultValue = "2000", paramLabel = "N",
            description = "Draws of the bootstrap over patients (default: ${DEFAULT-VALUE}).")
    private int replicates;

    @Option(names = "--subtracted", description = "Look at the subtracted pictures of contrast mammography, not at"
            + " ordinary ones.")
    private boolean subtracted;

    @Option(names = "--pages", paramLabel = "DIR", description = "Also write the pages of explain for the pictures that"
            + " the model's masks fit best, at the median and worst.")
    private Path pages;

    @Option(names = "--out", required = true, paramLabel = "JSON", description = "The file for all figures.")
    private Path out;

    @Mixin
    private DeviceOption device;

    /** Created by the command line alone. */
    Evaluate() {
    }

    @Override
    public Integer call() throws IOException {
        Outputs.checkWritable(out);
        if (pages != null) {
            Outputs.checkNewFolder(pages);
        }
        Numbers.atLeast("--replicates", replicates, 1);
        FineAlignPredictor predictor = FineAlignPredictor.load(model);
        ViewSource views = new ViewSource(new PictureCache(predictor.pictures(), 0), 0);
        List<Exam> exams = set.exams(subtracted ? Set.of(PictureKind.SUBTRACTED) : ExamGrouping.ORDINARY);
        boolean given = thresholds != null;
        Ways chosen = given ? read(thresholds) : choose(predictor, MarkedView.of(part(exams, true), views));
        List<Exam> others = given ? untrained(exams) : part(exams, false);
        List<MarkedView> judged = MarkedView.of(others, views);
        requireLesions(judged);
        MapTable.Way own = way(MODEL, judged, read(predictor, judged), chosen.model());
        MapTable table = new MapTable(new MapFigures(judged, replicates, LEVEL),
                way(BRIGHTNESS, judged, ReadViews.brightness(judged), chosen.brightness()),
                List.of(own));
        MapResults all = table.results();
        Json.Fields figures = Json.object().with("notice", "Research use, not for diagnosis.")
                .with("thresholds", chosen.toJson()).with("all", all.toJson());
        PrintWriter screen = spec.commandLine().getOut();
        screen.println(all.markdown());
        for (DensityGroup group : DensityGroup.values()) {
            MapTable part = table.of(group);
            if (part.figures().views().stream().anyMatch(MarkedView::hasLesion)) {
                figures = figures.with(group.name().toLowerCase(Locale.ROOT), part.results().toJson());
            }
        }
        AtomicFile.write(out, JsonWriter.indented(figures));
        if (pages != null) {
            new JudgedPages(others, judged, own.judged()).write(predictor, pages).forEach(screen::println);
        }
        screen.println("All figures, fatty and dense breasts apart, are in " + out + "; " + Outputs.NOTE);
        screen.flush();
        return 0;
    }

    /** Thresholds of both ways. */
    private record Ways(MapThresholds model, MapThresholds brightness) {
        Json.Fields toJson() {
            return Json.object().with(MODEL, model.toJson()).with(BRIGHTNESS, brightness.toJson());
        }
    }

    private static Ways read(Path file) {
        try {
            Json chosen = Json.parse(Files.readString(file)).get("thresholds");
            return new Ways(MapThresholds.fromJson(chosen.get(MODEL)), MapThresholds.fromJson(chosen.get(BRIGHTNESS)));
        } catch (IOException | JsonException e) {
            throw new InputException("the thresholds in " + file + " cannot be read (" + e.getMessage()
                    + "): give a file that finealign evaluate wrote", e);
        }
    }

    private Ways choose(FineAlignPredictor predictor, List<MarkedView> views) {
        requireLesions(views);
        return new Ways(MapThresholds.of(views, read(predictor, views), RegionChoice.RECOMMENDED),
                MapThresholds.of(views, ReadViews.brightness(views), RegionChoice.RECOMMENDED));
    }

    private List<PictureMap> read(FineAlignPredictor predictor, List<MarkedView> views) {
        return ReadViews.of(predictor, PromptBank.ENGLISH, views, done -> { }).maps();
    }

    private static MapTable.Way way(String name, List<MarkedView> views, List<PictureMap> maps,
            MapThresholds thresholds) {
        return new MapTable.Way(JudgedMaps.of(name, views, maps, thresholds, RegionChoice.RECOMMENDED), thresholds);
    }

    private List<Exam> part(List<Exam> exams, boolean validation) {
        List<Exam> part = SetArguments.of(exams, EnumSet.of(validation ? SetSplit.VALIDATION : SetSplit.TEST));
        if (part.isEmpty()) {
            throw new InputException("the set " + set.name() + " has no exam in its "
                    + (validation ? "validation" : "test") + " part: give thresholds that were chosen on another set,"
                    + " with --thresholds");
        }
        return part;
    }

    /** All that no training has seen, as far as the set says. */
    private static List<Exam> untrained(List<Exam> exams) {
        return SetArguments.anyPart(exams).isEmpty() ? exams
                : SetArguments.of(exams, Set.of(SetSplit.VALIDATION, SetSplit.TEST));
    }

    private void requireLesions(List<MarkedView> views) {
        if (views.stream().noneMatch(MarkedView::hasLesion)) {
            throw new InputException("no picture of " + set.name() + " that is to be looked at has a marked lesion:"
                    + " give a set with masks, outlines or boxes");
        }
    }
}
