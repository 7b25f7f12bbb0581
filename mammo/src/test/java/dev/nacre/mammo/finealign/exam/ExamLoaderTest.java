package dev.nacre.mammo.finealign.exam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.core.Device;
import dev.nacre.core.Key;
import dev.nacre.core.Scope;
import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.exam.Exam;
import dev.nacre.mammo.exam.ExamPicture;
import dev.nacre.mammo.exam.ExamReport;
import dev.nacre.mammo.exam.ExamView;
import dev.nacre.mammo.exam.ReportReader;
import dev.nacre.mammo.exam.SideLabel;
import dev.nacre.mammo.exam.ViewSource;
import dev.nacre.mammo.image.AppliedRecipe;
import dev.nacre.mammo.image.Pictures;
import dev.nacre.mammo.image.PixelBox;
import dev.nacre.mammo.image.PixelRecipe;
import dev.nacre.mammo.image.PlaneAffine;
import dev.nacre.mammo.image.PreparedPicture;
import dev.nacre.mammo.prepare.PictureSource;
import dev.nacre.mammo.report.Language;
import dev.nacre.nn.InputException;
import dev.nacre.nn.data.Prefetch;
import dev.nacre.nn.data.TrainingData;
import dev.nacre.nn.text.WordPieceTokenizer;
import dev.nacre.nn.text.WordPieceTrainer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ExamLoaderTest {
    private static final int HEIGHT = 16;
    private static final int WIDTH = 8;
    private static final String ABNORMAL = "Mass in the left breast. BI-RADS 4 left. BI-RADS 1 right.";
    private static final String NORMAL = "No mass in either breast. BI-RADS 1.";

    /** A picture whose levels are the number in its file's name, but for a dark last column. */
    private record Numbered() implements PictureSource {
        @Override
        public PixelRecipe recipe() {
            return PixelRecipe.oriented(HEIGHT, WIDTH);
        }

        @Override
        public PreparedPicture picture(Path file) {
            float[] levels = new float[HEIGHT * WIDTH];
            for (int index = 0; index < levels.length; index++) {
                levels[index] = index % WIDTH == WIDTH - 1 ? 0 : Integer.parseInt(file.toString());
            }
            return new PreparedPicture(HEIGHT, WIDTH, 8, levels, new AppliedRecipe("", "", false,
                    new PixelBox(0, 0, WIDTH, HEIGHT), false, PlaneAffine.IDENTITY));
        }

        @Override
        public void check(Collection<Path> files) {
        }
    }

    private final WordInput words = new WordInput(new WordPieceTokenizer(
            new WordPieceTrainer(100, 1, true).train(List.of(ABNORMAL, NORMAL, "right")), true), 64);

    ExamLoader loader(ExamAugmentation augmentation, int batch) {
        return new ExamLoader(new ViewSource(new Numbered(), 1 << 20), words,
                sentence -> List.of("No mass in the left breast", "Mass in the right breast"), augmentation, batch, 2);
    }

    /** An exam whose pictures have the levels 10 n + 20 … 10 n + 23. */
    private static Exam exam(int number, String report, ExamView... missing) {
        Map<ExamView, ExamPicture> pictures = new EnumMap<>(ExamView.class);
        for (ExamView view : ExamView.values()) {
            if (!List.of(missing).contains(view)) {
                pictures.put(view, new ExamPicture(Path.of("" + (10 * number + 20 + view.ordinal())), List.of()));
            }
        }
        return new Exam("woman " + number, pictures, new ReportReader(Language.ENGLISH).read(report), Optional.empty(),
                Map.of(), Optional.empty());
    }

    static List<Exam> exams(int abnormal, int normal) {
        List<Exam> exams = new ArrayList<>();
        for (int number = 0; number < abnormal + normal; number++) {
            exams.add(exam(number, number < abnormal ? ABNORMAL : NORMAL));
        }
        return exams;
    }

    private static int level(ExamBatch batch, int picture) {
        return Math.round(255 * batch.pictures().values()[picture * HEIGHT * WIDTH]);
    }

    @Test
    void picturesStandAtTheirPlaces() {
        try (Prefetch<ExamBatch> batches = loader(ExamAugmentation.NONE, 2).validation(
                List.of(exam(0, ABNORMAL), exam(1, NORMAL, ExamView.LEFT_MLO, ExamView.RIGHT_CC)))) {
            ExamBatch batch = batches.next();
            assertThat(batch.slots()).containsExactly(0, 1, 2, 3, 4, 7);
            assertThat(level(batch, 2)).isEqualTo(22);
            assertThat(level(batch, 5)).isEqualTo(33);
            assertThat(batch.breasts().values()[0]).isEqualTo(1);
            assertThat(batch.breasts().values()[WIDTH - 1]).isZero();
            assertThat(batches.hasNext()).isFalse();
        }
    }

    @Test
    void halfOfEachBatchIsAbnormalAndEveryExamIsSeen() {
        TrainingData<ExamBatch> data = loader(ExamAugmentation.NONE, 4).training(exams(8, 8), Key.of(1));
        assertThat(data.batches()).isEqualTo(4);
        Set<Integer> seen = new HashSet<>();
        try (Prefetch<ExamBatch> batches = data.epoch(0, 0)) {
            while (batches.hasNext()) {
                ExamBatch batch = batches.next();
                assertThat(batch.reports().stream().filter(ExamReport::isAbnormal)).hasSize(2);
                for (int picture = 0; picture < batch.slots().length; picture++) {
                    seen.add(level(batch, picture));
                }
            }
        }
        assertThat(seen).hasSize(64);
    }

    @Test
    void theNetworkSeesThesePictures() {
        try (Prefetch<ExamBatch> batches = loader(ExamAugmentation.RECOMMENDED, 4).training(exams(3, 3), Key.of(2))
                .epoch(0, 0)) {
            while (batches.hasNext()) {
                try (ExamBatch batch = batches.next()) {
                    assertThat(sentTo(batch.seen())).isEqualTo(Device.current());
                    assertThat(batch.seen().values()).containsExactly(batch.pictures().values());
                }
            }
        }
    }

    private static Device sentTo(Pictures seen) {
        Device[] found = new Device[1];
        Scope.run("seen", () -> found[0] = seen.tensor(1).device());
        return found[0];
    }

    @Test
    void oddBatchesAndRareKindsAreFilled() {
        TrainingData<ExamBatch> data = loader(ExamAugmentation.NONE, 3).training(exams(2, 10), Key.of(1));
        int abnormal = 0;
        try (Prefetch<ExamBatch> batches = data.epoch(1, 0)) {
            while (batches.hasNext()) {
                abnormal += (int) batches.next().reports().stream().filter(ExamReport::isAbnormal).count();
            }
        }
        assertThat(abnormal).isEqualTo(6);
        try (Prefetch<ExamBatch> batches = loader(ExamAugmentation.NONE, 4).training(exams(5, 0), Key.of(1))
                .epoch(0, 0)) {
            assertThat(batches.next().reports()).hasSize(4);
        }
    }

    @Test
    void aBatchIsAFunctionOfItsNumber() {
        TrainingData<ExamBatch> data = loader(ExamAugmentation.RECOMMENDED, 4).training(exams(8, 8), Key.of(5));
        try (Prefetch<ExamBatch> all = data.epoch(3, 0); Prefetch<ExamBatch> later = data.epoch(3, 2)) {
            all.next();
            all.next();
            ExamBatch one = all.next();
            ExamBatch other = later.next();
            assertThat(one.pictures().values()).isEqualTo(other.pictures().values());
            assertThat(one.words().tokens().ids()).isEqualTo(other.words().tokens().ids());
            assertThat(one.slots()).isEqualTo(other.slots());
            assertThat(one.epoch()).isEqualTo(3);
        }
    }

    @Test
    void swappedBreastsHaveASwappedReport() {
        ExamAugmentation swap = new ExamAugmentation(0, 0, 1, 0, 1);
        try (Prefetch<ExamBatch> batches = loader(swap, 2).training(exams(2, 0), Key.of(1)).epoch(0, 0)) {
            ExamBatch batch = batches.next();
            assertThat(level(batch, 0) % 10).isEqualTo(2);
            assertThat(level(batch, 3) % 10).isEqualTo(1);
            ExamReport report = batch.reports().getFirst();
            assertThat(report.sentences().getFirst().text()).contains("right");
            assertThat(report.sentences().getFirst().sides()).containsExactly(Laterality.RIGHT);
            assertThat(report.label(Laterality.RIGHT)).isEqualTo(SideLabel.SUSPICIOUS);
            assertThat(report.label(Laterality.LEFT)).isEqualTo(SideLabel.CALM);
        }
    }

    @Test
    void oneViewAlwaysStays() {
        ExamAugmentation drop = new ExamAugmentation(0, 0, 1, 1, 0);
        try (Prefetch<ExamBatch> batches = loader(drop, 2).training(exams(2, 0), Key.of(1)).epoch(0, 0)) {
            assertThat(batches.next().slots()).containsExactly(0, 4);
        }
    }

    @Test
    void abnormalSentencesComeWithWrongOnes() {
        try (Prefetch<ExamBatch> batches = loader(ExamAugmentation.NONE, 2).validation(
                List.of(exam(0, NORMAL), exam(1, ABNORMAL)))) {
            ExamBatch batch = batches.next();
            assertThat(batch.edited()).containsExactly(new EditedSentence(1, 0, 0, 2));
            assertThat(batch.edits().orElseThrow().texts()).isEqualTo(3);
        }
    }

    @Test
    void examsWithoutAReportAreRefused() {
        assertThatThrownBy(() -> loader(ExamAugmentation.NONE, 2).training(
                List.of(exam(0, ABNORMAL), exam(1, "Nothing.")), Key.of(1))).isInstanceOf(InputException.class)
                .hasMessageContaining("1 of 2 exams");
        assertThatThrownBy(() -> loader(ExamAugmentation.NONE, 3).training(exams(1, 1), Key.of(1)))
                .isInstanceOf(InputException.class).hasMessageContaining("fewer than one batch");
    }
}
