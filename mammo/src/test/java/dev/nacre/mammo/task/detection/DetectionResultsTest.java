package dev.nacre.mammo.task.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.Key;
import dev.nacre.core.io.Json;
import dev.nacre.mammo.eval.cases.Draws;
import dev.nacre.mammo.eval.localisation.CountedPictures;
import dev.nacre.mammo.eval.localisation.FrocBand;
import dev.nacre.mammo.eval.localisation.HitRule;
import dev.nacre.mammo.page.Page;
import dev.nacre.nn.InputException;
import dev.nacre.nn.detection.BoundingBox;
import dev.nacre.nn.detection.LabelledBox;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DetectionResultsTest {
    private static final BoundingBox PLACE = new BoundingBox(0, 0, 10, 10);

    private static FoundLesion found(double y0, double score, int kind) {
        return new FoundLesion(new BoundingBox(0, y0, 10, y0 + 10), score, kind);
    }

    private static DetectionResults.Picture picture(String patient, List<FoundLesion> found, int... kinds) {
        return new DetectionResults.Picture(patient, found, Arrays.stream(kinds)
                .mapToObj(kind -> new LabelledBox(PLACE, kind)).toList());
    }

    /** Two lesions of the first kind: one hit exactly, one with an overlap of 0.6; a false mark in a normal picture. */
    private static final List<DetectionResults.Picture> PICTURES = List.of(
            picture("a", List.of(found(0, 0.9, 0), found(0, 0.95, 1)), 0),
            picture("b", List.of(found(2.5, 0.5, 0)), 0),
            picture("c", List.of(found(0, 0.7, 0))),
            picture("d", List.of(found(0, 0.4, 1)), 1));

    @Test
    void precisionIsOfOneKindAndFallsWithMarksInNormalPictures() {
        DetectionResults masses = DetectionResults.of(PICTURES, 0, HitRule.USUAL);
        // Hit, miss in the normal picture, hit: recall ½ at precision 1, recall 1 at precision ⅔.
        assertThat(masses.precision().at(0.5)).isCloseTo((1 + 2 / 3.0) / 2, within(1e-12));
        assertThat(masses.precision().at(0.65)).isCloseTo(0.5, within(1e-12));
        DetectionResults others = DetectionResults.of(PICTURES, 1, HitRule.USUAL);
        assertThat(others.precision().at(0.5)).isCloseTo(0.5, within(1e-12));
        // 11 of the 18 overlaps, 0.1 to 0.6, are reached by both lesions.
        assertThat(masses.meanPrecision(50, Key.of(1)).estimate())
                .isCloseTo((11 * 5 / 6.0 + 7 * 0.5) / 18, within(1e-12));
        assertThat(masses.precisionAt(0.5, 50, Key.of(1)).low()).isLessThan(masses.precision().at(0.5));
        assertThat(DetectionResults.meanPrecision(PICTURES, 3))
                .isCloseTo((masses.precision().mean() + others.precision().mean()) / 2, within(1e-12));
    }

    @Test
    void falseMarksAreCountedInAllPicturesOrInNormalOnesAlone() {
        DetectionResults masses = DetectionResults.of(PICTURES, 0, HitRule.USUAL);
        assertThat(masses.froc(CountedPictures.ALL).falseMarksAt(0.5)).isZero();
        assertThat(masses.froc(CountedPictures.ALL).falseMarksAt(1)).isCloseTo(0.25, within(1e-12));
        assertThat(masses.froc(CountedPictures.ALL).sensitivityAt(0)).isEqualTo(0.5);
        assertThat(masses.froc(CountedPictures.ALL).sensitivityAt(0.24)).isEqualTo(0.5);
        assertThat(masses.froc(CountedPictures.ALL).sensitivityAt(0.25)).isEqualTo(1);
        assertThat(masses.froc(CountedPictures.NORMAL).falseMarksAt(1)).isCloseTo(0.5, within(1e-12));
        assertThat(masses.falseMarks(CountedPictures.ALL, List.of(1.0), 50, Key.of(1)).at(1).estimate())
                .isCloseTo(0.25, within(1e-12));
    }

    @Test
    void theBandGoesAroundTheCurve() {
        DetectionResults masses = DetectionResults.of(PICTURES, 0, HitRule.USUAL);
        FrocBand band = masses.band(CountedPictures.ALL, List.of(0.1, 0.25), 200, Key.of(1));
        assertThat(band.at(0.1).estimate()).isEqualTo(0.5);
        assertThat(band.at(0.25).estimate()).isEqualTo(1);
        assertThat(band.at(0.1).low()).as("a draw without the woman whose lesion is surest").isZero();
        assertThat(band.at(0.1).high()).as("a draw without the false mark").isEqualTo(1);
        assertThat(masses.band(CountedPictures.NORMAL, List.of(0.25), 200, Key.of(1)).at(0.25).estimate())
                .as("one false mark in two normal pictures").isEqualTo(0.5);
        assertThatThrownBy(() -> band.at(0.2)).hasMessageContaining("[0.1, 0.25]");
    }

    @Test
    void aPageShowsWhatWasFoundWithNormalPicturesAmongIt() {
        DetectionPart part = DetectionPart.of("mass", DetectionResults.of(PICTURES, 0, HitRule.USUAL),
                new Draws(100, 0.95, 1));
        Json json = part.toJson();
        assertThat(json.get("cases").whole()).isEqualTo(4);
        assertThat(json.get("with_lesion").whole()).isEqualTo(2);
        assertThat(json.get("figures").get("ap_50").get("estimate").decimal()).isCloseTo(5 / 6.0, within(1e-12));
        assertThat(json.get("figures").get("ap_50_lesions_alone").get("estimate").decimal())
                .as("without the false mark in a normal picture").isEqualTo(1);
        assertThat(json.get("figures").get("sensitivity_at_0_25").get("estimate").decimal()).isEqualTo(0.5);
        assertThat(json.get("figures").get("sensitivity_at_0_5").get("estimate").decimal()).isEqualTo(1);
        assertThat(json.get("froc_normal_pictures").items()).hasSize(FrocBand.USUAL.size());
        Page page = new Page("", "");
        part.write(page);
        assertThat(page.end()).contains("2 of 4 pictures of 4 patients show 2 marked lesions", "FROC curve",
                "pictures without such a lesion: 1.000 at one");
    }

    @Test
    void picturesWithoutAnyLesionCannotTell() {
        assertThatThrownBy(() -> DetectionResults.of(PICTURES.subList(2, 3), 0, HitRule.USUAL))
                .isInstanceOf(InputException.class);
        assertThatThrownBy(() -> DetectionResults.meanPrecision(PICTURES.subList(2, 3), 2))
                .isInstanceOf(InputException.class).hasMessageContaining("none of these 1 pictures");
        assertThat(PICTURES.getFirst().toString()).doesNotContain("patient").isEqualTo("Picture[found: 2, lesions: 1]");
    }
}
