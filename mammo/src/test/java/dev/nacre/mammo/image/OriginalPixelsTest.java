package dev.nacre.mammo.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class OriginalPixelsTest {
    private static final int HEIGHT = 400;
    private static final int WIDTH = 300;

    /** Acceptance test 10 of the specification, in the pixels that are larger: there and back, at most one away. */
    @Test
    void aMaskComesBackWithinAPixel() {
        for (int[] size : new int[][] {{512, 384}, {256, 128}, {160, 120}, {64, 32}}) {
            AppliedRecipe applied = PixelRecipe.oriented(size[0], size[1]).apply(mammogram()).applied();
            assertThat(applied.flipped()).isTrue();
            Mask truth = disc(180, 190, 40);
            Mask prepared = OriginalPixels.prepared(truth, applied, size[0], size[1]);
            Mask back = OriginalPixels.mask(prepared, applied, HEIGHT, WIDTH);
            double pixel = Math.max(1, 1 / Math.sqrt(Math.abs(applied.toPrepared().determinant())));
            assertThat(farthest(truth, back)).isLessThanOrEqualTo(pixel);
            assertThat(farthest(back, truth)).isLessThanOrEqualTo(pixel);
        }
    }

    @Test
    void aBoxComesBackExactly() {
        AppliedRecipe applied = PixelRecipe.oriented(256, 128).apply(mammogram()).applied();
        PlaneBox box = new PlaneBox(150, 100, 220, 160);
        PlaneBox back = box.mapped(applied.toPrepared()).mapped(applied.toOriginal());
        assertThat(back.x0()).isCloseTo(150, within(1e-9));
        assertThat(back.y1()).isCloseTo(160, within(1e-9));
    }

    @Test
    void aSmallLesionDoesNotVanish() {
        AppliedRecipe applied = new AppliedRecipe("test", "", false, new PixelBox(0, 0, 100, 100), false,
                PlaneAffine.scale(0.1, 0.1));
        boolean[] one = new boolean[100 * 100];
        one[35 * 100 + 72] = true;
        Mask prepared = OriginalPixels.prepared(new Mask(100, 100, one), applied, 10, 10);
        assertThat(prepared.count()).isEqualTo(1);
        assertThat(prepared.at(3, 7)).isTrue();
        assertThat(OriginalPixels.prepared(new Mask(100, 100, new boolean[10_000]), applied, 10, 10).count()).isZero();
        assertThat(OriginalPixels.millimetres(applied, 0.07)).isCloseTo(0.7, within(1e-12));
    }

    /** A half disc of tissue on the right, as a right breast is shown. */
    private static Mammogram mammogram() {
        short[] levels = new short[HEIGHT * WIDTH];
        for (int index = 0; index < levels.length; index++) {
            double x = WIDTH - index % WIDTH;
            double y = index / WIDTH - HEIGHT / 2.0;
            levels[index] = (short) (x * x / (240.0 * 240) + y * y / (170.0 * 170) < 1 ? 120 + (index * 31L) % 60 : 2);
        }
        return Mammogram.of("test", new GreyPicture(HEIGHT, WIDTH, 8, levels));
    }

    private static Mask disc(int row, int column, int radius) {
        boolean[] centre = new boolean[HEIGHT * WIDTH];
        centre[row * WIDTH + column] = true;
        return BinaryMorphology.dilate(new Mask(HEIGHT, WIDTH, centre), new StructuringElement.Disc(radius));
    }

    /** How far the pixels of one mask lie from the other at most. */
    private static double farthest(Mask one, Mask other) {
        int[] squared = DistanceTransform.squared(other);
        int farthest = 0;
        for (int index = 0; index < squared.length; index++) {
            farthest = one.inside()[index] ? Math.max(farthest, squared[index]) : farthest;
        }
        return Math.sqrt(farthest);
    }
}
