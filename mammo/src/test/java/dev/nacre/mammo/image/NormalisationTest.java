package dev.nacre.mammo.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.io.Json;
import dev.nacre.nn.InputException;
import org.junit.jupiter.api.Test;

class NormalisationTest {
    private static final Normalisation PICTURE = Normalisation.MAMMO_CLIP;

    @Test
    void scalesToZeroAndOneThenStandardises() {
        float[] levels = {10, 20, 30};
        assertThat(PICTURE.apply(levels, 8, "x.png")).containsExactly(new float[] {
            (float) (-0.3089279 / 0.25053555408335154),
            (float) ((0.5 - 0.3089279) / 0.25053555408335154),
            (float) ((1 - 0.3089279) / 0.25053555408335154)}, within(1e-6f));
        assertThat(levels).containsExactly(10, 20, 30);
    }

    @Test
    void scaleAndOffsetOfTheLevelsDoNotMatterWhenTheRangeIsThatOfThePicture() {
        assertThat(PICTURE.apply(new float[] {0, 257, 65535}, 16, "x"))
                .containsExactly(PICTURE.apply(new float[] {0, 1, 255}, 8, "x"), within(1e-6f));
    }

    @Test
    void theRangeOfTheLevelsDependsOnTheBitsAlone() {
        assertThat(Normalisation.UNIT.apply(new float[] {0, 51, 51}, 8, "x")).containsExactly(0, 0.2f, 0.2f);
        assertThat(Normalisation.UNIT.apply(new float[] {65535, 13107}, 16, "x")).containsExactly(1, 0.2f);
    }

    @Test
    void constantLevelsAreRefusedByName() {
        assertThatThrownBy(() -> PICTURE.apply(new float[] {5, 5, 5}, 8, "x.png"))
                .isInstanceOf(InputException.class).hasMessageContainingAll("x.png", "constant");
        assertThatThrownBy(() -> PICTURE.apply(new float[] {Float.NaN, 5, 5}, 8, "x.png"))
                .isInstanceOf(InputException.class);
    }

    @Test
    void isSavedAsJsonAndReadBack() {
        for (Normalisation one : new Normalisation[] {PICTURE, Normalisation.UNIT}) {
            assertThat(Normalisation.fromJson(Json.parse(one.toJson().toString()))).isEqualTo(one);
        }
    }
}
