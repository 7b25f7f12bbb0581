package dev.nacre.mammo.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.mammo.image.StructuringElement.Disc;
import dev.nacre.mammo.image.StructuringElement.Rectangle;
import org.junit.jupiter.api.Test;

/** The fast operations against plain loops over every element. */
class BinaryMorphologyTest {
    private static final StructuringElement[] ELEMENTS = {new Rectangle(0, 0), new Rectangle(1, 1),
        new Rectangle(0, 2), new Rectangle(3, 0), new Rectangle(2, 5), new Rectangle(100, 1_000_000), new Disc(0),
        new Disc(1), new Disc(1.5), new Disc(3), new Disc(40_000)};

    @Test
    void equalsPlainLoops() {
        for (int[] size : RandomPictures.SIZES) {
            for (double share : new double[] {0, 0.1, 0.5, 0.9, 1}) {
                Mask mask = RandomPictures.mask(size[0], size[1], share, 7);
                boolean[] before = mask.inside().clone();
                for (StructuringElement element : ELEMENTS) {
                    Mask eroded = slow(mask, element, false);
                    Mask dilated = slow(mask, element, true);
                    String where = size[0] + " x " + size[1] + ", " + element + ", " + share;
                    same(BinaryMorphology.erode(mask, element), eroded, where);
                    same(BinaryMorphology.dilate(mask, element), dilated, where);
                    same(BinaryMorphology.open(mask, element), slow(eroded, element, true), where);
                    same(BinaryMorphology.close(mask, element), slow(dilated, element, false), where);
                }
                assertThat(mask.inside()).containsExactly(before);
            }
        }
    }

    @Test
    void openingsAndClosingsAreIdempotent() {
        Mask mask = RandomPictures.mask(29, 23, 0.6, 2);
        for (StructuringElement element : ELEMENTS) {
            Mask opened = BinaryMorphology.open(mask, element);
            Mask closed = BinaryMorphology.close(mask, element);
            same(BinaryMorphology.open(opened, element), opened, element.toString());
            same(BinaryMorphology.close(closed, element), closed, element.toString());
        }
    }

    @Test
    void impossibleDiscsAreRefused() {
        assertThatThrownBy(() -> new Disc(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Disc(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }

    private static void same(Mask mask, Mask expected, String where) {
        assertThat(mask.inside()).as(where).containsExactly(expected.inside());
    }

    private static boolean covers(StructuringElement element, int down, int across) {
        return switch (element) {
            case Rectangle(int rows, int columns) -> Math.abs(down) <= rows && Math.abs(across) <= columns;
            case Disc(double radius) -> Math.sqrt(down * down + across * across) <= radius;
        };
    }

    /** Whether any pixel under the element is inside, or, for the erosion, none is outside. */
    private static Mask slow(Mask mask, StructuringElement element, boolean any) {
        boolean[] result = new boolean[mask.inside().length];
        for (int row = 0; row < mask.height(); row++) {
            for (int column = 0; column < mask.width(); column++) {
                boolean found = !any;
                for (int y = 0; y < mask.height(); y++) {
                    for (int x = 0; x < mask.width(); x++) {
                        if (covers(element, y - row, x - column)) {
                            found = any ? found || mask.at(y, x) : found && mask.at(y, x);
                        }
                    }
                }
                result[row * mask.width() + column] = found;
            }
        }
        return new Mask(mask.height(), mask.width(), result);
    }
}
