package dev.nacre.mammo.eval.localisation;

import static dev.nacre.mammo.eval.localisation.MaskPictures.mask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.mammo.image.PixelBox;
import dev.nacre.mammo.image.PlaneBox;
import dev.nacre.mammo.image.PlanePoint;
import java.util.List;
import org.junit.jupiter.api.Test;

class RegionTest {
    private final List<Region.Pixels> parts = Region.components(mask(
            "##....",
            "#.....",
            ".#..##",
            "....##"));

    @Test
    void partsOfAMask() {
        assertThat(parts).hasSize(2);
        Region.Pixels bent = parts.getFirst();
        assertThat(bent.box()).isEqualTo(new PixelBox(0, 0, 2, 3));
        assertThat(bent.area()).isEqualTo(4);
        assertThat(bent.centre()).isEqualTo(new PlanePoint(1, 1.25));
        assertThat(bent.contains(new PlanePoint(1.9, 0.1))).isTrue();
        assertThat(bent.contains(bent.centre())).isFalse();
        assertThat(bent.contains(new PlanePoint(-0.1, 0))).isFalse();
        assertThat(parts.getLast().centre()).isEqualTo(new PlanePoint(5, 3));
        assertThat(parts.getLast().bounds()).isEqualTo(new PlaneBox(4, 2, 6, 4));
    }

    @Test
    void overlapsOfBoxesAndPixels() {
        Region box = new Region.Box(new PlaneBox(3.5, 2, 5.5, 4));
        Region square = parts.getLast();
        // The box reaches over the middle of the left column, and not over that of the right one.
        assertThat(Region.intersection(box, square)).isEqualTo(2);
        assertThat(Region.intersection(square, box)).isEqualTo(2);
        assertThat(Region.iou(box, square)).isEqualTo(2.0 / 6);
        Region shifted = new Region.Box(new PlaneBox(4.5, 3, 6.5, 5));
        assertThat(Region.intersection(box, shifted)).isEqualTo(1);
        assertThat(Region.iou(box, shifted)).isEqualTo(1.0 / 7);
        assertThat(Region.iou(parts.get(0), parts.get(1))).isZero();
        assertThat(Region.iou(square, square)).isEqualTo(1);
        Region small = new Region.Box(new PlaneBox(4, 2, 5, 3));
        assertThat(Region.ior(small, square)).isEqualTo(1);
        assertThat(Region.ior(square, small)).isEqualTo(0.25);
        Region apart = new Region.Box(new PlaneBox(0, 10, 1, 11));
        assertThat(Region.intersection(apart, new Region.Box(new PlaneBox(2, 0, 3, 1)))).isZero();
    }

    @Test
    void aHitIsByCentreOrByOverlap() {
        Region lesion = new Region.Box(new PlaneBox(0, 0, 10, 10));
        Region inside = new Region.Box(new PlaneBox(4, 4, 5, 5));
        Region beside = new Region.Box(new PlaneBox(5.1, 0, 15.1, 10));
        assertThat(HitRule.USUAL.hits(inside, lesion)).isTrue();
        assertThat(new HitRule(false, 0.1).hits(inside, lesion)).isFalse();
        assertThat(HitRule.USUAL.hits(beside, lesion)).isTrue();
        assertThat(new HitRule(true, 0.5).hits(beside, lesion)).isFalse();
        assertThat(HitRule.USUAL.description()).isEqualTo("centre inside the lesion or IoU of at least 0.2");
        assertThatThrownBy(() -> new HitRule(true, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
