package dev.nacre.mammo.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.mammo.image.GreyPicture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WhiteTopHatTest {
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
    void theDotIsKeptAndTheSlopeDropped() {
        short[] hat = new WhiteTopHat(1).transform(dotOnSlope()).levels();
        assertThat(hat[410]).isEqualTo((short) 500);
        hat[410] = hat[411] = hat[450] = hat[451] = 0;
        // At the right border no square fits that keeps the brightest column.
        assertThat(IntStream.range(0, hat.length).filter(index -> index % SIDE < SIDE - 1))
                .allMatch(index -> hat[index] == 0);
    }

    @Test
    void aSquareOfNoSizeIsRefused() {
        assertThatThrownBy(() -> new WhiteTopHat(0)).hasMessageContaining("radius 0");
    }
}
