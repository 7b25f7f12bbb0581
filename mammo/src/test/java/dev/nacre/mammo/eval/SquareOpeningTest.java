package dev.nacre.mammo.eval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.core.Key;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The fast opening against plain loops over every square. */
class SquareOpeningTest {
    @ParameterizedTest
    @CsvSource({"1,1,1", "1,9,2", "9,1,2", "7,11,1", "13,5,3", "17,31,4", "8,8,7", "5,3,9", "4,6,100", "31,29,2"})
    void equalsPlainLoops(int height, int width, int radius) {
        short[] levels = new short[height * width];
        for (int index = 0; index < levels.length; index++) {
            levels[index] = (short) Key.of(3).below(index % 3 == 0 ? 65536 : 40, index);
        }
        short[] before = levels.clone();
        assertThat(new SquareOpening(height, width, radius).open(levels))
                .containsExactly(slow(slow(levels, height, width, radius, true), height, width, radius, false));
        assertThat(levels).containsExactly(before);
    }

    private static short[] slow(short[] levels, int height, int width, int radius, boolean lowest) {
        short[] result = new short[levels.length];
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                int found = lowest ? 65535 : 0;
                for (int y = Math.max(0, row - radius); y <= Math.min(height - 1, row + radius); y++) {
                    for (int x = Math.max(0, column - radius); x <= Math.min(width - 1, column + radius); x++) {
                        int level = Short.toUnsignedInt(levels[y * width + x]);
                        found = lowest ? Math.min(found, level) : Math.max(found, level);
                    }
                }
                result[row * width + column] = (short) found;
            }
        }
        return result;
    }
}
