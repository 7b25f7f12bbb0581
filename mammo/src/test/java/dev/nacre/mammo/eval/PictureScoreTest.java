package dev.nacre.mammo.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.mammo.image.GreyPicture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PictureScoreTest {
    private static final int SIDE = 40;

    /** A slope with a dot of 2 x 2, 500 levels above it. */
    private static GreyPicture dotOnSlope() {
        short[] levels = new short[SIDE * SIDE];
        for (int index = 0; index < levels.length; index++) {
            levels[index] = (short) (1000 * (index % SIDE));
        }
        for (int index : new int[] {410, 411, 450, 451}) {
            levels[index] += 500;
        }
        return new GreyPicture(SIDE, SIDE, 16, levels);
    }

    @Test
    void theMaximumIsUnsigned() {
        assertThat(new MaximumGrey().of(dotOnSlope())).isEqualTo(39_000);
    }

    @Test
    void percentilesCountPixels() {
        short[] levels = new short[1000];
        for (int index = 0; index < levels.length; index++) {
            levels[index] = (short) (40_000 + (index * 7) % 1000);
        }
        GreyPicture picture = new GreyPicture(10, 100, 16, levels);
        assertThat(new GreyPercentile(0.999).of(picture)).isEqualTo(40_998);
        assertThat(new GreyPercentile(0.5).of(picture)).isEqualTo(40_499);
        assertThat(new GreyPercentile(1).of(picture)).isEqualTo(40_999);
        assertThat(new GreyPercentile(1e-9).of(picture)).isEqualTo(40_000);
        assertThat(new GreyPercentile(0.999).description()).isEqualTo("99.9th percentile");
    }

    @Test
    void theTopHatKeepsTheDotAndDropsTheSlope() {
        WhiteTopHat score = new WhiteTopHat(1, new MaximumGrey());
        short[] hat = score.transform(dotOnSlope()).levels();
        assertThat(hat[410]).isEqualTo((short) 500);
        hat[410] = hat[411] = hat[450] = hat[451] = 0;
        // At the right border no square fits that keeps the brightest column.
        assertThat(IntStream.range(0, hat.length).filter(index -> index % SIDE < SIDE - 1))
                .allMatch(index -> hat[index] == 0);
        assertThat(score.description()).isEqualTo("maximum grey level at radius 1");
    }

    @Test
    void pooling() {
        assertThat(ViewPooling.MEAN.of(1, 4)).isEqualTo(2.5);
        assertThat(ViewPooling.MAXIMUM.of(1, 4, 2)).isEqualTo(4);
        assertThatThrownBy(() -> ViewPooling.MEAN.of()).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void mistakesAreRefused() {
        assertThatThrownBy(() -> new WhiteTopHat(0, new MaximumGrey())).hasMessageContaining("radius 0");
        assertThatThrownBy(() -> new GreyPercentile(0)).hasMessageContaining("share 0");
    }
}
