package dev.nacre.mammo.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.nacre.mammo.data.Birads;
import dev.nacre.mammo.data.Laterality;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReportParserTest {
    private static final int MEGABYTE = 1 << 20;

    private final ReportParser english = new ReportParser(Language.ENGLISH);

    @Test
    void aSentenceIsReadWhole() {
        assertThat(english.parse("Irregular, spiculated mass in the left upper outer quadrant.").getFirst().findings())
                .containsExactly(new ReportFinding(FindingKind.MASS, Set.of(Laterality.LEFT), false,
                        Set.of(Attribute.IRREGULAR, Attribute.SPICULATED), Set.of(Location.UPPER_OUTER)));
    }

    @Test
    void aHeadingGivesItsSideToTheSentencesBelow() {
        assertThat(english.parse("Right breast:\nOval mass. BI-RADS 3.\nLeft breast:\nNo mass. BI-RADS 1."))
                .flatExtracting(SentenceReading::findings).extracting("sides", "negated")
                .containsExactly(tuple(Set.of(Laterality.RIGHT), false), tuple(Set.of(Laterality.LEFT), true));
        assertThat(english.parse("Right breast: clip. BI-RADS 3. Left breast: clip. BI-RADS 4b."))
                .flatExtracting(SentenceReading::assessments)
                .containsExactly(new Assessment(Birads.PROBABLY_BENIGN, Set.of(Laterality.RIGHT)),
                        new Assessment(Birads.MODERATE_SUSPICION, Set.of(Laterality.LEFT)));
    }

    @Test
    void aDenialEndsWithItsClause() {
        List<ReportFinding> findings = english.parse("No mass, but calcifications on the left.").getFirst().findings();
        assertThat(findings).extracting(ReportFinding::negated).containsExactly(true, false);
        assertThat(english.parse("No mass or calcification.").getFirst().isNegative()).isTrue();
        assertThat(english.parse("No mass, but a clip.").getFirst().isNegative()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"BI-RADS 4a left", "bi-rads 4A, left", "BIRADS4a left", "Bi Rads: 4a left"})
    void assessmentsAreOneHoweverTheyAreWritten(String text) {
        assertThat(english.parse(text).getFirst().assessments())
                .containsExactly(new Assessment(Birads.LOW_SUSPICION, Set.of(Laterality.LEFT)));
    }

    @Test
    void accentsMayBeCharactersOfTheirOwn() {
        String composed = "Nódulo à direita.";
        String apart = java.text.Normalizer.normalize(composed, java.text.Normalizer.Form.NFD);
        ReportParser portuguese = new ReportParser(Language.PORTUGUESE);
        assertThat(portuguese.parse(apart).getFirst().findings()).isNotEmpty()
                .isEqualTo(portuguese.parse(composed).getFirst().findings());
    }

    @Test
    void sentencesThatTellTooMuchAreLeftOut() {
        var readings = english.parse("Oval mass. Ultrasound shows a cyst. Pathology: benign. No change. MRI was done.");
        assertThat(LeakageFilter.strict().filter(readings)).extracting(r -> r.sentence().text())
                .containsExactly("Oval mass");
        assertThat(LeakageFilter.strict().keeping(Leak.PRIOR, Leak.MRI).filter(readings)).hasSize(3);
    }

    @ParameterizedTest
    @EnumSource(names = {"ENGLISH", "CHINESE"})
    void aMegabyteOfAnythingTakesLittleTime(Language language) {
        ReportParser parser = new ReportParser(language);
        for (String unit : List.of("mass ", "no mass, ", "left ", "oval calcification ", "BI-RADS 2 ", "a", "1.", "1,",
                "density ", "未见", "左乳肿块", "nódulo ", ".", ":",
                "e\u0301\u0316", "no ", "absent ", "findings:\n", "i.e.")) {
            String text = unit.repeat(MEGABYTE / unit.length());
            Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
                parser.parse(text);
                new SectionSplitter(language).split(text);
                ReportCleaning.findings(text);
            });
        }
    }

    @Test
    void manyThreadsReadTheSame() {
        String text = "Irregular mass left, no calcification or distortion. BI-RADS 4c. Density c.";
        List<SentenceReading> alone = english.parse(text);
        assertThat(IntStream.range(0, 2000).parallel().mapToObj(i -> english.parse(text)).distinct())
                .containsExactly(alone);
    }

    @Test
    void nothingSaysNothing() {
        assertThat(english.parse("")).isEmpty();
        assertThat(english.parse("?! , ; : -")).allSatisfy(reading -> assertThat(reading.findings()).isEmpty());
    }
}
