package dev.nacre.bench.finealign;

import dev.nacre.bench.study.StepLines;
import dev.nacre.bench.study.StudyFolder;
import dev.nacre.mammo.data.SetSplit;
import dev.nacre.mammo.eval.localisation.RegionChoice;
import dev.nacre.mammo.eval.maps.JudgedMaps;
import dev.nacre.mammo.eval.maps.MapFigures;
import dev.nacre.mammo.eval.maps.MapTable;
import dev.nacre.mammo.eval.maps.MapThresholds;
import dev.nacre.mammo.eval.maps.MarkedView;
import dev.nacre.mammo.finealign.inference.FineAlignPredictor;
import dev.nacre.mammo.finealign.inference.PromptBank;
import dev.nacre.mammo.finealign.inference.ReadViews;
import dev.nacre.mammo.image.GaussianBlur;
import dev.nacre.mammo.image.PictureMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * The whole study, which goes on where it was stopped: phantoms, the arms' training, their maps beside brightness,
 * training on labels.
 *
 * @param protocol of the study
 * @param folder for phantoms, models and scores
 * @param said is told how far it is
 */
record StudyRun(StudyProtocol protocol, StudyFolder folder, Consumer<String> said) {
    /** Of the smoothed baseline, in millimetres: about that of the smallest masses. */
    private static final double SMOOTH_MILLIMETRES = 2.5;

    /** What it found. */
    record Result(MapTable maps, LabelTable labels) {
    }

    Result run() {
        StudyData data = StudyData.of(protocol, folder.folder("phantoms"), (done, total) -> {
            if (done % 100 == 0 || done == total) {
                said.accept("phantoms: " + done + " of " + total + " exams");
            }
        });
        for (StudyArm arm : StudyArm.values()) {
            arm(data, arm).predictor(watching(arm.title())).model().release();
        }
        return new Result(maps(data), labels(data));
    }

    private ArmRun arm(StudyData data, StudyArm arm) {
        return new ArmRun(data, arm, folder.folder("arms"));
    }

    private StepLines watching(String title) {
        return new StepLines(title, said);
    }

    /** Thresholds come from the validation part, figures from the test part. */
    private MapTable maps(StudyData data) {
        List<MarkedView> choosing = data.marked().get(SetSplit.VALIDATION);
        List<MarkedView> judged = data.marked().get(SetSplit.TEST);
        MapTable.Way baseline = way("brightness", choosing, ReadViews.brightness(choosing), judged,
                ReadViews.brightness(judged));
        List<MapTable.Way> others = new ArrayList<>();
        others.add(way("smoothed brightness", choosing, smoothed(choosing), judged, smoothed(judged)));
        for (StudyArm arm : StudyArm.values()) {
            said.accept("maps of " + arm.title());
            FineAlignPredictor predictor = arm(data, arm).predictor(watching(arm.title()));
            others.add(way(arm.title(), choosing, read(predictor, choosing), judged, read(predictor, judged)));
            predictor.model().release();
        }
        return new MapTable(new MapFigures(judged, protocol.replicates(), StudyProtocol.LEVEL), baseline, others);
    }

    private static List<PictureMap> read(FineAlignPredictor predictor, List<MarkedView> views) {
        return ReadViews.of(predictor, PromptBank.ENGLISH, views, done -> { }).maps();
    }

    private static List<PictureMap> smoothed(List<MarkedView> views) {
        return views.stream().map(view -> {
            PictureMap bright = view.prepared().brightness();
            return new PictureMap(bright.height(), bright.width(),
                    new GaussianBlur(SMOOTH_MILLIMETRES / view.pixelMillimetres())
                            .apply(bright.values(), bright.height(), bright.width()))
                    .within(view.prepared().searched());
        }).toList();
    }

    private static MapTable.Way way(String name, List<MarkedView> choosing, List<PictureMap> chosenOn,
            List<MarkedView> judged, List<PictureMap> maps) {
        MapThresholds thresholds = MapThresholds.of(choosing, chosenOn, RegionChoice.RECOMMENDED);
        return new MapTable.Way(JudgedMaps.of(name, judged, maps, thresholds, RegionChoice.RECOMMENDED), thresholds);
    }

    private LabelTable labels(StudyData data) {
        FineAlignPredictor trained = arm(data, StudyArm.RECOMMENDED).predictor(watching("mode R"));
        List<LabelTable.Row> rows = new ArrayList<>();
        for (LabelTask task : LabelTask.values()) {
            for (double share : protocol.labels().shares()) {
                rows.add(LabelTable.Row.of(task, share, scores(data, task, true, share, trained),
                        scores(data, task, false, share, trained), protocol.replicates()));
            }
        }
        trained.model().release();
        return new LabelTable(rows);
    }

    private LabelScores scores(StudyData data, LabelTask task, boolean pretrained, double share,
            FineAlignPredictor trained) {
        LabelRun run = new LabelRun(data, folder, task, pretrained, share);
        if (!run.isDone()) {
            said.accept(String.format(Locale.ROOT, "%s %s, %.0f %% of the labels", task.key(),
                    pretrained ? "from pretrained weights" : "from scratch", 100 * share));
        }
        return run.result(trained.model());
    }
}
