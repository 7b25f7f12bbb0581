package dev.nacre.mammo.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SectionSplitterTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ENGLISH    | FINDINGS: Mass left. IMPRESSION: BI-RADS 4.   | Mass left.     | BI-RADS 4.
            DUTCH      | Bevindingen: massa links.#Conclusie:#BI-RADS 4 | massa links.   | BI-RADS 4
            PORTUGUESE | ACHADOS:#Nódulo.#IMPRESSÃO DIAGNÓSTICA: ok     | Nódulo.        | ok
            SPANISH    | Hallazgos#Nódulo: 3 mm.#CONCLUSIÓN: BI-RADS 2  | Nódulo: 3 mm.  | BI-RADS 2
            CHINESE    | 【影像所见】左乳肿块。诊断意见：BI-RADS 4类。        | 左乳肿块。       | BI-RADS 4类。
            """)
    void findingsAndImpressionInFiveLanguages(Language language, String report, String findings, String impression) {
        var sections = new SectionSplitter(language);
        String text = report.replace('#', '\n');
        assertThat(sections.text(text, SectionKind.FINDINGS)).isEqualTo(findings);
        assertThat(sections.text(text, SectionKind.IMPRESSION)).isEqualTo(impression);
    }

    @Test
    void everySectionComesInItsOrder() {
        var sections = new SectionSplitter(Language.ENGLISH).split(
                "Page one\nHistory: pain. Left breast: no findings: none.\n\nImpression:\n\nRecommendation: yearly");
        assertThat(sections).containsExactly(new Section(SectionKind.OTHER, "Page one"),
                new Section(SectionKind.HISTORY, "pain. Left breast: no findings: none."),
                new Section(SectionKind.IMPRESSION, ""), new Section(SectionKind.RECOMMENDATION, "yearly"));
    }

    @Test
    void textWithoutHeadingsIsOneSection() {
        assertThat(new SectionSplitter(Language.DUTCH).split("Geen massa.")).containsExactly(
                new Section(SectionKind.OTHER, "Geen massa."));
        assertThat(new SectionSplitter(Language.DUTCH).split("")).isEmpty();
    }
}
