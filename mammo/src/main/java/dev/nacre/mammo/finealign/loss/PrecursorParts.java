package dev.nacre.mammo.finealign.loss;

import dev.nacre.core.Tensor;
import dev.nacre.mammo.finealign.exam.ExamBatch;
import dev.nacre.mammo.finealign.loss.WordPatchScores.Length;
import dev.nacre.mammo.finealign.model.ExamFeatures;
import dev.nacre.mammo.finealign.model.FineAlign;
import dev.nacre.mammo.finealign.model.ReportFeatures;
import dev.nacre.nn.Pass;
import java.util.List;
import java.util.Optional;

/**
 * The precursor's loss (specification §1.4): contrast of exams and reports by whole vectors and by words, both ordered
 * by common keywords too; the two views of a breast by whole vectors and by all their places; and the haze model. Its
 * cross entropies of the two directions are added, not averaged. A view that is missing is left out of means; the
 * public code knew exams of four views only.
 */
final class PrecursorParts {
    private static final int COLOURS = 3;

    private final FineAlign model;
    private final ExamBatch batch;
    private final Pass pass;

    PrecursorParts(FineAlign model, ExamBatch batch, Pass pass) {
        this.model = model;
        this.batch = batch;
        this.pass = pass;
    }

    LossParts of(LossWeights weights) {
        ExamFeatures features = model.pictures(batch, pass.child(0));
        ReportFeatures reports = model.reports(batch.words(), pass.child(1));
        Tensor scale = model.logitScale();
        List<BreastPictures> breasts = BreastPictures.of(batch);
        LossParts.Collector parts = new LossParts.Collector(weights);
        boolean graded = weights.has(LossTerm.GRADED);
        Tensor whole = ExamScores.of(features.vectors(), features.present(), reports.reports(), scale);
        Tensor local = graded || weights.has(LossTerm.WORDS) ? WordPatchScores.of(features.tokens(),
                features.present(), reports.words(), reports.wordMask(), scale, Length.COUNTS) : whole;
        parts.add(LossTerm.GLOBAL, () -> SoftContrast.ofPairs(whole).mul(2));
        parts.add(LossTerm.WORDS, () -> SoftContrast.ofPairs(local).mul(2));
        parts.addIfAny(LossTerm.GRADED, () -> {
            int[][] common = KeywordSimilarity.of(batch.reports()).common();
            return GradedRanking.byCounts(whole, common).map(one ->
                    one.add(GradedRanking.byCounts(local, common).orElseThrow()));
        });
        parts.addIfAny(LossTerm.VIEWS, () -> views(features, breasts, scale));
        parts.add(LossTerm.RECONSTRUCTION, () -> reconstruction(features));
        return parts.parts(new LossParts.Seen(features, reports, Optional.empty()));
    }

    private static Optional<Tensor> views(ExamFeatures features, List<BreastPictures> breasts, Tensor scale) {
        return ViewContrast.precursor(features.vectors(), breasts, scale).map(vectors -> vectors.add(
                ViewContrast.precursor(features.tokens(), breasts, scale).orElseThrow()).mul(2));
    }

    /** Of the levels that the encoder takes, from −1 to 1, although neither map can be below 0: as the code had it. */
    private Tensor reconstruction(ExamFeatures features) {
        Tensor pictures = batch.seen().tensor(COLOURS).mul(2).sub(1);
        return Reconstruction.precursor(model.dehazing(features, pass.child(2)), pictures,
                Tensor.ones(1, 1, 1, COLOURS));
    }
}
