package dev.nacre.mammo.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.nacre.mammo.data.Birads;
import dev.nacre.mammo.data.Laterality;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReportParserTest {
    private static final int MEGABYTE = 1 << 20;

    private final ReportParser english = new ReportParser(Language.ENGLISH);

    @Test
    void aSentenceIsReadWhole() {
        assertThat(english.parse("Irregular, spiculated mass in the left upper outer quadrant.").getFirst().findings())
                .containsExactly(new ReportFinding(FindingKind.MASS, Set.of(Laterality.LEFT), Presence.PRESENT,
                        Set.of(Attribute.IRREGULAR, Attribute.SPICULATED), Set.of(Location.UPPER_OUTER),
                        Optional.empty()));
    }

    @Test
    void aHeadingGivesItsSideToTheSentencesBelow() {
        assertThat(english.parse("Right breast:\nOval mass. BI-RADS 3.\nLeft breast:\nNo mass. BI-RADS 1."))
                .flatExtracting(SentenceReading::findings).extracting("sides", "presence")
                .containsExactly(tuple(Set.of(Laterality.RIGHT), Presence.PRESENT),
                        tuple(Set.of(Laterality.LEFT), Presence.ABSENT));
        assertThat(english.parse("Right breast: clip. BI-RADS 3. Left breast: clip. BI-RADS 4b."))
                .flatExtracting(SentenceReading::assessments)
                .containsExactly(new Assessment(Birads.PROBABLY_BENIGN, Set.of(Laterality.RIGHT)),
                        new Assessment(Birads.MODERATE_SUSPICION, Set.of(Laterality.LEFT)));
    }

    @Test
    void aDenialEndsWithItsClause() {
        List<ReportFinding> findings = english.parse("No mass, but calcifications on the left.").getFirst().findings();
        assertThat(findings).extracting(ReportFinding::isAbsent).containsExactly(true, false);
        assertThat(english.parse("No mass or calcification.").getFirst().isNegative()).isTrue();
        assertThat(english.parse("No mass, but a clip.").getFirst().isNegative()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "Possible mass or distortion, and a clip.           | POSSIBLE POSSIBLE PRESENT",
            "A mass cannot be excluded.                         | POSSIBLE",
            "Mass on the left, likely summation.                | POSSIBLE",
            "Possible irregular, spiculated mass.               | POSSIBLE",
            "Possibly limited, mass on the left.                | PRESENT",
            "Mass, malignancy cannot be excluded.               | PRESENT",
            "Mass with malignancy cannot be excluded.           | PRESENT",
            "Probably benign mass.                              | PRESENT",
            "Possibly malignant mass.                           | PRESENT",
            "A tumour cannot be excluded.                       | POSSIBLE",
            "No definite mass, but a possible distortion.       | ABSENT POSSIBLE",
            "The mass is no longer seen; calcifications remain. | ABSENT PRESENT",
            "Resolution of the mass.                            | ABSENT",
            "The mass has not resolved.                         | PRESENT"})
    void doubtIsKeptApart(String text, String presences) {
        assertThat(english.parse(text)).flatExtracting(SentenceReading::findings).extracting("presence")
                .extracting(Object::toString).containsExactly(presences.split(" "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "New mass and stable calcifications.                        | NEW STABLE",
            "The mass and the calcifications are unchanged.             | STABLE STABLE",
            "Clip in the left breast, calcifications have increased.    | - INCREASED",
            "The mass and the asymmetry are no longer seen.             | RESOLVED RESOLVED",
            "The mass has decreased.                                    | DECREASED",
            "No new mass.                                               | -",
            "Mass on the right. New views are recommended.              | -"})
    void changesBelongToTheirFindings(String text, String changes) {
        assertThat(english.parse(text)).flatExtracting(SentenceReading::findings).extracting("change")
                .extracting(change -> ((Optional<?>) change).map(Object::toString).orElse("-"))
                .containsExactly(changes.split(" "));
    }

    @Test
    void whatMightHideWasNotSeen() {
        assertThat(english.parse("The breasts are heterogeneously dense, which may obscure small masses.").getFirst()
                .findings()).isEmpty();
        assertThat(english.parse("A mass on the left, dense tissue may obscure lesions.").getFirst().findings())
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "ENGLISH    | Category 3 left.                              | 3:[LEFT]",
            "DUTCH      | Categorie 3 links.                            | 3:[LEFT]",
            "DUTCH      | Rechts categorie 4b, links categorie II.      | 4b:[RIGHT] 2:[LEFT]",
            "PORTUGUESE | Categoria 1 à direita e categoria 5 à esquerda. | 1:[RIGHT] 5:[LEFT]",
            "SPANISH    | Categoría: 2.                                 | 2:[]",
            "CHINESE    | 左乳4A类，右乳2类。                             | 4a:[LEFT] 2:[RIGHT]",
            "DUTCH      | ACR categorie 3.                              | ''",
            "ENGLISH    | Density category 3.                           | ''",
            "ENGLISH    | BI-RADS category 4 right.                     | 4:[RIGHT]",
            "ENGLISH    | BI-RADS 4 right, 2 oval masses.               | 4:[RIGHT]",
            "CHINESE    | ACR c类。                                      | ''"})
    void aCategoryWithItsNumberIsAnAssessment(Language language, String text, String expected) {
        assertThat(new ReportParser(language).parse(text)).flatExtracting(SentenceReading::assessments)
                .extracting(found -> found.category().code() + ":" + found.sides())
                .isEqualTo(expected.isEmpty() ? List.of() : List.of(expected.split(" ")));
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
                "e\u0301\u0316", "no ", "absent ", "possible ",
                "possible mass, ",
                "resolved ", "no longer seen mass ", "category 4 ", "4类", "stable mass and ", "findings:\n", "i.e.")) {
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
