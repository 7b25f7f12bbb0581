package dev.nacre.mammo.caption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.core.Key;
import dev.nacre.mammo.data.Breast;
import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.data.SetSplit;
import dev.nacre.mammo.data.View;
import dev.nacre.mammo.data.sets.Finding;
import dev.nacre.mammo.data.sets.FindingCategory;
import dev.nacre.mammo.data.sets.PictureKind;
import dev.nacre.mammo.data.sets.ReportSection;
import dev.nacre.mammo.data.sets.RowPlace;
import dev.nacre.mammo.data.sets.SetRecord;
import dev.nacre.mammo.data.sets.ViewName;
import dev.nacre.nn.InputException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CaptionTest {
    private static final CaptionedSet SET = new CaptionedSet(AttributeCaption.OF_VINDR, 3, Key.of(1));

    private static SetRecord picture(int line, String patient, Laterality side, String view, SetSplit split,
            List<ReportSection> report, FindingCategory... findings) {
        List<Finding> found = List.of(findings).stream().map(category -> new Finding(List.of(category), List.of(),
                List.of(), Optional.empty(), Optional.empty())).toList();
        return new SetRecord(new RowPlace("t.csv", line), patient, patient, side, new ViewName(view),
                PictureKind.DIGITAL, Path.of(line + ".png"), Optional.empty(), Optional.empty(), found,
                Optional.empty(), report, Optional.of(split));
    }

    /** A sentence of both sides would teach that a finding is there and that it is not. */
    @Test
    void noSentenceSaysThatSomethingIsThereAndThatItIsNot() {
        for (FindingCategory category : FindingCategory.values()) {
            for (Laterality side : Laterality.values()) {
                Set<String> all = new HashSet<>();
                List<List<String>> kinds = List.of(FindingPhrases.present(category, side),
                        FindingPhrases.absent(category, side), FindingPhrases.nothing(side));
                kinds.forEach(all::addAll);
                assertThat(all).hasSize(kinds.stream().mapToInt(List::size).sum());
                assertThat(kinds.get(0)).noneMatch(text -> (" " + text).matches(".*( no | not |without ).*"));
                assertThat(kinds.get(1)).allMatch(text -> (" " + text).matches(".*( no |without ).*"));
            }
        }
    }

    @Test
    void everyKindThatIsKnownIsSaidToBeThereOrNot() {
        String text = AttributeCaption.OF_VINDR.of(List.of(FindingCategory.MASS, FindingCategory.SKIN_RETRACTION),
                Laterality.LEFT, Key.of(3));
        String affirmed = text;
        for (FindingCategory category : AttributeCaption.OF_VINDR.known()) {
            for (String denied : FindingPhrases.absent(category, Laterality.LEFT)) {
                affirmed = affirmed.replace(denied, "");
            }
        }
        for (FindingCategory category : AttributeCaption.OF_VINDR.known()) {
            boolean there = category == FindingCategory.MASS || category == FindingCategory.SKIN_RETRACTION;
            assertThat(FindingPhrases.present(category, Laterality.LEFT).stream().anyMatch(affirmed::contains))
                    .as(category + " in: " + text).isEqualTo(there);
            if (!there) {
                assertThat(FindingPhrases.absent(category, Laterality.LEFT)).anyMatch(text::contains);
            }
        }
        assertThat(text).doesNotContain("right");
    }

    @Test
    void aPictureWithoutFindingsHasOneSentence() {
        String text = AttributeCaption.OF_VINDR.of(List.of(), Laterality.RIGHT, Key.of(3));
        assertThat(FindingPhrases.nothing(Laterality.RIGHT)).contains(text);
    }

    @Test
    void wordingAndOrderDependOnTheKeyAlone() {
        Set<String> texts = new HashSet<>();
        for (int seed = 0; seed < 20; seed++) {
            String one = AttributeCaption.OF_VINDR.of(List.of(FindingCategory.MASS), Laterality.LEFT, Key.of(seed));
            assertThat(AttributeCaption.OF_VINDR.of(List.of(FindingCategory.MASS), Laterality.LEFT, Key.of(seed)))
                    .isEqualTo(one);
            texts.add(one);
        }
        assertThat(texts).hasSizeGreaterThan(15);
    }

    @Test
    void picturesOfABreastAreOneRowWithItsFindingsInSeveralWordings() {
        List<Breast> rows = SET.rows(List.of(
                picture(2, "a", Laterality.LEFT, "CC", SetSplit.TRAINING, List.of(), FindingCategory.MASS),
                picture(3, "a", Laterality.LEFT, "MLO", SetSplit.TRAINING, List.of()),
                picture(4, "a", Laterality.RIGHT, "MLO", SetSplit.TRAINING, List.of()),
                picture(5, "a", Laterality.RIGHT, "XCCL", SetSplit.TRAINING, List.of()),
                picture(6, "b", Laterality.LEFT, "CC", SetSplit.TEST, List.of())));
        assertThat(rows).hasSize(3);
        assertThat(rows.getFirst().pictures()).containsOnlyKeys(View.CC, View.MLO);
        assertThat(rows.getFirst().sections()).hasSize(3).allMatch(text ->
                FindingPhrases.present(FindingCategory.MASS, Laterality.LEFT).stream().anyMatch(text::contains));
        assertThat(rows.get(1).pictures()).containsOnlyKeys(View.MLO);
        assertThat(rows).extracting(Breast::fold).containsExactly(1, 1, 0);
        assertThat(rows).extracting(Breast::line).containsExactly(2, 4, 6);
    }

    @Test
    void aReportIsCleanedAndUsedAsItIs() {
        List<Breast> rows = SET.rows(List.of(picture(2, "a", Laterality.LEFT, "CC", SetSplit.TRAINING, List.of(
                new ReportSection("technique", "Digital mammography of both breasts."),
                new ReportSection("findings", "A spiculated mass, 8 mm. No calcifications seen."),
                new ReportSection("impression", "BI-RADS 5 highly suggestive.")))));
        assertThat(rows.getFirst().sections()).containsExactly("a spiculated mass , 8 mm no calcifications seen",
                "birads 5 highly suggestive");
    }

    @Test
    void aSetWithoutStandardViewsIsOneSentence() {
        assertThatThrownBy(() -> SET.rows(List.of(picture(2, "a", Laterality.LEFT, "ML", SetSplit.TRAINING,
                List.of())))).isInstanceOf(InputException.class).hasMessageContaining("none is a CC or MLO view");
    }
}
