package dev.nacre.mammo.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PictureMapTest {
    @Test
    void enlargedMapsRunStraightBetweenCentresAndKeepTheirMean() {
        PictureMap large = new PictureMap(2, 2, new float[] {0, 4, 8, 12}).enlarged(2, 4);
        assertThat(large.values()).containsExactly(new float[] {0, 1, 3, 4, 8, 9, 11, 12}, within(1e-6f));
        PictureMap larger = new PictureMap(1, 3, new float[] {1, 5, 0}).enlarged(6, 12);
        double sum = 0;
        for (float value : larger.values()) {
            sum += value;
        }
        assertThat(sum / larger.values().length).isCloseTo(2, within(1e-6));
    }
}
