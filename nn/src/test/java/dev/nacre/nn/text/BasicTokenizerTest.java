package dev.nacre.nn.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class BasicTokenizerTest {
    private final BasicTokenizer lower = new BasicTokenizer(true);
    private final BasicTokenizer cased = new BasicTokenizer(false);

    @Test
    void splitsAtSpaceAndAroundEveryPunctuationMark() {
        assertThat(cased.words("BI-RADS 4A: (1.5 cm)")).containsExactly(
                "BI", "-", "RADS", "4A", ":", "(", "1", ".", "5", "cm", ")");
        assertThat(cased.words("a$b^c`d~")).containsExactly("a", "$", "b", "^", "c", "`", "d", "~");
        assertThat(cased.words("…—“q”")).containsExactly("…", "—", "“", "q", "”");
    }

    @Test
    void everyKindOfSpaceSeparates() {
        assertThat(cased.words(" a\tb\nc\rd\u00A0e\u3000f\u2028g ")).containsExactly("a", "b", "c", "d", "e", "f", "g");
        assertThat(cased.words("  \t ")).isEmpty();
    }

    @Test
    void controlCharactersVanishWithoutSeparating() {
        assertThat(cased.words("con\u0000trol\u0007 so\u00ADft x\uFFFDy")).containsExactly("control", "soft", "xy");
    }

    @Test
    void ideographsStandAlone() {
        assertThat(cased.words("x日本y\uD840\uDC00")).containsExactly("x", "日", "本", "y", "\uD840\uDC00");
    }

    @Test
    void lowerCasingRemovesAccentsAndCasedTextKeepsThem() {
        assertThat(lower.words("Ünïcödé ÉVIDENT İ")).containsExactly("unicode", "evident", "i");
        assertThat(cased.words("Ünïcödé")).containsExactly("Ünïcödé");
    }

    @Test
    void lowerCasingDoesNotDependOnTheDefaultLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr-TR"));
            assertThat(lower.words("IMPLANT")).containsExactly("implant");
        } finally {
            Locale.setDefault(before);
        }
    }
}
