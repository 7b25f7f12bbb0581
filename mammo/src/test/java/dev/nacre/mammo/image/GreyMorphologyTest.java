package dev.nacre.mammo.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.mammo.image.StructuringElement.Rectangle;
import org.junit.jupiter.api.Test;

/** The fast operations against plain loops over every rectangle. */
class GreyMorphologyTest {
    private static final Rectangle[] ELEMENTS = {new Rectangle(0, 0), new Rectangle(1, 1), new Rectangle(0, 2),
        new Rectangle(3, 0), new Rectangle(2, 5), new Rectangle(9, 4), new Rectangle(100, 1_000_000)};

    @Test
    void equalsPlainLoops() {
        for (int[] size : RandomPictures.SIZES) {
            GreyPicture picture = RandomPictures.grey(size[0], size[1], 3);
            short[] before = picture.levels().clone();
            for (Rectangle element : ELEMENTS) {
                GreyPicture eroded = slow(picture, element, true);
                GreyPicture dilated = slow(picture, element, false);
                String where = size[0] + " x " + size[1] + ", " + element;
                same(GreyMorphology.erode(picture, element), eroded, where);
                same(GreyMorphology.dilate(picture, element), dilated, where);
                same(GreyMorphology.open(picture, element), slow(eroded, element, false), where);
                same(GreyMorphology.close(picture, element), slow(dilated, element, true), where);
            }
            assertThat(picture.levels()).containsExactly(before);
        }
    }

    @Test
    void aPictureOfSeveralStripsEqualsPlainLoops() {
        GreyPicture picture = RandomPictures.grey(5, 1300, 8);
        Rectangle element = new Rectangle(2, 3);
        same(GreyMorphology.erode(picture, element), slow(picture, element, true), "wide");
    }

    @Test
    void openingsAndClosingsAreIdempotentAndOrdered() {
        for (Rectangle element : ELEMENTS) {
            GreyPicture picture = RandomPictures.grey(23, 19, 5);
            GreyPicture opened = GreyMorphology.open(picture, element);
            GreyPicture closed = GreyMorphology.close(picture, element);
            same(GreyMorphology.open(opened, element), opened, element.toString());
            same(GreyMorphology.close(closed, element), closed, element.toString());
            for (int index = 0; index < picture.levels().length; index++) {
                assertThat(Short.toUnsignedInt(picture.levels()[index]))
                        .isBetween(Short.toUnsignedInt(opened.levels()[index]),
                                Short.toUnsignedInt(closed.levels()[index]));
            }
        }
    }

    @Test
    void negativeRadiiAreRefused() {
        assertThatThrownBy(() -> new Rectangle(-1, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static void same(GreyPicture picture, GreyPicture expected, String where) {
        assertThat(picture.levels()).as(where).containsExactly(expected.levels());
    }

    private static GreyPicture slow(GreyPicture picture, Rectangle element, boolean lowest) {
        int height = picture.height();
        int width = picture.width();
        short[] result = new short[height * width];
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                int found = lowest ? 65535 : 0;
                int top = Math.max(0, row - element.rowRadius());
                int left = Math.max(0, column - element.columnRadius());
                for (int y = top; y < Math.min(height, row + element.rowRadius() + 1); y++) {
                    for (int x = left; x < Math.min(width, column + element.columnRadius() + 1); x++) {
                        int level = picture.level(y, x);
                        found = lowest ? Math.min(found, level) : Math.max(found, level);
                    }
                }
                result[row * width + column] = (short) found;
            }
        }
        return new GreyPicture(height, width, 16, result);
    }
}
