package dev.nacre.bench.mammoclip;

import dev.nacre.bench.study.StudyFolder;
import dev.nacre.core.io.Json;
import dev.nacre.mammo.clip.FileEmbedder;
import dev.nacre.mammo.clip.MammoClipPredictor;
import dev.nacre.mammo.clip.ZeroShotScores;
import dev.nacre.mammo.data.sets.SetRecord;
import dev.nacre.mammo.eval.cases.Question;
import dev.nacre.mammo.task.zeroshot.PromptClasses;
import dev.nacre.mammo.task.zeroshot.ZeroShotClassifier;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * What Nacre's own sentences tell about the test pictures.
 *
 * @param data of the study
 * @param folder of the study
 * @param arm whose model is asked
 */
record ZeroShotRun(StudyData data, StudyFolder folder, Arm arm) {
    private static final int BATCH = 32;

    /** Scores of each question, in their order. */
    List<TestScores> scores(List<Question> questions, Supplier<MammoClipPredictor> model) {
        Json kept = folder.kept("zeroshot/" + arm.key(), () -> asked(questions, model.get()));
        return questions.stream().map(question -> TestScores.fromJson(kept.get(question.key()))).toList();
    }

    private Json.Fields asked(List<Question> questions, MammoClipPredictor model) {
        float[][] vectors = new FileEmbedder(model, BATCH).pictures(data.parts().test().stream().map(SetRecord::file)
                .toList(), done -> { });
        Json.Fields all = Json.object();
        for (Question question : questions) {
            ZeroShotClassifier classifier = ZeroShotClassifier.of(model, PromptClasses.named(question.key()));
            all = all.with(question.key(), new TestScores(question.isBinary() ? binary(classifier, vectors)
                    : classes(classifier, vectors, question.classes().size())).toJson());
        }
        return all;
    }

    private static double[][] binary(ZeroShotClassifier classifier, float[][] vectors) {
        double[] contrasts = classifier.contrasts(vectors);
        return IntStream.range(0, contrasts.length).mapToObj(one -> new double[] {contrasts[one]})
                .toArray(double[][]::new);
    }

    private static double[][] classes(ZeroShotClassifier classifier, float[][] vectors, int classes) {
        ZeroShotScores scores = classifier.scores(vectors);
        return IntStream.range(0, vectors.length).mapToObj(picture -> IntStream.range(0, classes)
                .mapToDouble(one -> scores.cosine(picture, one)).toArray()).toArray(double[][]::new);
    }
}
