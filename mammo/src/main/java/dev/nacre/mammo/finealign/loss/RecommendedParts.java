package dev.nacre.mammo.finealign.loss;

import dev.nacre.core.Key;
import dev.nacre.core.Tensor;
import dev.nacre.core.op.Concat;
import dev.nacre.mammo.exam.ExamView;
import dev.nacre.mammo.exam.SideLabel;
import dev.nacre.mammo.finealign.exam.ExamBatch;
import dev.nacre.mammo.finealign.loss.WordPatchScores.Length;
import dev.nacre.mammo.finealign.model.Abnormality;
import dev.nacre.mammo.finealign.model.BreastLevels;
import dev.nacre.mammo.finealign.model.ExamFeatures;
import dev.nacre.mammo.finealign.model.FineAlign;
import dev.nacre.mammo.finealign.model.ReportFeatures;
import dev.nacre.mammo.image.PictureBatch;
import dev.nacre.nn.Pass;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The recommended loss of one batch (specification §2.4 to §2.7). */
final class RecommendedParts {
    /** Share of steps in which changed pictures are looked at. */
    private static final int EVERY = 4;
    private static final double SAME_WORDS = 1;
    private static final double BRIGHTEST = 0.995;

    private final FineAlign model;
    private final ExamBatch batch;
    private final Pass pass;
    private final ExamFeatures features;
    private final ReportFeatures reports;
    private final Tensor scale;
    private final List<BreastPictures> breasts;
    private final KeywordSimilarity similarity;
    private final double[][] targets;
    private final List<AbnormalSentence> abnormal;

    RecommendedParts(FineAlign model, ExamBatch batch, Pass pass) {
        this.model = model;
        this.batch = batch;
        this.pass = pass;
        features = model.pictures(batch, pass.child(0));
        reports = model.reports(batch.words(), pass.child(1));
        scale = model.logitScale();
        breasts = BreastPictures.of(batch);
        similarity = KeywordSimilarity.of(batch.reports());
        targets = similarity.targets(SAME_WORDS);
        abnormal = AbnormalSentence.of(batch.reports(), batch.words());
    }

    LossParts of(LossWeights weights) {
        LossParts.Collector parts = new LossParts.Collector(weights);
        addAlignment(parts);
        if (weights.values().keySet().stream().anyMatch(LossTerm::needsMaps)) {
            Abnormality maps = model.abnormality(features, batch.pictures(), batch.breasts(), pass.child(3));
            addMaps(parts, maps, weights);
            return parts.parts(new LossParts.Seen(features, reports, Optional.of(maps)));
        }
        return parts.parts(new LossParts.Seen(features, reports, Optional.empty()));
    }

    private void addAlignment(LossParts.Collector parts) {
        Tensor cosines = ExamScores.of(features.vectors(), features.present(), reports.reports(), Tensor.scalar(1));
        parts.add(LossTerm.GLOBAL, () -> SoftContrast.of(cosines.mul(scale), targets));
        parts.addIfAny(LossTerm.GRADED, () -> GradedRanking.of(cosines, similarity.shares(),
                pass.isTraining() ? pass.child("graded").key() : Key.of(0)));
        parts.addIfAny(LossTerm.VIEWS, () -> ViewContrast.of(features.vectors(), breasts, batch.reports(), scale));
        parts.add(LossTerm.WORDS, () -> SoftContrast.of(WordPatchScores.of(features.tokens(), features.present(),
                reports.words(), reports.wordMask(), scale, Length.DOES_NOT_COUNT), targets));
        parts.addIfAny(LossTerm.SENTENCES, () -> SentencePatchContrast.of(features.tokens(), present(),
                reports.sentences(), abnormal, targets, scale));
        parts.addIfAny(LossTerm.EDITS, () -> batch.edits().flatMap(edits -> EditContrast.of(features.tokens(),
                present(), model.reports(edits, pass.child(2)).sentences().select(1, 0), batch.edited(),
                batch.reports(), scale)));
    }

    private void addMaps(LossParts.Collector parts, Abnormality maps, LossWeights weights) {
        Tensor pictures = batch.seen().tensor(1);
        PictureBatch overFat = Regions.overFat(batch.pictures(), batch.breasts(), batch.searched());
        List<BreastPictures> suspicious = labelled(SideLabel.SUSPICIOUS).toList();
        Tensor awareness = maps.awareness();
        parts.add(LossTerm.RECONSTRUCTION, () -> {
            float[] brightest = BreastLevels.percentile(batch.pictures(), batch.breasts(), BRIGHTEST);
            return Reconstruction.of(maps, pictures, Tensor.of(brightest, brightest.length, 1, 1, 1),
                    Regions.shares(batch.breasts()));
        });
        parts.addIfAny(LossTerm.DENSITY, () -> DensityRanking.of(maps.veil(), batch.breasts(),
                IntStream.of(batch.slots()).map(slot -> slot / ExamView.COUNT).toArray(), densities()));
        parts.addIfAny(LossTerm.SIDES, () -> SideScores.loss(SideScores.of(awareness, overFat, breasts),
                breasts.stream().map(breast -> breast.label(batch.reports())).toList()));
        parts.addIfAny(LossTerm.CALM, () -> AwareArea.inCalmBreasts(awareness, batch.breasts(),
                labelled(SideLabel.CALM).flatMap(breast -> breast.pictures().stream()).toList()));
        parts.add(LossTerm.AREA, () -> AwareArea.beyondATenth(awareness, batch.breasts()));
        parts.addIfAny(LossTerm.PECTORAL, () -> AwareArea.unsearched(awareness,
                Regions.without(batch.breasts(), batch.searched())));
        parts.add(LossTerm.NOTHING, () -> AwareArea.overNothing(awareness, overFat));
        parts.addIfAny(LossTerm.TEXT, () -> TextGuidance.of(awareness, batch.searched(), batch.slots(),
                features.tokens(), reports.sentences(), abnormal));
        parts.addIfAny(LossTerm.DEPTH, () -> DepthAgreement.of(awareness, batch.searched(), suspicious));
        boolean changes = weights.has(LossTerm.SUFFICIENCY) || weights.has(LossTerm.COMPLEMENT);
        if (changes && pass.isTraining() && pass.child("changed").key().below(EVERY, 0) == 0) {
            addChanged(parts, pictures, maps, suspicious);
        }
    }

    /** Enhanced and complementary pictures go through the encoder together, as exams of their own. */
    private void addChanged(LossParts.Collector parts, Tensor pictures, Abnormality maps,
            List<BreastPictures> suspicious) {
        Tensor changed = Concat.of(0, List.of(
                ChangedPictures.enhanced(pictures, maps.background(), maps.awareness()),
                ChangedPictures.complement(pictures, maps.background(), maps.awareness())));
        int exams = batch.exams();
        int n = batch.slots().length;
        int[] slots = Arrays.copyOf(batch.slots(), 2 * n);
        Arrays.setAll(slots, k -> k < n ? slots[k] : slots[k - n] + exams * ExamView.COUNT);
        ExamFeatures both = model.pictures(changed, slots, 2 * exams, pass.child(4));
        parts.add(LossTerm.SUFFICIENCY, () -> SoftContrast.of(ExamScores.of(both.vectors().slice(0, 0, exams),
                features.present(), reports.reports(), scale), targets));
        parts.addIfAny(LossTerm.COMPLEMENT, () -> ComplementMargin.of(both.breasts().slice(0, exams, 2L * exams),
                features.breasts(), reports.sentences(), abnormal, suspicious));
    }

    private Stream<BreastPictures> labelled(SideLabel label) {
        return breasts.stream().filter(breast -> breast.label(batch.reports()) == label);
    }

    private List<OptionalInt> densities() {
        return batch.reports().stream().map(report -> report.density().map(known -> OptionalInt.of(known.ordinal()))
                .orElse(OptionalInt.empty())).toList();
    }

    private boolean[][] present() {
        boolean[][] present = new boolean[batch.exams()][ExamView.COUNT];
        for (int slot : batch.slots()) {
            present[slot / ExamView.COUNT][slot % ExamView.COUNT] = true;
        }
        return present;
    }
}
