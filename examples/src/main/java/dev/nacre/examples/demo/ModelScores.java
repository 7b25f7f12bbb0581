package dev.nacre.examples.demo;

import dev.nacre.mammo.clip.FileEmbedder;
import dev.nacre.mammo.clip.MammoClipPredictor;
import dev.nacre.mammo.eval.ViewPooling;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/** Zero-shot scores of breasts by a model. */
final class ModelScores {
    private static final int BATCH = 16;

    private final MammoClipPredictor model;
    private final ViewPooling pooling;

    ModelScores(MammoClipPredictor model, ViewPooling pooling) {
        this.model = model;
        this.pooling = pooling;
    }

    /**
     * For each finding the score of each breast.
     *
     * @param done is told how many pictures are done
     */
    Map<Finding, double[]> of(List<DemoBreast> breasts, IntConsumer done) {
        List<Path> files = breasts.stream().flatMap(breast -> breast.pictures().stream())
                .map(DemoBreast.Picture::file).toList();
        float[][] vectors = new FileEmbedder(model, BATCH).pictures(files, done);
        Map<Finding, double[]> scores = new EnumMap<>(Finding.class);
        for (Finding finding : Finding.values()) {
            scores.put(finding, pooled(breasts, finding.prompts().scores(model, vectors)));
        }
        return scores;
    }

    private double[] pooled(List<DemoBreast> breasts, double[] ofPictures) {
        double[] scores = new double[breasts.size()];
        int picture = 0;
        for (int breast = 0; breast < scores.length; breast++) {
            double[] views = new double[breasts.get(breast).pictures().size()];
            for (int view = 0; view < views.length; view++) {
                views[view] = ofPictures[picture++];
            }
            scores[breast] = pooling.of(views);
        }
        return scores;
    }
}
