package dev.nacre.mammo.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SentenceSplitterTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ENGLISH    | Mass of 1.5 cm. No calcification. | Mass of 1.5 cm#No calcification
            ENGLISH    | Seen by Dr. Grey, approx. 4 mm. Benign. | Seen by Dr. Grey, approx. 4 mm#Benign
            ENGLISH    | 1. Mass on the left. 2. BI-RADS 4. | Mass on the left#BI-RADS 4
            ENGLISH    | 2) Stable; 3) no change | Stable#no change
            ENGLISH    | Density type c.Clip (e.g. coil) seen. | Density type c#Clip (e.g. coil) seen
            ENGLISH    | Film no. 3 is dark. There is no. | Film no. 3 is dark#There is no
            DUTCH      | Li. in boven, d.w.z. lateraal, 0,8 cm. Kalk. | Li. in boven, d.w.z. lateraal, 0,8 cm#Kalk
            DUTCH      | Ca. 12.5 mm t.o.v. 2019! Stabiel | Ca. 12.5 mm t.o.v. 2019#Stabiel
            PORTUGUESE | Com aprox. 1,2 cm, p.ex. cisto. Sem mais. | Com aprox. 1,2 cm, p.ex. cisto#Sem mais
            SPANISH    | La Dra. Ríos ve un nódulo de 0.9 cm. Sin más. | La Dra. Ríos ve un nódulo de 0.9 cm#Sin más
            CHINESE    | 左乳肿块，约1.2cm。未见钙化；1、右乳正常 | 左乳肿块，约1.2cm#未见钙化#右乳正常
            """)
    void decimalsAbbreviationsAndListNumbersSurvive(Language language, String text, String expected) {
        assertThat(new SentenceSplitter(language).split(text)).extracting(Sentence::text)
                .containsExactly(expected.split("#"));
    }

    @Test
    void aWrappedLineGoesOnAndANewOneDoesNot() {
        assertThat(new SentenceSplitter(Language.ENGLISH).split(
                "There is a mass in\nthe left breast\n\n- Clip right\r\nNone"))
                .extracting(Sentence::text)
                .containsExactly("There is a mass in\nthe left breast", "Clip right", "None");
    }

    @Test
    void placesPointIntoTheText() {
        String text = "  1. Oval mass.  Ünder. ";
        for (Sentence sentence : new SentenceSplitter(Language.ENGLISH).split(text)) {
            assertThat(text.substring(sentence.start(), sentence.end())).isEqualTo(sentence.text());
        }
    }

    @Test
    void nothingIsNoSentence() {
        for (String text : List.of("", " \n ", "...", "; ;")) {
            assertThat(new SentenceSplitter(Language.SPANISH).split(text)).isEmpty();
        }
    }
}
