package dev.nacre.mammo.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GreyHistogramTest {
    @Test
    void countsEveryPixelOfABoxOnce() {
        for (int[] size : RandomPictures.SIZES) {
            GreyPicture picture = RandomPictures.grey(size[0], size[1], 9);
            for (int index = 0; index < picture.levels().length; index += 2) {
                picture.levels()[index] = -1;
            }
            PixelBox box = new PixelBox(size[1] / 3, size[0] / 4, size[1], size[0]);
            int[] counts = new int[65_536];
            for (int row = box.y0(); row < box.y1(); row++) {
                for (int column = box.x0(); column < box.x1(); column++) {
                    counts[picture.level(row, column)]++;
                }
            }
            GreyHistogram histogram = GreyHistogram.of(picture, box);
            assertThat(histogram.counts()).containsExactly(counts);
            assertThat(histogram.pixels()).isEqualTo(box.width() * box.height());
        }
    }
}
