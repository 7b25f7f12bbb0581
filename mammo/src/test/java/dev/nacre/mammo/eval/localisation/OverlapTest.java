package dev.nacre.mammo.eval.localisation;

import static dev.nacre.mammo.eval.localisation.MaskPictures.mask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.mammo.image.Mask;
import dev.nacre.mammo.image.PlaneBox;
import dev.nacre.nn.InputException;
import java.util.List;
import org.junit.jupiter.api.Test;

class OverlapTest {
    private static final Mask EMPTY = mask("....", "....");
    private static final Mask LESION = mask("##..", "##..");

    /** Acceptance test 9 of the specification: hand cases of both conventions. */
    @Test
    void diceInBothConventions() {
        MaskOverlap half = MaskOverlap.of(mask(".#..", ".##."), LESION);
        MaskOverlap missed = MaskOverlap.of(EMPTY, LESION);
        MaskOverlap nothing = MaskOverlap.of(EMPTY, EMPTY);
        MaskOverlap invented = MaskOverlap.of(LESION, EMPTY);
        assertThat(half.dice()).isEqualTo(4.0 / 7);
        DiceConvention lesions = DiceConvention.PICTURES_WITH_LESION;
        DiceConvention all = DiceConvention.ALL_PICTURES;
        assertThat(lesions.of(half)).hasValue(4.0 / 7);
        assertThat(lesions.of(missed)).hasValue(0);
        assertThat(lesions.of(nothing)).isEmpty();
        assertThat(lesions.of(invented)).isEmpty();
        assertThat(all.of(half)).hasValue(4.0 / 7);
        assertThat(all.of(missed)).hasValue(0);
        assertThat(all.of(nothing)).hasValue(1);
        assertThat(all.of(invented)).hasValue(0);
        List<MaskOverlap> pictures = List.of(half, missed, nothing, invented);
        assertThat(lesions.mean(pictures)).isCloseTo(2.0 / 7, within(1e-15));
        assertThat(all.mean(pictures)).isCloseTo(11.0 / 28, within(1e-15));
        assertThatThrownBy(() -> lesions.mean(List.of(nothing))).isInstanceOf(InputException.class);
    }

    @Test
    void otherOverlaps() {
        MaskOverlap half = MaskOverlap.of(mask(".#..", ".##."), LESION);
        assertThat(half.iou()).isEqualTo(0.4);
        assertThat(half.ior()).isEqualTo(2.0 / 3);
        assertThat(MaskOverlap.of(EMPTY, LESION).ior()).isZero();
        assertThatThrownBy(() -> MaskOverlap.of(EMPTY, mask("..", ".."))).hasMessageContaining("2 x 4 and 2 x 2");
    }

    @Test
    void theHighestPlacePoints() {
        float nan = Float.NaN;
        assertThat(PointingGame.hit(new float[] {0, 3, 1, 2, nan, nan, 1, 1}, LESION)).isEqualTo(1);
        assertThat(PointingGame.hit(new float[] {0, 3, 3, 2, nan, nan, 1, 1}, LESION)).isEqualTo(0.5);
        assertThat(PointingGame.hit(new float[8], LESION)).isEqualTo(0.5);
        assertThat(PointingGame.hit(new float[] {nan, nan, nan, -7, nan, nan, -8, nan}, LESION)).isZero();
        assertThatThrownBy(() -> PointingGame.hit(new float[] {nan, nan, nan, nan, nan, nan, nan, nan}, LESION))
                .hasMessageContaining("nowhere");
    }

    @Test
    void theSurestRegionDecides() {
        Region lesion = new Region.Box(new PlaneBox(0, 0, 10, 10));
        ScoredRegion good = new ScoredRegion(new Region.Box(new PlaneBox(0, 0, 10, 5)), 0.6);
        ScoredRegion surer = new ScoredRegion(new Region.Box(new PlaneBox(20, 20, 30, 30)), 0.7);
        CorrectLocalisation.Picture right = new CorrectLocalisation.Picture(List.of(good), List.of(lesion));
        CorrectLocalisation.Picture wrong = new CorrectLocalisation.Picture(List.of(good, surer), List.of(lesion));
        CorrectLocalisation.Picture silent = new CorrectLocalisation.Picture(List.of(), List.of(lesion));
        CorrectLocalisation.Picture normal = new CorrectLocalisation.Picture(List.of(surer), List.of());
        List<CorrectLocalisation.Picture> all = List.of(right, wrong, silent, normal);
        assertThat(CorrectLocalisation.IOU.share(all, 0.5)).isCloseTo(1.0 / 3, within(1e-15));
        assertThat(CorrectLocalisation.IOU.share(all, 0.51)).isZero();
        assertThat(CorrectLocalisation.IOR.share(all, 1)).isCloseTo(1.0 / 3, within(1e-15));
        assertThatThrownBy(() -> CorrectLocalisation.IOU.share(List.of(normal), 0.5))
                .isInstanceOf(InputException.class);
    }

    @Test
    void whatIsMarkedBesideLesions() {
        Mask found = mask(
                "##...",
                "##..#",
                "#...#");
        Mask lesion = mask(
                "##...",
                "##...",
                ".....");
        FalseArea area = FalseArea.of(found, lesion, HitRule.USUAL, 2);
        assertThat(area.regions()).isEqualTo(1);
        assertThat(area.squareCentimetres()).isCloseTo(3 * 0.04, within(1e-15));
        assertThat(FalseArea.of(found, mask(".....", ".....", "....."), HitRule.USUAL, 1).regions()).isEqualTo(2);
    }
}
