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

/** Linear probes on the features of a frozen encoder, which are computed once for all of them, and only if needed. */
final class ProbeRun {
    private static final int BATCH = 32;

    private final StudyData data;
    private final StudyFolder folder;
    private final Start start;
    private PictureFeatures features;

    /** @param start whose encoder */
    ProbeRun(StudyData data, StudyFolder folder, Start start) {
        this.data = data;
        this.folder = folder;
        this.start = start;
    }

    /** Scores of a probe that learned from a share of the labels. */
    TestScores scores(Question question, double share, Supplier<MammoClipPredictor> pretrained) {
        return TestScores.fromJson(folder.kept(String.format(Locale.ROOT, "probe/%s-%s-%.4f", question.key(),
                start.key(), share), () -> fitted(question, share, pretrained)).get("test"));
    }

    private Json.Fields fitted(Question question, double share, Supplier<MammoClipPredictor> pretrained) {
        List<SetRecord> training = data.parts().training();
        PictureFeatures all = features(pretrained);
        ProbeSettings settings = ProbeSettings.of(share, data.protocol().seed());
        TrainedProbe probe = new LinearProbe(QuestionLabels.scheme(question), settings).train(
                QuestionLabels.of(question, training),
                all.chosen(IntStream.range(0, training.size()).toArray()));
        return Json.object().with("settings", settings.toJson()).with("test", new TestScores(probe.logits(
                all.chosen(IntStream.range(training.size(), all.pictures()).toArray()))).toJson());
    }

    /** Of the pictures of the training part, and then of those of the test part. */
    private PictureFeatures features(Supplier<MammoClipPredictor> pretrained) {
        if (features == null) {
            features = new FeatureCache(folder.folder("features"), encoder(pretrained), data.pictures(), BATCH)
                    .features(Stream.concat(data.parts().training().stream(), data.parts().test().stream())
                            .map(SetRecord::file).toList(), done -> { });
        }
        return features;
    }

    private EfficientNet encoder(Supplier<MammoClipPredictor> pretrained) {
        return switch (start) {
            case PRETRAINED -> pretrained.get().model().imageEncoder();
            case SCRATCH -> new EfficientNet(StudyData.ENCODER).init(Key.of(data.protocol().seed()).child("scratch"));
        };
    }
}
