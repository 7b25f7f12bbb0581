package dev.nacre.mammo.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.Key;
import org.junit.jupiter.api.Test;

class RandomCropTest {
    @Test
    void theKeptPartLiesWithinThePictureAndFillsTheResult() {
        for (int seed = 0; seed < 100; seed++) {
            PlaneAffine back = new RandomCrop(0.6).draw(50, 40, Key.of(seed)).inverse();
            PlanePoint first = back.apply(0, 0);
            PlanePoint last = back.apply(40, 50);
            assertThat(first.x()).isGreaterThanOrEqualTo(-1e-9);
            assertThat(first.y()).isGreaterThanOrEqualTo(-1e-9);
            assertThat(last.x()).isLessThanOrEqualTo(40 + 1e-9);
            assertThat(last.y()).isLessThanOrEqualTo(50 + 1e-9);
            assertThat(last.x() - first.x()).isBetween(24.0, 40.0);
            assertThat(last.y() - first.y()).isBetween(30.0, 50.0);
        }
    }

    @Test
    void keepingEverythingChangesNothing() {
        float[] levels = RandomPictures.floats(9 * 7, 1);
        assertThat(new RandomCrop(1).apply(levels, 9, 7, Key.of(1))).containsExactly(levels, within(1e-6f));
    }
}
