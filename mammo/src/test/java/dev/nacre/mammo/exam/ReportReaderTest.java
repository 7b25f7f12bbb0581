package dev.nacre.mammo.exam;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.mammo.data.DensityClass;
import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.data.sets.ReportSection;
import dev.nacre.mammo.report.Attribute;
import dev.nacre.mammo.report.FindingKind;
import dev.nacre.mammo.report.Language;
import dev.nacre.mammo.report.Location;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReportReaderTest {
    private final ReportReader reader = new ReportReader(Language.ENGLISH);

    private ExamReport read(String text) {
        return reader.read(text).orElseThrow();
    }

    @Test
    void aReportBecomesSentencesKeywordsAndLabels() {
        ExamReport report = read("Heterogeneously dense breasts. Irregular spiculated mass in the upper outer quadrant"
                + " of the left breast. No mass in the right breast. BI-RADS 5 left, BI-RADS 1 right.");
        assertThat(report.sentences()).extracting(ReportSentence::abnormal)
                .containsExactly(false, true, false, false);
        assertThat(report.sentences().get(1).sides()).containsExactly(Laterality.LEFT);
        assertThat(report.keywords().keywords()).containsExactlyInAnyOrder(
                new Keyword.Dense(DensityClass.C),
                new Keyword.Found(Laterality.LEFT, FindingKind.MASS),
                new Keyword.Looks(Laterality.LEFT, FindingKind.MASS, Attribute.IRREGULAR),
                new Keyword.Looks(Laterality.LEFT, FindingKind.MASS, Attribute.SPICULATED),
                new Keyword.Lies(Laterality.LEFT, FindingKind.MASS, Location.UPPER_OUTER),
                new Keyword.Assessed(Laterality.LEFT, 5), new Keyword.Assessed(Laterality.RIGHT, 1),
                new Keyword.Negative(Laterality.RIGHT));
        assertThat(report.label(Laterality.LEFT)).isEqualTo(SideLabel.SUSPICIOUS);
        assertThat(report.label(Laterality.RIGHT)).isEqualTo(SideLabel.CALM);
        assertThat(report.density()).contains(DensityClass.C);
    }

    @Test
    void whatIsDeniedIsNoKeyword() {
        ExamReport report = read("No suspicious mass or calcification in either breast. BI-RADS 1.");
        assertThat(report.isAbnormal()).isFalse();
        assertThat(report.keywords()).isEqualTo(new KeywordSet(Set.of(new Keyword.Negative(Laterality.LEFT),
                new Keyword.Negative(Laterality.RIGHT), new Keyword.Assessed(Laterality.LEFT, 1),
                new Keyword.Assessed(Laterality.RIGHT, 1))));
    }

    @Test
    void typicallyBenignCalcificationsAreNotAbnormal() {
        assertThat(read("Vascular calcifications in the left breast. BI-RADS 2.").isAbnormal()).isFalse();
        assertThat(read("Fine pleomorphic calcifications in the left breast.").isAbnormal()).isTrue();
    }

    @Test
    void whatTellsMoreThanThePictureIsLeftOut() {
        ExamReport report = read("Mass in the right breast. Ultrasound shows a solid mass in the left breast.");
        assertThat(report.sentences()).hasSize(1);
        assertThat(report.keywords().of(Laterality.LEFT).keywords())
                .containsExactly(new Keyword.Negative(Laterality.LEFT));
    }

    @Test
    void sectionsAboutOtherThingsAreLeftOut() {
        List<ReportSection> sections = List.of(new ReportSection("indication", "Palpable mass in the left breast."),
                new ReportSection("findings", "Mass in the right breast."));
        ExamReport report = reader.read(sections).orElseThrow();
        assertThat(report.sentences()).extracting(ReportSentence::text).hasSize(1).first().asString()
                .contains("right");
    }

    @Test
    void aTextAboutSomethingElseIsNoReport() {
        assertThat(reader.read("The patient was seen on Monday.")).isEmpty();
    }

    @Test
    void theGravestLabelOfABreastHolds() {
        assertThat(read("BI-RADS 2 left. Mass on the left, BI-RADS 4 left.").label(Laterality.LEFT))
                .isEqualTo(SideLabel.SUSPICIOUS);
        assertThat(read("BI-RADS 0 left.").label(Laterality.LEFT)).isEqualTo(SideLabel.UNKNOWN);
    }

    @Test
    void theTextIsNotShown() {
        assertThat(read("Mass in the left breast of Mrs Miller.").toString()).doesNotContain("Miller");
    }
}
