package dev.nacre.mammo.finealign.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.DType;
import dev.nacre.core.Gradients;
import dev.nacre.core.Key;
import dev.nacre.core.Scope;
import dev.nacre.core.Tensor;
import dev.nacre.core.io.Json;
import dev.nacre.core.op.IndexSelect;
import dev.nacre.core.op.L2Normalize;
import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.exam.ExamReport;
import dev.nacre.mammo.exam.ReportSentence;
import dev.nacre.mammo.exam.SideLabel;
import dev.nacre.mammo.finealign.DiscPhantoms;
import dev.nacre.mammo.finealign.exam.ExamBatch;
import dev.nacre.mammo.finealign.loss.WordPatchScores.Length;
import dev.nacre.mammo.finealign.model.FineAlign;
import dev.nacre.mammo.finealign.model.FineAlignConfig;
import dev.nacre.mammo.report.FindingKind;
import dev.nacre.nn.Pass;
import dev.nacre.nn.model.BertConfig;
import dev.nacre.nn.model.ResNetConfig;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Acceptance test 11 of the specification among them. */
class FineAlignLossTest {
    private static final DiscPhantoms PHANTOMS = new DiscPhantoms(64, 32, 3);
    private static final BertConfig TEXT = BertConfig.small(DiscPhantoms.vocabulary(), 16, 1, 32).withDropout(0, 0);
    private static final List<DiscPhantoms.Phantom> EXAMS = List.of(
            PHANTOMS.phantom(Set.of(Laterality.LEFT), Key.of(1)), PHANTOMS.phantom(Set.of(), Key.of(2)),
            PHANTOMS.phantom(Set.of(Laterality.RIGHT), Key.of(3)), PHANTOMS.phantom(Set.of(Laterality.LEFT,
            Laterality.RIGHT), Key.of(4)));

    private static FineAlign recommended() {
        return new FineAlign(FineAlignConfig.recommended(ResNetConfig.TINY, TEXT, 16)).init(Key.of(5));
    }

    private static FineAlign precursor() {
        return new FineAlign(FineAlignConfig.precursor(ResNetConfig.TINY, TEXT)).init(Key.of(5));
    }

    private static Map<LossTerm, Double> numbers(FineAlign model, LossWeights weights, ExamBatch batch, Pass pass) {
        Map<LossTerm, Double> numbers = new EnumMap<>(LossTerm.class);
        Scope.run("loss", () -> numbers.putAll(new FineAlignLoss(model, new Curriculum(List.of(
                new Curriculum.Stage(1, weights)))).parts(batch, pass).numbers()));
        return numbers;
    }

    @Test
    void aBatchOfPhantomsHasAllPartsThatItsReportsTellOf() {
        ExamBatch batch = PHANTOMS.batch(0, EXAMS);
        // Three in four steps do not look at changed pictures.
        List<Map<LossTerm, Double>> steps = new ArrayList<>();
        for (int step = 0; step < 12; step++) {
            steps.add(numbers(recommended(), LossWeights.FINE, batch, Pass.train(Key.of(step))));
        }
        Set<LossTerm> usual = Set.of(LossTerm.GLOBAL, LossTerm.GRADED, LossTerm.VIEWS, LossTerm.WORDS,
                LossTerm.SENTENCES, LossTerm.EDITS, LossTerm.RECONSTRUCTION, LossTerm.SIDES, LossTerm.CALM,
                LossTerm.AREA, LossTerm.NOTHING, LossTerm.TEXT, LossTerm.DEPTH);
        assertThat(steps).allSatisfy(numbers -> assertThat(numbers.keySet()).containsAll(usual));
        assertThat(steps).anySatisfy(numbers -> assertThat(numbers.keySet()).hasSize(usual.size() + 2)
                .contains(LossTerm.SUFFICIENCY, LossTerm.COMPLEMENT));
        assertThat(steps.stream().filter(numbers -> numbers.containsKey(LossTerm.COMPLEMENT)).count())
                .isBetween(1L, 6L);
        assertThat(steps).allSatisfy(numbers -> assertThat(numbers.values()).allMatch(value -> value >= 0
                && value < 20));
        assertThat(numbers(precursor(), LossWeights.PRECURSOR, batch, Pass.train(Key.of(1))).keySet())
                .isEqualTo(LossWeights.PRECURSOR.values().keySet());
    }

    @Test
    void theTotalIsTheWeightedSumAndReachesAllParameters() {
        for (FineAlign model : List.of(recommended(), precursor())) {
            boolean own = model.config().mode() == FineAlignConfig.Mode.RECOMMENDED;
            LossWeights weights = own ? LossWeights.FINE : LossWeights.PRECURSOR;
            Scope.run("loss", () -> {
                LossParts parts = new FineAlignLoss(model, own ? Curriculum.recommended(0, 0, 1)
                        : Curriculum.precursor(1)).parts(PHANTOMS.batch(3, EXAMS), Pass.train(Key.of(6)));
                double sum = parts.numbers().entrySet().stream().mapToDouble(entry -> entry.getValue()
                        * weights.of(entry.getKey())).sum();
                assertThat(parts.total().item()).isCloseTo(sum, within(1e-4));
                Gradients gradients = parts.total().backward();
                model.parameters().forEach((name, parameter) -> assertThat(!parameter.isTrained()
                        || gradients.has(parameter.value())).as(name).isTrue());
            });
        }
    }

    @Test
    void theOrderOfExamsPermutesTheScoresAndLeavesTheLoss() {
        int[] order = {2, 0, 3, 1};
        FineAlign model = recommended();
        ExamBatch batch = PHANTOMS.batch(0, EXAMS);
        ExamBatch other = PHANTOMS.batch(0, List.of(EXAMS.get(2), EXAMS.get(0), EXAMS.get(3), EXAMS.get(1)));
        Map<LossTerm, Double> numbers = numbers(model, LossWeights.FINE, batch, Pass.EVAL);
        numbers(model, LossWeights.FINE, other, Pass.EVAL).forEach((term, value) ->
                assertThat(value).as(term.key()).isCloseTo(numbers.get(term), within(1e-4)));
        Map<LossTerm, Double> ofOld = numbers(precursor(), LossWeights.PRECURSOR, batch, Pass.EVAL);
        numbers(precursor(), LossWeights.PRECURSOR, other, Pass.EVAL).forEach((term, value) ->
                assertThat(value).as(term.key()).isCloseTo(ofOld.get(term), within(1e-4)));
        double[] scores = scores(model, batch);
        double[] permuted = scores(model, other);
        for (int i = 0; i < 16; i++) {
            assertThat(permuted[i]).isCloseTo(scores[order[i / 4] * 4 + order[i % 4]], within(1e-4));
        }
    }

    private static double[] scores(FineAlign model, ExamBatch batch) {
        double[][] scores = new double[1][];
        Scope.run("scores", () -> {
            var features = model.pictures(batch, Pass.EVAL);
            scores[0] = ExamScores.of(features.vectors(), features.present(), model.reports(batch.words(), Pass.EVAL)
                    .reports(), model.logitScale()).toDoubles();
        });
        return scores[0];
    }

    /**
     * Left and right exchanged in pictures and in reports alike. As a trained network may know a left breast and the
     * word left, its features are given here, and the loss is what is made of them.
     */
    @Test
    void theBreastsExchangedInPicturesAndReportsLeaveTheLoss() {
        List<ExamReport> reports = List.of(Reports.of(Reports.left(FindingKind.MASS)), Reports.of(), Reports.of(
                Reports.right(FindingKind.MASS), Reports.left(FindingKind.CALCIFICATION)));
        List<ExamReport> mirrored = reports.stream().map(FineAlignLossTest::mirrored).toList();
        Tensor tokens = Slopes.units(1, 3, 4, 2, 2, 6);
        Tensor vectors = Slopes.units(2, 3, 4, 6);
        Tensor exchanged = Tensor.of(new int[] {2, 3, 0, 1}, 4);
        double[] before = alignment(tokens, vectors, reports);
        double[] after = alignment(IndexSelect.of(tokens, 1, exchanged), IndexSelect.of(vectors, 1, exchanged),
                mirrored);
        double[] picturesAlone = alignment(IndexSelect.of(tokens, 1, exchanged), IndexSelect.of(vectors, 1, exchanged),
                reports);
        assertThat(after).containsExactly(before, within(1e-9));
        // Sentences are of a side: they notice where it is not so.
        assertThat(Math.abs(picturesAlone[3] - before[3])).isGreaterThan(1e-3);
    }

    private static ExamReport mirrored(ExamReport report) {
        Map<Laterality, SideLabel> labels = new EnumMap<>(Laterality.class);
        labels.put(Laterality.LEFT, report.label(Laterality.RIGHT));
        labels.put(Laterality.RIGHT, report.label(Laterality.LEFT));
        return new ExamReport(report.sentences().stream().map(one -> new ReportSentence(one.text(), one.sides()
                .stream().map(side -> side == Laterality.LEFT ? Laterality.RIGHT : Laterality.LEFT)
                .collect(Collectors.toSet()), one.abnormal())).toList(), report.keywords().mirrored(),
                labels, Optional.empty());
    }

    private static double[] alignment(Tensor tokens, Tensor vectors, List<ExamReport> reports) {
        Tensor scale = Tensor.scalar(5).to(DType.FLOAT64);
        Tensor present = Tensor.ones(3, 4).to(DType.FLOAT64);
        boolean[][] shown = {{true, true, true, true}, {true, true, true, true}, {true, true, true, true}};
        Tensor texts = Slopes.units(3, 3, 6);
        Tensor words = Slopes.units(4, 3, 5, 6);
        KeywordSimilarity similarity = KeywordSimilarity.of(reports);
        double[][] targets = similarity.targets(1);
        Tensor whole = ExamScores.of(vectors, present, texts, scale);
        List<BreastPictures> breasts = new ArrayList<>();
        for (int exam = 0; exam < 3; exam++) {
            breasts.add(new BreastPictures(exam, Laterality.LEFT, List.of(4 * exam, 4 * exam + 1)));
            breasts.add(new BreastPictures(exam, Laterality.RIGHT, List.of(4 * exam + 2, 4 * exam + 3)));
        }
        return new double[] {SoftContrast.of(whole, targets).item(),
            GradedRanking.of(whole, similarity.shares(), Key.of(1)).orElseThrow().item(),
            ViewContrast.of(vectors, breasts, reports, scale).orElseThrow().item(),
            SentencePatchContrast.of(tokens, shown, L2Normalize.of(words, 2), AbnormalSentence.of(reports,
                    Reports.words(3, 5)), targets, scale).orElseThrow().item(),
            SoftContrast.of(WordPatchScores.of(tokens, present, words, Tensor.ones(3, 5).to(DType.FLOAT64), scale,
                    Length.DOES_NOT_COUNT), targets).item()};
    }

    @Test
    void weightsFollowTheCurriculum() {
        Curriculum curriculum = Curriculum.recommended(2, 1, 3).without(LossTerm.GRADED).with(LossTerm.TEXT, 0.25);
        assertThat(curriculum.epochs()).isEqualTo(6);
        assertThat(curriculum.at(0)).isEqualTo(LossWeights.COARSE);
        assertThat(curriculum.at(1).has(LossTerm.SIDES)).isFalse();
        assertThat(curriculum.at(2).of(LossTerm.SIDES)).isEqualTo(1);
        assertThat(curriculum.at(2).has(LossTerm.GRADED)).isFalse();
        assertThat(curriculum.at(2).has(LossTerm.TEXT)).isFalse();
        assertThat(curriculum.at(3).of(LossTerm.TEXT)).isEqualTo(0.25);
        assertThat(curriculum.at(99)).isEqualTo(curriculum.last());
        assertThat(Curriculum.fromJson(Json.parse(curriculum.toJson().toString()))).isEqualTo(curriculum);
        assertThat(LossWeights.PRECURSOR.of(LossTerm.GRADED)).isEqualTo(0.001);
    }

    @Test
    void nonsenseIsRefused() {
        assertThatThrownBy(() -> new FineAlignLoss(precursor(), Curriculum.recommended(1, 0, 0)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("Curriculum.precursor");
        assertThatThrownBy(() -> LossWeights.NONE.with(LossTerm.AREA, -1)).hasMessageContaining("not below 0");
        assertThatThrownBy(() -> LossWeights.fromJson(Json.parse("{\"globl\": 1}"))).hasMessageContaining("'globl'");
        assertThatThrownBy(() -> Curriculum.recommended(0, 0, 0)).hasMessageContaining("needs a stage");
    }
}
