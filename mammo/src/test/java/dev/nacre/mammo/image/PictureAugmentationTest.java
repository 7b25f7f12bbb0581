package dev.nacre.mammo.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.Key;
import org.junit.jupiter.api.Test;

class PictureAugmentationTest {
    private static final float[] LEVELS = {1, 2, 3, 4, 5, 6};

    @Test
    void noneLeavesThePictureAsItIs() {
        assertThat(PictureAugmentation.NONE.apply(LEVELS, 2, 3, Key.of(1))).isSameAs(LEVELS);
    }

    @Test
    void flipsExchangeTheSides() {
        assertThat(new PictureAugmentation(1, 0, 0, 0, 0, 0, 0).apply(LEVELS, 2, 3, Key.of(1)))
                .containsExactly(3, 2, 1, 6, 5, 4);
        assertThat(new PictureAugmentation(0, 1, 0, 0, 0, 0, 0).apply(LEVELS, 2, 3, Key.of(1)))
                .containsExactly(4, 5, 6, 1, 2, 3);
        assertThat(LEVELS).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void theIdentityMapChangesNothing() {
        assertThat(AffineMap.of(0, 0, 0, 1, 1, 0, 0).apply(LEVELS, 2, 3)).containsExactly(LEVELS);
    }

    @Test
    void shiftsMoveThePictureAndFillWithItsLowestLevel() {
        assertThat(AffineMap.of(0, 0, 0, 1, 1, 1, 0).apply(LEVELS, 2, 3)).containsExactly(1, 1, 2, 1, 4, 5);
        assertThat(AffineMap.of(0, 0, 0, 1, 1, 0, -1).apply(LEVELS, 2, 3)).containsExactly(4, 5, 6, 1, 1, 1);
        assertThat(AffineMap.of(0, 0, 0, 1, 1, 0.5, 0).apply(LEVELS, 2, 3))
                .containsExactly(new float[] {1, 1.5f, 2.5f, 2.5f, 4.5f, 5.5f}, within(1e-6f));
    }

    @Test
    void aQuarterTurnMovesColumnsToRows() {
        float[] square = {1, 2, 3, 4, 5, 6, 7, 8, 9};
        assertThat(AffineMap.of(90, 0, 0, 1, 1, 0, 0).apply(square, 3, 3))
                .containsExactly(new float[] {7, 4, 1, 8, 5, 2, 9, 6, 3}, within(1e-5f));
    }

    @Test
    void scalingEnlargesAboutTheCentre() {
        float[] spot = {0, 0, 0, 0, 8, 0, 0, 0, 0};
        assertThat(AffineMap.of(0, 0, 0, 2, 1, 0, 0).apply(spot, 3, 3))
                .containsExactly(new float[] {0, 0, 0, 4, 8, 4, 0, 0, 0}, within(1e-5f));
    }

    @Test
    void shearMovesRowsSideways() {
        float[] column = {0, 8, 0, 0, 8, 0, 0, 8, 0};
        assertThat(AffineMap.of(0, Math.toDegrees(Math.atan(1)) - 1e-9, 0, 1, 1, 0, 0).apply(column, 3, 3))
                .containsExactly(new float[] {8, 0, 0, 0, 8, 0, 0, 0, 8}, within(1e-4f));
    }

    @Test
    void theSameKeyGivesTheSamePictureAndAnotherKeyAnother() {
        float[] levels = new float[40 * 30];
        for (int index = 0; index < levels.length; index++) {
            levels[index] = index * 31 % 101;
        }
        PictureAugmentation augmentation = new PictureAugmentation(0.5, 0.5, 1, 20, 0.1, 0.2, 20);
        float[] first = augmentation.apply(levels, 40, 30, Key.of(1));
        assertThat(augmentation.apply(levels, 40, 30, Key.of(1))).containsExactly(first);
        assertThat(augmentation.apply(levels, 40, 30, Key.of(2))).isNotEqualTo(first);
    }

    @Test
    void impossibleRangesAreRefused() {
        assertThatThrownBy(() -> new PictureAugmentation(0, 0, 1, 0, 0, 1, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PictureAugmentation(0, 0, 1, 0, 0, 0, 45))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
