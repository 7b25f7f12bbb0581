package dev.nacre.mammo.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.io.Json;
import dev.nacre.nn.InputException;
import org.junit.jupiter.api.Test;

class PicturePreparationTest {
    private final PicturePreparation preparation = PicturePreparation.mammoClip(1, 3);

    @Test
    void scalesToZeroAndOneThenStandardises() {
        float[] levels = {10, 20, 30};
        assertThat(preparation.normalise(levels, "x.png")).containsExactly(new float[] {
            (float) (-0.3089279 / 0.25053555408335154),
            (float) ((0.5 - 0.3089279) / 0.25053555408335154),
            (float) ((1 - 0.3089279) / 0.25053555408335154)}, within(1e-6f));
        assertThat(levels).containsExactly(10, 20, 30);
    }

    @Test
    void scaleAndOffsetOfTheLevelsDoNotMatter() {
        assertThat(preparation.normalise(new float[] {0, 257, 65535}, "x"))
                .containsExactly(preparation.normalise(new float[] {0, 1, 255}, "x"), within(1e-6f));
    }

    @Test
    void constantLevelsAreRefusedByName() {
        assertThatThrownBy(() -> preparation.normalise(new float[] {5, 5, 5}, "x.png"))
                .isInstanceOf(InputException.class).hasMessageContainingAll("x.png", "constant");
        assertThatThrownBy(() -> preparation.normalise(new float[] {Float.NaN, 5, 5}, "x.png"))
                .isInstanceOf(InputException.class);
    }

    @Test
    void isSavedAsJsonAndReadBack() {
        assertThat(PicturePreparation.fromJson(Json.parse(preparation.toJson().toString()))).isEqualTo(preparation);
    }

    @Test
    void resizesToItsOwnSize() {
        GreyPicture picture = new GreyPicture(2, 6, 8, new short[] {0, 2, 4, 6, 8, 10, 2, 4, 6, 8, 10, 12});
        assertThat(preparation.resize(picture)).containsExactly(2, 6, 10);
        assertThat(preparation.elements()).isEqualTo(3);
    }
}
