package dev.nacre.mammo.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.Key;
import org.junit.jupiter.api.Test;

/** The published training's geometry, composed here step by step on points. */
class PaperAugmentationTest {
    private static final int HEIGHT = 1520;
    private static final int WIDTH = 912;
    private static final double ANGLE = Math.toRadians(-20);

    @Test
    void theSkewIsThatOfTheLibrary() {
        for (int seed = 0; seed < 20; seed++) {
            Key key = Key.of(seed);
            PlaneAffine map = new RandomAffine.Paper().draw(HEIGHT, WIDTH, key);
            for (double[] point : new double[][] {{0, 0}, {912, 0}, {100, 1500}, {456, 760}}) {
                double x = point[0] - WIDTH / 2.0;
                double y = point[1] - HEIGHT / 2.0;
                // Turned by -90 degrees, sheared along x by -20, turned back.
                double turnedX = y;
                double turnedY = -x;
                turnedX -= Math.tan(ANGLE) * turnedY;
                x = -turnedY;
                y = turnedX;
                x *= 0.8 + 0.4 * key.uniform(6);
                y *= 0.8 + 0.4 * key.uniform(7);
                x -= Math.tan(ANGLE) * y;
                double rotatedX = Math.cos(ANGLE) * x - Math.sin(ANGLE) * y;
                double rotatedY = Math.sin(ANGLE) * x + Math.cos(ANGLE) * y;
                PlanePoint expected = new PlanePoint(rotatedX + WIDTH / 2.0 + 91.2, rotatedY + HEIGHT / 2.0 + 152);
                PlanePoint found = map.apply(point[0], point[1]);
                assertThat(found.x()).isCloseTo(expected.x(), within(1e-9));
                assertThat(found.y()).isCloseTo(expected.y(), within(1e-9));
            }
        }
    }

    @Test
    void threeCornersOfASquareMoveByTheirOwnDistances() {
        for (int seed = 0; seed < 20; seed++) {
            Key key = Key.of(seed);
            PlaneAffine map = RandomElastic.PAPER.affine(HEIGHT, WIDTH, key);
            // In the library's coordinates, where a pixel's centre is a whole number.
            double[][] corners = {{760 + 304, 456 + 304}, {760 + 304, 456 - 304}, {760 - 304, 456 - 304}};
            for (int corner = 0; corner < 3; corner++) {
                double moveX = 50 * (2 * key.uniform(1 + 2 * corner) - 1);
                double moveY = 50 * (2 * key.uniform(2 + 2 * corner) - 1);
                PlanePoint found = map.apply(corners[corner][0] + 0.5, corners[corner][1] + 0.5);
                assertThat(found.x() - 0.5).isCloseTo(corners[corner][0] + moveX, within(1e-9));
                assertThat(found.y() - 0.5).isCloseTo(corners[corner][1] + moveY, within(1e-9));
            }
        }
    }

    @Test
    void withoutJitterOnlyTheFieldRemains() {
        float[] levels = RandomPictures.floats(33 * 27, 1);
        assertThat(new RandomElastic(20, 3, 0).apply(levels, 33, 27, Key.of(5)))
                .containsExactly(new ElasticWarp(20, 3, Border.REFLECT_101).apply(levels, 33, 27, Key.of(5).child(0)));
    }

    @Test
    void tinyPicturesSurviveTheJitter() {
        for (int[] size : RandomPictures.SIZES) {
            float[] levels = RandomPictures.floats(size[0] * size[1], 1);
            for (int seed = 0; seed < 50; seed++) {
                assertThat(PictureAugmentation.PAPER.apply(levels, size[0], size[1], Key.of(seed)))
                        .hasSize(levels.length).doesNotContain(Float.NaN);
            }
        }
    }
}
