package dev.nacre.bench.finealign;

import dev.nacre.bench.study.StudyFolder;
import dev.nacre.core.Key;
import dev.nacre.core.io.Json;
import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.data.Pathology;
import dev.nacre.mammo.data.SetSplit;
import dev.nacre.mammo.eval.localisation.MaskOverlap;
import dev.nacre.mammo.eval.maps.MarkedView;
import dev.nacre.mammo.exam.Exam;
import dev.nacre.mammo.finealign.head.HeadSettings;
import dev.nacre.mammo.finealign.head.MalignancyModel;
import dev.nacre.mammo.finealign.head.MalignancyScore;
import dev.nacre.mammo.finealign.head.MalignancyTraining;
import dev.nacre.mammo.finealign.head.SegmentationModel;
import dev.nacre.mammo.finealign.head.SegmentationTraining;
import dev.nacre.mammo.finealign.model.FineAlign;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One training on a share of the labels, from pretrained weights or from scratch: with every rate of the protocol, of
 * which the best on the validation part is judged on the test part. Its scores are kept in a file, so that a study that
 * was stopped does not do it again.
 *
 * @param data of the study
 * @param folder of the study
 * @param task what is learned
 * @param pretrained whether it starts from the first arm's weights
 * @param share of the labelled patients
 */
record LabelRun(StudyData data, StudyFolder folder, LabelTask task, boolean pretrained, double share) {
    private static final int DECIMALS = 4;
    private static final double HALF = 0.5;

    private String name() {
        return String.format(Locale.ROOT, "labels/%s-%s-%." + DECIMALS + "f", task.key(),
                pretrained ? "pretrained" : "scratch", share);
    }

    /** Whether it is done. */
    boolean isDone() {
        return folder.has(name());
    }

    /** What it gives on the test part. @param trained the first arm's model */
    LabelScores result(FineAlign trained) {
        return LabelScores.fromJson(folder.kept(name(), () -> trained(trained)).get("test"));
    }

    private Json.Fields trained(FineAlign first) {
        StudyProtocol.Labels how = data.protocol().labels();
        double best = Double.NEGATIVE_INFINITY;
        Json.Fields kept = null;
        for (HeadSettings.Rates rates : how.rates()) {
            FineAlign start = pretrained ? first
                    : new FineAlign(first.config()).init(Key.of(how.seed()).child("scratch"));
            HeadSettings settings = HeadSettings.plain(HeadSettings.Regime.FULL, how.steps(),
                    task == LabelTask.MALIGNANCY ? how.exams() : how.pictures(), rates, how.seed()).withShare(share);
            Trained found = task == LabelTask.MALIGNANCY ? malignancy(start, settings) : segmentation(start, settings);
            double quality = found.validation().quality(task);
            if (quality > best) {
                best = quality;
                kept = Json.object().with("settings", settings.toJson()).with("validation", quality)
                        .with("test", found.test().toJson());
            }
        }
        return kept;
    }

    private record Trained(LabelScores validation, LabelScores test) {
    }

    private Trained malignancy(FineAlign start, HeadSettings settings) {
        MalignancyTraining training = new MalignancyTraining(data.views());
        MalignancyModel model = training.train(start, data.of(SetSplit.TRAINING), settings);
        Trained found = new Trained(breasts(training, model, data.of(SetSplit.VALIDATION)),
                breasts(training, model, data.of(SetSplit.TEST)));
        model.release();
        return found;
    }

    private static LabelScores breasts(MalignancyTraining training, MalignancyModel model, List<Exam> exams) {
        List<MalignancyScore> scores = training.scores(model, exams);
        List<String> patients = new ArrayList<>();
        List<Boolean> positive = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        for (int exam = 0; exam < exams.size(); exam++) {
            for (Map.Entry<Laterality, Double> breast : scores.get(exam).breasts().entrySet()) {
                Optional<Pathology> known = Optional.ofNullable(exams.get(exam).pathology().get(breast.getKey()));
                if (known.isPresent()) {
                    patients.add(exams.get(exam).patient());
                    positive.add(known.get() == Pathology.MALIGNANT);
                    values.add(breast.getValue());
                }
            }
        }
        boolean[] truths = new boolean[positive.size()];
        for (int index = 0; index < truths.length; index++) {
            truths[index] = positive.get(index);
        }
        return new LabelScores(patients, truths, values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private Trained segmentation(FineAlign start, HeadSettings settings) {
        SegmentationTraining training = new SegmentationTraining(data.views(), data.lesions(),
                SegmentationModel.NARROW);
        SegmentationModel model = training.train(start, data.of(SetSplit.TRAINING), settings);
        Trained found = new Trained(pictures(training, model, SetSplit.VALIDATION),
                pictures(training, model, SetSplit.TEST));
        model.release();
        return found;
    }

    private LabelScores pictures(SegmentationTraining training, SegmentationModel model, SetSplit part) {
        List<Exam> exams = data.of(part);
        List<String> patients = new ArrayList<>();
        List<Double> dice = new ArrayList<>();
        for (MarkedView view : data.marked().get(part)) {
            if (view.hasLesion()) {
                patients.add(view.patient());
                dice.add(MaskOverlap.of(training.map(model, exams.get(view.exam()), view.view()).atLeast(HALF),
                        view.truth()).dice());
            }
        }
        boolean[] all = new boolean[dice.size()];
        Arrays.fill(all, true);
        return new LabelScores(patients, all, dice.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
