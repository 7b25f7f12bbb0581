package dev.nacre.mammo.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The three methods against plain loops over all source pixels of each target pixel, in double precision. */
class ResizeTest {
    private static final int[][] TARGETS = {{1, 1}, {1, 5}, {3, 2}, {8, 8}, {20, 6}, {31, 40}};
    /** Float sums of levels up to 65,535. */
    private static final double ROUNDING = 0.1;

    /** What one source position contributes to one target position. */
    private interface Weight {
        double of(int source, int target, int from, int to);
    }

    @Test
    void areaEqualsPlainLoopsWhereNothingGrows() {
        compare(Resize.Method.AREA, (source, target, from, to) -> {
            double scale = (double) source / target;
            return Math.max(0, Math.min((to + 1) * scale, from + 1) - Math.max(to * scale, from)) / scale;
        }, false);
    }

    @Test
    void bilinearEqualsPlainLoops() {
        compare(Resize.Method.BILINEAR, (source, target, from, to) -> {
            double place = (to + 0.5) * source / target - 0.5;
            double within = Math.min(Math.max(place, 0), source - 1);
            return Math.max(0, 1 - Math.abs(within - from));
        }, true);
    }

    @Test
    void lanczosEqualsPlainLoops() {
        compare(Resize.Method.LANCZOS, (source, target, from, to) -> {
            double sum = 0;
            for (int index = 0; index < source; index++) {
                sum += lanczos(source, target, index, to);
            }
            return lanczos(source, target, from, to) / sum;
        }, true);
    }

    @Test
    void aBoxGivesTheBitsOfTheCopiedPart() {
        GreyPicture picture = RandomPictures.grey(41, 29, 6);
        PixelBox box = new PixelBox(3, 7, 26, 38);
        short[] copied = new short[box.height() * box.width()];
        for (int row = 0; row < box.height(); row++) {
            System.arraycopy(picture.levels(), (box.y0() + row) * 29 + box.x0(), copied, row * box.width(),
                    box.width());
        }
        GreyPicture part = new GreyPicture(box.height(), box.width(), 16, copied);
        for (Resize.Method method : Resize.Method.values()) {
            Resize resize = method.between(box.height(), box.width(), 11, 17);
            assertThat(resize.apply(picture, box)).as(method.word()).containsExactly(resize.apply(part));
        }
    }

    @Test
    void theSameSizeChangesNothing() {
        GreyPicture picture = RandomPictures.grey(9, 13, 2);
        for (Resize.Method method : Resize.Method.values()) {
            float[] same = method.between(9, 13, 9, 13).apply(picture);
            for (int index = 0; index < same.length; index++) {
                assertThat((double) same[index]).as(method.word())
                        .isCloseTo(Short.toUnsignedInt(picture.levels()[index]), within(ROUNDING));
            }
        }
    }

    @Test
    void constantPicturesStayConstant() {
        short[] levels = new short[7 * 10];
        Arrays.fill(levels, (short) 40_000);
        for (Resize.Method method : Resize.Method.values()) {
            for (float level : method.between(7, 10, 5, 23).apply(new GreyPicture(7, 10, 16, levels))) {
                assertThat((double) level).as(method.word()).isCloseTo(40_000, within(ROUNDING));
            }
        }
    }

    @Test
    void methodsAreFoundByTheirNames() {
        for (Resize.Method method : Resize.Method.values()) {
            assertThat(Resize.Method.named(method.word())).isEqualTo(method);
        }
        assertThatThrownBy(() -> Resize.Method.named("cubic")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("cubic", "area", "bilinear", "lanczos");
    }

    private static double lanczos(int source, int target, int from, int to) {
        double scale = (double) source / target;
        double distance = (from + 0.5 - (to + 0.5) * scale) / Math.max(1, scale);
        if (Math.abs(distance) >= 3) {
            return 0;
        }
        return distance == 0 ? 1 : 3 * Math.sin(Math.PI * distance) * Math.sin(Math.PI * distance / 3)
                / (Math.PI * Math.PI * distance * distance);
    }

    private static void compare(Resize.Method method, Weight weight, boolean grows) {
        for (int[] size : RandomPictures.SIZES) {
            GreyPicture picture = RandomPictures.grey(size[0], size[1], 5);
            for (int[] target : TARGETS) {
                if (grows || target[0] <= size[0] && target[1] <= size[1]) {
                    float[] resized = method.between(size[0], size[1], target[0], target[1]).apply(picture);
                    double[] expected = slow(picture, target[0], target[1], weight);
                    assertThat(resized).hasSize(expected.length);
                    for (int index = 0; index < expected.length; index++) {
                        assertThat((double) resized[index]).as("%s %d x %d to %d x %d at %d", method.word(), size[0],
                                size[1], target[0], target[1], index).isCloseTo(expected[index], within(ROUNDING));
                    }
                }
            }
        }
    }

    private static double[] slow(GreyPicture picture, int targetHeight, int targetWidth, Weight weight) {
        double[] resized = new double[targetHeight * targetWidth];
        for (int index = 0; index < resized.length; index++) {
            for (int row = 0; row < picture.height(); row++) {
                for (int column = 0; column < picture.width(); column++) {
                    resized[index] += picture.level(row, column)
                            * weight.of(picture.height(), targetHeight, row, index / targetWidth)
                            * weight.of(picture.width(), targetWidth, column, index % targetWidth);
                }
            }
        }
        return resized;
    }
}
