package dev.nacre.mammo.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Expected texts were worked out by hand from the rules. */
class ReportCleaningTest {
    @Test
    void wordsAndPunctuationComeApartAndFullStopsGo() {
        assertThat(ReportCleaning.findings("There is an oval,circumscribed mass.No suspicious\ncalcification (left)."))
                .isEqualTo("there is an oval , circumscribed mass no suspicious calcification ( left )");
    }

    @Test
    void shortPiecesGoAndADecimalPointSplits() {
        assertThat(ReportCleaning.findings("Mass. Left mass. The mass measures 1.5 cm in length.")).isEqualTo(
                "the mass measures 1 5 cm in length");
    }

    @Test
    void onlyAsciiStaysAndDamageBecomesASpace() {
        assertThat(ReportCleaning.findings("A na\u00EFve\uFFFD\uFFFDreader saw it. \u4E73\u623F \u5DE6 \u53F3"))
                .isEqualTo("a nave reader saw it");
    }

    @Test
    void biRadsIsOneWordInImpressionsAlone() {
        assertThat(ReportCleaning.impression("Overall BI-RADS 2 benign")).isEqualTo("overall birads 2 benign");
        assertThat(ReportCleaning.findings("Overall BI-RADS 2 benign")).isEqualTo("overall bi - rads 2 benign");
    }

    @Test
    void captionsAreDifferentTextsFindingsFirstAndAMissingSectionIsEmpty() {
        assertThat(ReportCleaning.captions(List.of("One two three.", "one two three"), List.of("", "Four five six")))
                .containsExactly("one two three", "", "four five six");
    }
}
