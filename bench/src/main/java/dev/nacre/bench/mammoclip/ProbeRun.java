package dev.nacre.bench.mammoclip;

import dev.nacre.bench.study.StudyFolder;
import dev.nacre.core.Key;
import dev.nacre.core.io.Json;
import dev.nacre.mammo.clip.MammoClipPredictor;
import dev.nacre.mammo.data.sets.SetRecord;
import dev.nacre.mammo.eval.cases.Question;
import dev.nacre.mammo.task.QuestionLabels;
import dev.nacre.mammo.task.probe.FeatureCache;
import dev.nacre.mammo.task.probe.LinearProbe;
import dev.nacre.mammo.task.probe.PictureFeatures;
import dev.nacre.mammo.task.probe.ProbeSettings;
import dev.nacre.mammo.task.probe.TrainedProbe;
import dev.nacre.nn.model.EfficientNet;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Linear probes on the features of a frozen encoder.
 *
 * @param data of the study
 * @param folder of the study
 * @param start whose encoder
 */
record ProbeRun(StudyData data, StudyFolder folder, Start start) {
    private static final int BATCH = 32;

    /** Scores of a probe that learned from a share of the labels. */
    TestScores scores(Question question, double share, Supplier<MammoClipPredictor> pretrained) {
        return TestScores.fromJson(folder.kept(String.format(Locale.ROOT, "probe/%s-%s-%.4f", question.key(),
                start.key(), share), () -> fitted(question, share, pretrained)).get("test"));
    }

    private Json.Fields fitted(Question question, double share, Supplier<MammoClipPredictor> pretrained) {
        List<SetRecord> training = data.parts().training();
        List<SetRecord> all = Stream.concat(training.stream(), data.parts().test().stream()).toList();
        PictureFeatures features = new FeatureCache(folder.folder("features"), encoder(pretrained), data.pictures(),
                BATCH).features(all.stream().map(SetRecord::file).toList(), done -> { });
        ProbeSettings settings = ProbeSettings.of(share, data.protocol().seed());
        TrainedProbe probe = new LinearProbe(QuestionLabels.scheme(question), settings).train(
                QuestionLabels.of(question, training),
                features.chosen(IntStream.range(0, training.size()).toArray()));
        return Json.object().with("settings", settings.toJson()).with("test", new TestScores(probe.logits(
                features.chosen(IntStream.range(training.size(), all.size()).toArray()))).toJson());
    }

    private EfficientNet encoder(Supplier<MammoClipPredictor> pretrained) {
        return switch (start) {
            case PRETRAINED -> pretrained.get().model().imageEncoder();
            case SCRATCH -> new EfficientNet(StudyData.ENCODER).init(Key.of(data.protocol().seed()).child("scratch"));
        };
    }
}
