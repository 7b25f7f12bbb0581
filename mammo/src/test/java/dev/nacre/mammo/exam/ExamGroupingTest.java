package dev.nacre.mammo.exam;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.data.sets.PictureKind;
import dev.nacre.mammo.data.sets.RowPlace;
import dev.nacre.mammo.data.sets.SetRecord;
import dev.nacre.mammo.data.sets.ViewName;
import dev.nacre.mammo.report.Language;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ExamGroupingTest {
    private static final ReportReader READER = new ReportReader(Language.ENGLISH);
    private static final List<SetRecord> RECORDS = List.of(
            record("1", Laterality.LEFT, "CC", PictureKind.LOW_ENERGY, "one.png"),
            record("1", Laterality.LEFT, "CC", PictureKind.SUBTRACTED, "two.png"),
            record("1", Laterality.LEFT, "CC", PictureKind.LOW_ENERGY, "three.png"),
            record("1", Laterality.RIGHT, "MLO", PictureKind.LOW_ENERGY, "four.png"),
            record("2", Laterality.RIGHT, "CC", PictureKind.SUBTRACTED, "five.png"),
            record("3", Laterality.UNKNOWN, "CC", PictureKind.LOW_ENERGY, "six.png"));

    private static SetRecord record(String patient, Laterality side, String view, PictureKind kind, String file) {
        return new SetRecord(new RowPlace("table.csv", 1), patient, patient, side, new ViewName(view), kind,
                Path.of(file), Optional.empty(), Optional.empty(), List.of(), Optional.empty(), List.of(),
                Optional.empty());
    }

    @Test
    void theFirstOrdinaryPictureOfEachViewIsTaken() {
        List<Exam> exams = new ExamGrouping(READER).of(RECORDS);
        assertThat(exams).hasSize(1);
        assertThat(exams.getFirst().pictures()).containsOnlyKeys(ExamView.LEFT_CC, ExamView.RIGHT_MLO);
        assertThat(exams.getFirst().pictures().get(ExamView.LEFT_CC).file()).hasFileName("one.png");
    }

    @Test
    void subtractedPicturesAreTakenWhereTheyAreAskedFor() {
        List<Exam> exams = new ExamGrouping(READER, Set.of(PictureKind.SUBTRACTED)).of(RECORDS);
        assertThat(exams).extracting(Exam::patient).containsExactly("1", "2");
        assertThat(exams.getFirst().pictures().get(ExamView.LEFT_CC).file()).hasFileName("two.png");
    }
}
