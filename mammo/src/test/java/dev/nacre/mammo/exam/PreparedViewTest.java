package dev.nacre.mammo.exam;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.mammo.image.AppliedRecipe;
import dev.nacre.mammo.image.Mask;
import dev.nacre.mammo.image.PixelBox;
import dev.nacre.mammo.image.PlaneAffine;
import dev.nacre.mammo.image.PreparedPicture;
import org.junit.jupiter.api.Test;

class PreparedViewTest {
    private static final int HEIGHT = 192;
    private static final int WIDTH = 100;
    /** 192 / 64. */
    private static final int RIM = 3;

    @Test
    void theRimTowardsTheAirIsNotSearched() {
        PreparedView view = PreparedView.of(halfDisc(HEIGHT), ExamView.LEFT_CC);
        for (int row = 0; row < HEIGHT; row++) {
            for (int column = 0; column < WIDTH; column++) {
                double depth = 80 - Math.hypot(column + 0.5, row + 0.5 - HEIGHT / 2.0);
                if (depth > RIM + 1) {
                    assertThat(view.searched().at(row, column)).as("%d, %d", row, column).isTrue();
                }
                if (depth < RIM - 1) {
                    assertThat(view.searched().at(row, column)).as("%d, %d", row, column).isFalse();
                }
            }
        }
        assertThat(view.breast().at(HEIGHT / 2, 79)).isTrue();
    }

    /** The chest wall, and rows that the picture does not show. */
    @Test
    void whereThePictureEndsThereIsNoRim() {
        int shown = HEIGHT / 2;
        PreparedView view = PreparedView.of(halfDisc(shown), ExamView.RIGHT_CC);
        assertThat(view.searched().at(30, 0)).isTrue();
        assertThat(view.breast().at(shown - 1, 40)).isTrue();
        assertThat(view.searched().at(shown - 1, 40)).isTrue();
        assertThat(view.breast().at(shown, 40)).isFalse();
    }

    @Test
    void aPictureWithoutABreastHasNothingToSearch() {
        PreparedPicture black = picture(new float[HEIGHT * WIDTH], HEIGHT);
        Mask searched = PreparedView.of(black, ExamView.LEFT_CC).searched();
        assertThat(searched.count()).isZero();
    }

    /** A half disc of radius 80 at the left, in a picture that shows so many rows of it. */
    private static PreparedPicture halfDisc(int rows) {
        float[] levels = new float[HEIGHT * WIDTH];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < WIDTH; column++) {
                levels[row * WIDTH + column] = Math.hypot(column + 0.5, row + 0.5 - HEIGHT / 2.0) < 80 ? 100 : 0;
            }
        }
        return picture(levels, rows);
    }

    private static PreparedPicture picture(float[] levels, int rows) {
        return new PreparedPicture(HEIGHT, WIDTH, 8, levels, new AppliedRecipe("test", "", false,
                new PixelBox(0, 0, WIDTH, rows), false, PlaneAffine.IDENTITY));
    }
}
