package dev.nacre.bench.mammoclip;

import dev.nacre.bench.study.StudyFolder;
import dev.nacre.core.io.Json;
import dev.nacre.mammo.clip.MammoClipPredictor;
import dev.nacre.mammo.data.sets.SetRecord;
import dev.nacre.mammo.prepare.PictureBatches;
import dev.nacre.mammo.task.finetune.FineTunedPredictor;
import dev.nacre.mammo.task.finetune.FineTuning;
import dev.nacre.mammo.task.finetune.FineTuningSettings;
import dev.nacre.mammo.task.finetune.LayerRates;
import dev.nacre.mammo.task.finetune.PictureScores;
import dev.nacre.nn.train.TrainingListener;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * The whole encoder trained on a share of the labels, with every rate of the protocol; the one that is best on the
 * validation part is judged. Both starts get the same steps and rates.
 *
 * @param data of the study
 * @param folder of the study
 * @param start where it begins
 */
record FineTuningRun(StudyData data, StudyFolder folder, Start start) {
    private static final double WARM_UP = 0.1;
    private static final double WEIGHT_DECAY = 1e-4;
    private static final double LONGEST_GRADIENT = 1;
    private static final int BATCH = 32;

    /** What a model that learned from a share of the labels says, for each question of a task. */
    List<TestScores> scores(LabelledTask task, double share, Supplier<MammoClipPredictor> pretrained,
            TrainingListener watching) {
        String name = String.format(Locale.ROOT, "finetune/%s-%s-%.4f", task.key(), start.key(), share);
        TestScores outputs = TestScores.fromJson(folder.kept(name, () -> best(name, task, share, pretrained,
                watching)).get("test"));
        return questions(task, outputs);
    }

    private static List<TestScores> questions(LabelledTask task, TestScores outputs) {
        return task == LabelledTask.DENSITY ? List.of(outputs)
                : IntStream.range(0, task.questions().size()).mapToObj(outputs::output).toList();
    }

    private Json.Fields best(String name, LabelledTask task, double share, Supplier<MammoClipPredictor> pretrained,
            TrainingListener watching) {
        double best = Double.NEGATIVE_INFINITY;
        Json.Fields kept = null;
        for (double rate : data.protocol().fineTuning().rates()) {
            FineTuningSettings settings = settings(share, rate);
            FineTuning training = new FineTuning(StudyData.ENCODER, task.scheme(), data.pictures(), settings,
                    task.labels(data.parts().training()), task.labels(data.parts().validation())).watchedBy(watching);
            if (start == Start.PRETRAINED) {
                training.startingFrom(pretrained.get());
            }
            Path run = folder.folder(name + String.format(Locale.ROOT, "-%.0e", rate));
            FineTunedPredictor model = training.resume(run).model();
            double quality = quality(task, said(model, data.parts().validation()));
            if (quality > best) {
                best = quality;
                kept = Json.object().with("settings", settings.toJson()).with("validation", quality)
                        .with("test", said(model, data.parts().test()).toJson());
            }
            model.model().release();
        }
        return kept;
    }

    /** The mean area over the questions, on the validation part. */
    private double quality(LabelledTask task, TestScores outputs) {
        List<TestScores> each = questions(task, outputs);
        return IntStream.range(0, each.size()).mapToDouble(one -> TestScores.plainArea(each.get(one)
                .cases(task.questions().get(one), data.parts().validation()))).average().orElseThrow();
    }

    private FineTuningSettings settings(double share, double rate) {
        StudyProtocol.FineTuning how = data.protocol().fineTuning();
        FineTuningSettings.Optimisation optimisation = new FineTuningSettings.Optimisation(rate, LayerRates.EQUAL,
                WARM_UP, WEIGHT_DECAY, LONGEST_GRADIENT);
        return FineTuningSettings.of(how.epochs(), how.batch(), optimisation, data.protocol().seed())
                .withShare(share, how.fewestSteps()).withAugmentation(ArmRun.MIRROR);
    }

    private TestScores said(FineTunedPredictor model, List<SetRecord> pictures) {
        PictureBatches batches = new PictureBatches(data.pictures());
        List<double[]> rows = new ArrayList<>();
        batches.inOrder(pictures.stream().map(SetRecord::file).toList(), BATCH, some ->
                model.scores(some).stream().map(PictureScores::logits).forEach(rows::add));
        return new TestScores(rows.toArray(double[][]::new));
    }
}
