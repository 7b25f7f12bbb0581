package dev.nacre.mammo.finealign.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.core.Key;
import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.data.Pathology;
import dev.nacre.mammo.eval.localisation.FoundRegion;
import dev.nacre.mammo.exam.Exam;
import dev.nacre.mammo.exam.ExamView;
import dev.nacre.mammo.exam.PreparedView;
import dev.nacre.mammo.finealign.model.FineAlign;
import dev.nacre.mammo.finealign.model.FineAlignConfig;
import dev.nacre.mammo.image.Mask;
import dev.nacre.mammo.image.PictureAugmentation;
import dev.nacre.mammo.image.PictureMap;
import dev.nacre.nn.InputException;
import dev.nacre.nn.model.BertConfig;
import dev.nacre.nn.model.ResNetConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** That tiny networks learn what is easy, and what they learn from. */
class HeadsTest {
    private static final HeadSettings FULL = HeadSettings.plain(HeadSettings.Regime.FULL, 60, 8,
            new HeadSettings.Rates(3e-3, 3e-3), 7);

    private static FineAlign start() {
        return new FineAlign(FineAlignConfig.recommended(ResNetConfig.TINY, BertConfig.small(20, 16, 1, 8), 16))
                .init(Key.of(5));
    }

    private static double auc(List<MalignancyScore> scores, List<Exam> exams) {
        double wins = 0;
        int pairs = 0;
        for (int i = 0; i < exams.size(); i++) {
            for (int j = 0; j < exams.size(); j++) {
                if (BreastLabels.malignant(exams.get(i)) && !BreastLabels.malignant(exams.get(j))) {
                    wins += scores.get(i).exam() > scores.get(j).exam() ? 1 : 0;
                    pairs++;
                }
            }
        }
        return wins / pairs;
    }

    @Test
    void malignancyIsLearnedAndTheStartIsLeftAsItIs() {
        MalignancyTraining training = new MalignancyTraining(DiscExams.views());
        FineAlign start = start();
        float[] before = start.entries().get("picture.encoder.conv1.weight").value().toFloats();
        MalignancyModel model = training.train(start, DiscExams.exams(0, 60), FULL);
        List<Exam> held = DiscExams.exams(600, 30);
        List<MalignancyScore> scores = training.scores(model, held);
        assertThat(auc(scores, held)).isGreaterThan(0.9);
        assertThat(start.entries().get("picture.encoder.conv1.weight").value().toFloats()).isEqualTo(before);
        for (int i = 0; i < held.size(); i++) {
            Map<Laterality, Double> breasts = scores.get(i).breasts();
            assertThat(breasts.keySet()).as("always in one order").containsExactly(Laterality.LEFT, Laterality.RIGHT);
            assertThat(scores.get(i).exam()).isEqualTo(Math.max(breasts.get(Laterality.LEFT),
                    breasts.get(Laterality.RIGHT)));
        }
        MalignancyModel again = training.train(start, DiscExams.exams(0, 60), FULL);
        assertThat(training.scores(again, held)).as("the same bits again").isEqualTo(scores);
    }

    /** A model that learned from many exams is a start from which a probe learns from a few. */
    @Test
    void aProbeChangesTheNewLayersAlone() {
        MalignancyTraining training = new MalignancyTraining(DiscExams.views());
        MalignancyModel learned = training.train(start(), DiscExams.exams(0, 60), FULL);
        FineAlign start = start();
        start.entries().forEach((name, entry) -> {
            if (name.startsWith("picture.")) {
                entry.set(learned.entries().get("base." + name).value());
            }
        });
        HeadSettings probe = HeadSettings.plain(HeadSettings.Regime.PROBE, 100, 8,
                new HeadSettings.Rates(1e-2, 1e-2), 7).withShare(0.2);
        MalignancyModel model = training.train(start, DiscExams.exams(200, 40), probe);
        start.entries().forEach((name, entry) -> {
            if (name.startsWith("picture.")) {
                assertThat(model.entries().get("base." + name).value().toFloats()).as(name)
                        .isEqualTo(entry.value().toFloats());
            }
        });
        List<Exam> held = DiscExams.exams(600, 30);
        assertThat(auc(training.scores(model, held), held)).isGreaterThan(0.9);
    }

    @Test
    void enhancedPicturesHaveThreeChannelsAndTrainToo() {
        FineAlign start = start();
        List<Exam> exams = DiscExams.exams(0, 4);
        ExamPictures plain = ExamPictures.of(exams, DiscExams.views(), PictureAugmentation.NONE, Key.of(0),
                PictureInput.PLAIN);
        ExamPictures enhanced = ExamPictures.of(exams, DiscExams.views(), PictureAugmentation.NONE, Key.of(0),
                PictureInput.enhanced(start));
        assertThat(enhanced.channels()).isEqualTo(3);
        for (int i = 0; i < plain.values().length; i++) {
            assertThat(enhanced.values()[3 * i]).isEqualTo(plain.values()[i]);
            assertThat(enhanced.values()[3 * i + 1]).isLessThanOrEqualTo(plain.values()[i]);
            assertThat(enhanced.values()[3 * i + 2]).isBetween(0f, 1f);
        }
        MalignancyTraining training = new MalignancyTraining(DiscExams.views());
        HeadSettings settings = HeadSettings.plain(HeadSettings.Regime.FULL, 2, 4, HeadSettings.Rates.SPECIFIED, 7)
                .withInput(HeadSettings.Input.ENHANCED);
        assertThat(training.scores(training.train(start, exams, settings), exams)).hasSize(4);
        FineAlign precursor = new FineAlign(FineAlignConfig.precursor(ResNetConfig.TINY,
                BertConfig.small(20, 16, 1, 8))).init(Key.of(5));
        assertThatThrownBy(() -> training.train(precursor, exams, settings)).isInstanceOf(InputException.class);
        assertThat(training.scores(training.train(precursor, exams, settings.withInput(HeadSettings.Input.PLAIN)),
                exams)).hasSize(4);
    }

    @Test
    void examsOfWhichNothingIsKnownTeachNothing() {
        List<Exam> unknown = DiscExams.exams(0, 4).stream().map(exam -> new Exam(exam.patient(), exam.pictures(),
                exam.report(), exam.density(), Map.of(), exam.split())).toList();
        assertThatThrownBy(() -> new MalignancyTraining(DiscExams.views()).train(start(), unknown, FULL))
                .isInstanceOf(InputException.class).hasMessageContaining("pathology");
        Exam half = new Exam("a", DiscExams.exams(2, 1).getFirst().pictures(), Optional.empty(), Optional.empty(),
                Map.of(Laterality.LEFT, Pathology.BENIGN), Optional.empty());
        assertThat(BreastLabels.of(half)).as("the other breast is not known").isEmpty();
        assertThat(BreastLabels.of(half, Laterality.LEFT)).contains(false);
    }

    @Test
    void masksAndBoxesAreLearned() {
        SegmentationTraining training = new SegmentationTraining(DiscExams.views(), DiscExams::lesion,
                List.of(32, 16, 16, 8, 8));
        SegmentationModel model = training.train(start(), DiscExams.exams(0, 40),
                HeadSettings.plain(HeadSettings.Regime.FULL, 80, 8, new HeadSettings.Rates(3e-3, 3e-3), 3));
        double dice = 0;
        int hits = 0;
        int lesions = 0;
        int falseBoxes = 0;
        for (Exam exam : DiscExams.exams(600, 12)) {
            for (ExamView view : exam.pictures().keySet()) {
                PreparedView prepared = DiscExams.views().view(exam.pictures().get(view).file(), view);
                Mask truth = DiscExams.lesion(exam, view, prepared);
                PictureMap map = training.map(model, exam, view);
                List<FoundRegion> boxes = LesionBoxes.USUAL.of(map, 1);
                if (exam.pathology().get(view.side()) == Pathology.MALIGNANT) {
                    lesions++;
                    dice += dice(map, truth);
                    hits += !boxes.isEmpty() && overlaps(boxes.getFirst(), truth) ? 1 : 0;
                } else {
                    falseBoxes += boxes.size();
                }
            }
        }
        assertThat(dice / lesions).isGreaterThan(0.6);
        assertThat((double) hits / lesions).isGreaterThan(0.8);
        assertThat((double) falseBoxes / lesions).isLessThan(0.5);
    }

    /** With lesions of one pixel in a hundred, a model that begins at a half finds none in short trainings. */
    @Test
    void whatIsUntrainedFindsNextToNothing() {
        SegmentationTraining training = new SegmentationTraining(DiscExams.views(), DiscExams::lesion,
                List.of(32, 16, 16, 8, 8));
        Exam exam = DiscExams.exams(0, 1).getFirst();
        SegmentationModel fresh = SegmentationModel.startingFrom(start(), List.of(32, 16, 16, 8, 8), Key.of(1));
        float[] sure = training.map(fresh, exam, exam.pictures().keySet().iterator().next()).values();
        double sum = 0;
        for (float one : sure) {
            sum += one;
        }
        assertThat(sum / sure.length).isBetween(0.002, 0.05);
    }

    private static boolean overlaps(FoundRegion found, Mask truth) {
        for (int i = 0; i < truth.inside().length; i++) {
            if (truth.inside()[i] && found.region().at(i / DiscExams.SIDE, i % DiscExams.SIDE)) {
                return true;
            }
        }
        return false;
    }

    private static double dice(PictureMap map, Mask truth) {
        int both = 0;
        int sum = 0;
        for (int i = 0; i < truth.inside().length; i++) {
            boolean found = map.values()[i] >= 0.5f;
            both += found && truth.inside()[i] ? 1 : 0;
            sum += (found ? 1 : 0) + (truth.inside()[i] ? 1 : 0);
        }
        return 2.0 * both / sum;
    }
}
