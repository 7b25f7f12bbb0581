package dev.nacre.mammo.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.core.Key;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PectoralMuscleTest {
    private static final int HEIGHT = 256;
    private static final int WIDTH = 128;

    /** A breast of half an ellipse with noise and, in its upper left corner, a bright triangle. */
    private static float[] picture(double across, double down, double muscle) {
        float[] levels = new float[HEIGHT * WIDTH];
        for (int row = 0; row < HEIGHT; row++) {
            for (int column = 0; column < WIDTH; column++) {
                int index = row * WIDTH + column;
                if (breast().at(row, column)) {
                    boolean inside = column / across + row / down < 1;
                    levels[index] = (float) (0.25 + 0.1 * Key.of(3).uniform(index) + (inside ? muscle : 0));
                }
            }
        }
        return levels;
    }

    private static Mask breast() {
        boolean[] inside = new boolean[HEIGHT * WIDTH];
        for (int row = 0; row < HEIGHT; row++) {
            for (int column = 0; column < WIDTH; column++) {
                double y = (row - HEIGHT / 2.0) / (HEIGHT / 2.0);
                inside[row * WIDTH + column] = column < WIDTH * Math.sqrt(Math.max(0, 1 - y * y / 1.2));
            }
        }
        return new Mask(HEIGHT, WIDTH, inside);
    }

    @ParameterizedTest
    @CsvSource({"60, 120, 0.3", "40, 180, 0.2", "90, 150, 0.15", "45, 70, 0.4"})
    void theTriangleIsFound(double across, double down, double muscle) {
        Mask found = PectoralMuscle.of(picture(across, down, muscle), breast()).orElseThrow();
        int both = 0;
        int either = 0;
        for (int row = 0; row < HEIGHT; row++) {
            for (int column = 0; column < WIDTH; column++) {
                boolean truth = column / across + row / down < 1 && breast().at(row, column);
                both += truth && found.at(row, column) ? 1 : 0;
                either += truth || found.at(row, column) ? 1 : 0;
            }
        }
        assertThat((double) both / either).isGreaterThan(0.9);
    }

    @Test
    void whereThereIsNoStepThereIsNoMuscle() {
        assertThat(PectoralMuscle.of(picture(60, 120, 0), breast())).isEmpty();
        assertThat(PectoralMuscle.of(new float[HEIGHT * WIDTH], breast())).isEmpty();
    }

    @Test
    void aDarkCornerIsNoMuscle() {
        assertThat(PectoralMuscle.of(picture(60, 120, -0.2), breast())).isEmpty();
    }

    @Test
    void withoutABreastThereIsNoMuscle() {
        Mask nothing = new Mask(HEIGHT, WIDTH, new boolean[HEIGHT * WIDTH]);
        float[] bright = new float[HEIGHT * WIDTH];
        Arrays.fill(bright, 1);
        assertThat(PectoralMuscle.of(bright, nothing)).isEmpty();
    }
}
