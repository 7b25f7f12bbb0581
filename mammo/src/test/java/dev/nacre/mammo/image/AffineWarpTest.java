package dev.nacre.mammo.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AffineWarpTest {
    private static final Border BLACK = new Border.Constant(-2);
    private static final PlaneAffine SKEW = new PlaneAffine(0.8, 0.3, 1.7, -0.4, 1.1, -2.3);

    @Test
    void theIdentityChangesNothing() {
        for (int[] size : RandomPictures.SIZES) {
            float[] levels = RandomPictures.floats(size[0] * size[1], 1);
            for (Border border : new Border[] {BLACK, Border.REFLECT_101}) {
                assertThat(new AffineWarp(PlaneAffine.IDENTITY, border).apply(levels, size[0], size[1]))
                        .containsExactly(levels);
            }
        }
    }

    @Test
    void cropsAndFlipsOnlyMovePixels() {
        float[] levels = {1, 2, 3, 4, 5, 6};
        assertThat(new AffineWarp(PlaneAffine.shift(-1, 0), BLACK).apply(levels, 2, 3, 2, 2))
                .containsExactly(2, 3, 5, 6);
        assertThat(new AffineWarp(PlaneAffine.shift(1, 1), BLACK).apply(levels, 2, 3))
                .containsExactly(-2, -2, -2, -2, 1, 2);
        assertThat(new AffineWarp(PlaneAffine.flipHorizontally(3), BLACK).apply(levels, 2, 3))
                .containsExactly(3, 2, 1, 6, 5, 4);
        assertThat(new AffineWarp(PlaneAffine.flipVertically(2), BLACK).apply(levels, 2, 3))
                .containsExactly(4, 5, 6, 1, 2, 3);
    }

    @Test
    void beyondTheBorderThePictureIsMirroredWithoutItsOuterPixels() {
        float[] levels = {1, 2, 3, 4};
        assertThat(new AffineWarp(PlaneAffine.shift(5, 0), Border.REFLECT_101).apply(levels, 1, 4, 1, 14))
                .containsExactly(2, 3, 4, 3, 2, 1, 2, 3, 4, 3, 2, 1, 2, 3);
        assertThat(new AffineWarp(PlaneAffine.shift(3, 2), Border.REFLECT_101).apply(new float[] {7}, 1, 1, 2, 4))
                .containsOnly(7);
    }

    @Test
    void equalsPlainInterpolation() {
        for (int[] size : RandomPictures.SIZES) {
            float[] levels = RandomPictures.floats(size[0] * size[1], 2);
            for (Border border : new Border[] {BLACK, Border.REFLECT_101}) {
                float[] moved = new AffineWarp(SKEW, border).apply(levels, size[0], size[1], 19, 23);
                for (int index = 0; index < moved.length; index++) {
                    PlanePoint from = SKEW.inverse().apply(index % 23 + 0.5, index / 23 + 0.5);
                    assertThat((double) moved[index]).as("%d x %d, %s, %d", size[0], size[1], border, index)
                            .isCloseTo(slow(levels, size[0], size[1], border, from), within(1e-5));
                }
            }
        }
    }

    @Test
    void thereAndBackIsAlmostTheSameWhereThePictureIsSmooth() {
        float[] levels = new float[60 * 60];
        for (int index = 0; index < levels.length; index++) {
            levels[index] = (float) (Math.sin(index / 60 / 9.0) + Math.cos(index % 60 / 11.0));
        }
        PlaneAffine about = PlaneAffine.shift(-30, -30).then(new PlaneAffine(0.9, 0.2, 0, -0.2, 0.9, 0))
                .then(PlaneAffine.shift(30, 30));
        float[] there = new AffineWarp(about, BLACK).apply(levels, 60, 60);
        float[] back = new AffineWarp(about.inverse(), BLACK).apply(there, 60, 60);
        for (int row = 15; row < 45; row++) {
            for (int column = 15; column < 45; column++) {
                assertThat(back[row * 60 + column]).isCloseTo(levels[row * 60 + column], within(0.02f));
            }
        }
    }

    @Test
    void farAwayThereIsOnlyTheBorder() {
        PlaneAffine far = PlaneAffine.scale(1e-12, 1e-12).then(PlaneAffine.shift(0.1, 0.1));
        assertThat(new AffineWarp(far, BLACK).apply(new float[] {1, 2}, 1, 2)).containsExactly(-2, -2);
    }

    @Test
    void flatMapsAndOtherSizesAreRefused() {
        assertThatThrownBy(() -> new AffineWarp(PlaneAffine.scale(0, 1), BLACK))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("flattens");
        assertThatThrownBy(() -> new AffineWarp(SKEW, BLACK).apply(new float[5], 2, 3))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("got 5");
    }

    static double slow(float[] levels, int height, int width, Border border, PlanePoint from) {
        double sum = 0;
        double left = Math.floor(from.x() - 0.5);
        double top = Math.floor(from.y() - 0.5);
        for (int corner = 0; corner < 4; corner++) {
            double column = left + corner % 2;
            double row = top + corner / 2;
            double weight = (1 - Math.abs(from.x() - 0.5 - column)) * (1 - Math.abs(from.y() - 0.5 - row));
            boolean inside = column >= 0 && column < width && row >= 0 && row < height;
            sum += weight * (!inside && border instanceof Border.Constant(float outside) ? outside
                    : levels[mirrored((int) row, height) * width + mirrored((int) column, width)]);
        }
        return sum;
    }

    private static int mirrored(int position, int size) {
        int at = position;
        while (size > 1 && (at < 0 || at >= size)) {
            at = at < 0 ? -at : 2 * size - 2 - at;
        }
        return size == 1 ? 0 : at;
    }
}
