package dev.nacre.mammo.caption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.core.Key;
import dev.nacre.mammo.caption.CaptionedSet.Source;
import dev.nacre.mammo.data.Birads;
import dev.nacre.mammo.data.Breast;
import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.data.Pathology;
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
    private static final CaptionedSet SET = new CaptionedSet(AttributeCaption.OF_VINDR, Source.REPORTS, 3,
            Key.of(1));

    private static SetRecord picture(int line, String patient, Laterality side, String view,
            List<ReportSection> report, FindingCategory... findings) {
        return picture(line, patient, side, view, Optional.empty(), Optional.empty(), report, findings);
    }

    private static SetRecord picture(int line, String patient, Laterality side, String view, Optional<Birads> birads,
            Optional<Pathology> pathology, List<ReportSection> report, FindingCategory... findings) {
        List<Finding> found = List.of(findings).stream().map(category -> new Finding(List.of(category), List.of(),
                List.of(), Optional.empty(), Optional.empty())).toList();
        return new SetRecord(new RowPlace("t.csv", line), patient, patient, side, new ViewName(view),
                PictureKind.DIGITAL, Path.of(line + ".png"), birads, Optional.empty(), found, pathology, report,
                Optional.empty());
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

    /** The kind that nobody named may be any: a text that denies masses beside it may deny what is there. */
    @Test
    void besideALesionOfUnknownKindNothingIsDenied() {
        assertThat(AttributeCaption.OF_VINDR.plain(List.of(FindingCategory.UNSPECIFIED), Laterality.LEFT))
                .isEqualTo("there is a lesion in the left breast");
        assertThat(AttributeCaption.OF_VINDR.plain(List.of(FindingCategory.FOCAL_ASYMMETRY), Laterality.LEFT))
                .contains("there is a focal asymmetry", "there is no global asymmetry")
                .doesNotContain("there is no asymmetry");
    }

    @Test
    void theKindsOfASetAreThoseThatItNames() {
        AttributeCaption caption = AttributeCaption.ofKindsIn(List.of(
                picture(2, "a", Laterality.LEFT, "CC", List.of(), FindingCategory.MASS, FindingCategory.UNSPECIFIED),
                picture(3, "b", Laterality.LEFT, "CC", List.of(), FindingCategory.CALCIFICATION)));
        assertThat(caption.known()).containsExactlyInAnyOrder(FindingCategory.MASS, FindingCategory.CALCIFICATION);
        assertThat(caption.plain(List.of(FindingCategory.MASS), Laterality.RIGHT))
                .isEqualTo("there is a mass in the right breast there is no calcification in the right breast");
    }

    @Test
    void picturesOfABreastAreOneRowWithItsFindingsInSeveralWordings() {
        CaptionedSet.Captions captions = SET.learned(List.of(
                picture(2, "a", Laterality.LEFT, "CC", List.of(), FindingCategory.MASS),
                picture(3, "a", Laterality.LEFT, "MLO", List.of()),
                picture(4, "a", Laterality.RIGHT, "MLO", List.of()),
                picture(5, "a", Laterality.RIGHT, "XCCL", List.of()),
                picture(6, "b", Laterality.LEFT, "CC", List.of())));
        List<Breast> rows = captions.rows();
        assertThat(rows).hasSize(3);
        assertThat(captions.reported()).isZero();
        assertThat(captions.untold()).isZero();
        assertThat(rows.getFirst().pictures()).containsOnlyKeys(View.CC, View.MLO);
        assertThat(rows.getFirst().sections()).hasSize(3).allMatch(text ->
                FindingPhrases.present(FindingCategory.MASS, Laterality.LEFT).stream().anyMatch(text::contains));
        assertThat(rows.get(1).pictures()).containsOnlyKeys(View.MLO);
        assertThat(rows).extracting(Breast::fold).containsOnly(CaptionedSet.LEARNED);
        assertThat(rows).extracting(Breast::line).containsExactly(2, 4, 6);
    }

    @Test
    void heldOutBreastsWithTheSameFindingsHaveTheSameText() {
        List<Breast> rows = SET.heldOut(List.of(
                picture(2, "a", Laterality.LEFT, "CC", List.of(), FindingCategory.MASS),
                picture(3, "b", Laterality.LEFT, "CC", List.of(), FindingCategory.MASS),
                picture(4, "c", Laterality.LEFT, "CC", List.of()))).rows();
        assertThat(rows).extracting(Breast::fold).containsOnly(CaptionedSet.HELD_OUT);
        assertThat(rows.get(0).sections()).hasSize(1).isEqualTo(rows.get(1).sections());
        assertThat(rows.get(2).sections()).containsExactly("there is no abnormality in the left breast");
    }

    @Test
    void aReportIsCleanedAndUsedAsItIs() {
        List<SetRecord> records = List.of(picture(2, "a", Laterality.LEFT, "CC", List.of(
                new ReportSection("technique", "Digital mammography of both breasts."),
                new ReportSection("findings", "A spiculated mass, 8 mm. No calcifications seen."),
                new ReportSection("impression", "BI-RADS 5 highly suggestive."))),
                picture(3, "a", Laterality.LEFT, "MLO", List.of(new ReportSection("findings", "Seen in both views."))),
                picture(4, "b", Laterality.LEFT, "MLO", List.of()));
        CaptionedSet.Captions captions = SET.learned(records);
        assertThat(captions.rows().getFirst().sections()).containsExactly(
                "a spiculated mass , 8 mm no calcifications seen", "seen in both views", "birads 5 highly suggestive");
        assertThat(captions.reported()).isEqualTo(1);
        assertThat(new CaptionedSet(AttributeCaption.OF_VINDR, Source.FINDINGS, 3, Key.of(1)).learned(records).rows())
                .hasSize(2).allMatch(row -> FindingPhrases.nothing(Laterality.LEFT).containsAll(row.sections()));
    }

    /** "No abnormality" of a breast with cancer, or of a set that has no findings, would be made up. */
    @Test
    void nothingIsSaidOfABreastOfWhichNothingIsKnown() {
        List<SetRecord> records = List.of(
                picture(2, "a", Laterality.LEFT, "CC", Optional.empty(), Optional.of(Pathology.MALIGNANT), List.of()),
                picture(3, "b", Laterality.LEFT, "CC", Optional.of(Birads.INCOMPLETE), Optional.empty(), List.of()),
                picture(4, "c", Laterality.LEFT, "CC", Optional.of(Birads.LOW_SUSPICION), Optional.empty(), List.of()),
                picture(5, "d", Laterality.LEFT, "CC", Optional.of(Birads.BENIGN), Optional.of(Pathology.NO_CANCER),
                        List.of()));
        CaptionedSet.Captions captions = SET.learned(records);
        assertThat(captions.rows()).extracting(Breast::line).containsExactly(5);
        assertThat(captions.untold()).isEqualTo(3);
        CaptionedSet labels = new CaptionedSet(AttributeCaption.ofKindsIn(records), Source.REPORTS, 3, Key.of(1));
        assertThatThrownBy(() -> labels.learned(records)).isInstanceOf(InputException.class)
                .hasMessageContaining("of 4 breasts the set says nothing");
    }

    @Test
    void aSetWithoutStandardViewsIsOneSentence() {
        assertThatThrownBy(() -> SET.learned(List.of(picture(2, "a", Laterality.LEFT, "ML", List.of()))))
                .isInstanceOf(InputException.class).hasMessageContaining("none is a CC or MLO view");
    }
}
