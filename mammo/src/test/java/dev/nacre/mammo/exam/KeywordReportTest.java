package dev.nacre.mammo.exam;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.report.Language;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeywordReportTest {
    @Test
    void sentencesSayTheKeywordsAndNothingElse() {
        ExamReport report = new ReportReader(Language.ENGLISH).read("Scattered fibroglandular densities. There is a"
                + " rather worrying spiculated irregular mass in the upper outer quadrant of the left breast. Vascular"
                + " calcifications in the left breast. BI-RADS 5 left, BI-RADS 1 right.").orElseThrow();
        ExamReport terse = KeywordReport.of(report);
        assertThat(terse.sentences()).containsExactly(
                new ReportSentence("density b", Set.of(), false),
                new ReportSentence("left mass irregular spiculated upper outer", Set.of(Laterality.LEFT), true),
                new ReportSentence("left calcification vascular", Set.of(Laterality.LEFT), false),
                new ReportSentence("left bi-rads 5", Set.of(Laterality.LEFT), false),
                new ReportSentence("right negative", Set.of(Laterality.RIGHT), false),
                new ReportSentence("right bi-rads 1", Set.of(Laterality.RIGHT), false));
        assertThat(terse.keywords()).isEqualTo(report.keywords());
        assertThat(terse.labels()).isEqualTo(report.labels());
    }
}
