package dev.nacre.mammo.finealign.exam;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.mammo.exam.ReportSentence;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SentenceEditsTest {
    private static List<String> edits(String text) {
        return SentenceEdits.of(new ReportSentence(text, Set.of(), true));
    }

    @Test
    void oneThingAfterTheOtherIsChanged() {
        assertThat(edits("Irregular mass with spiculated margins in the upper outer quadrant of the left breast"))
                .containsExactly(
                "Irregular mass with spiculated margins in the upper outer quadrant of the right breast",
                "Irregular mass with spiculated margins in the lower outer quadrant of the left breast",
                "Irregular mass with spiculated margins in the upper inner quadrant of the left breast",
                "Irregular mass with spiculated margins in the lower inner quadrant of the left breast",
                "Irregular calcifications with spiculated margins in the upper outer quadrant of the left breast",
                "Irregular focal asymmetry with spiculated margins in the upper outer quadrant of the left breast",
                "Irregular architectural distortion with spiculated margins in the upper outer quadrant of the left"
                + " breast",
                "No irregular mass with spiculated margins in the upper outer quadrant of the left breast");
    }

    @Test
    void denialsStandWhereEnglishPutsThem() {
        assertThat(edits("There is a mass in the right breast")).contains("There is no mass in the right breast");
        assertThat(edits("In the left breast there are grouped calcifications"))
                .contains("In the left breast there are no grouped calcifications");
        assertThat(edits("In the upper part of the left breast lies a mass"))
                .contains("In the upper part of the left breast lies no mass");
        assertThat(edits("An oval mass on the right")).contains("No oval mass on the right");
        assertThat(edits("Architectural distortion on the right")).contains("No architectural distortion on the right",
                "Mass on the right", "Focal asymmetry on the right");
    }

    @Test
    void aFindingIsNotReplacedByItself() {
        assertThat(edits("Microcalcifications on the left")).hasSize(5).noneMatch(text ->
                text.startsWith("Calcifications"));
        assertThat(edits("Developing asymmetry on the left")).noneMatch(text -> text.startsWith("Focal"));
        assertThat(edits("A nodule on the left")).noneMatch(text -> text.contains("A mass"));
    }

    @Test
    void sentencesWithoutSuchWordsAndOfOtherLanguagesHaveNone() {
        assertThat(edits("Scattered fibroglandular densities")).isEmpty();
        assertThat(edits("N\u00f3dulo irregular na mama esquerda")).isEmpty();
        assertThat(edits("The breast is cleft and massive")).isEmpty();
    }
}
