package dev.nacre.mammo.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DistanceTransformTest {
    @Test
    void equalsThePlainSearchForTheNearestPixel() {
        for (int[] size : RandomPictures.SIZES) {
            for (double share : new double[] {0, 0.02, 0.2, 1}) {
                Mask mask = RandomPictures.mask(size[0], size[1], share, 11);
                assertThat(DistanceTransform.squared(mask)).as("%d x %d, %s", size[0], size[1], share)
                        .containsExactly(slow(mask));
            }
        }
    }

    @Test
    void distancesThatDoNotFitAreFar() {
        boolean[] inside = new boolean[50_000];
        inside[0] = true;
        int[] squared = DistanceTransform.squared(new Mask(1, inside.length, inside));
        assertThat(squared[46_340]).isEqualTo(46_340 * 46_340);
        assertThat(squared[46_341]).isEqualTo(DistanceTransform.FAR);
        assertThat(DistanceTransform.squared(new Mask(inside.length, 1, inside))).containsExactly(squared);
    }

    private static int[] slow(Mask mask) {
        int[] squared = new int[mask.inside().length];
        for (int index = 0; index < squared.length; index++) {
            squared[index] = DistanceTransform.FAR;
            for (int other = 0; other < squared.length; other++) {
                if (mask.inside()[other]) {
                    int down = index / mask.width() - other / mask.width();
                    int across = index % mask.width() - other % mask.width();
                    squared[index] = Math.min(squared[index], down * down + across * across);
                }
            }
        }
        return squared;
    }
}
