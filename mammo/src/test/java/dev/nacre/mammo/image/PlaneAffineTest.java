package dev.nacre.mammo.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.Key;
import dev.nacre.core.io.Json;
import org.junit.jupiter.api.Test;

class PlaneAffineTest {
    @Test
    void aPointGoesWhereTheFormulaSays() {
        assertThat(new PlaneAffine(2, 3, 5, 7, 11, 13).apply(10, 100)).isEqualTo(new PlanePoint(325, 1183));
    }

    @Test
    void cropsResizesAndFlipsMovePixelCentres() {
        assertThat(PlaneAffine.shift(-3, -2).apply(3.5, 2.5)).isEqualTo(new PlanePoint(0.5, 0.5));
        // Pixels 0 and 1 of a row become pixel 0 of a row half as long: their common border becomes its centre.
        assertThat(PlaneAffine.scale(0.5, 0.5).apply(1, 1)).isEqualTo(new PlanePoint(0.5, 0.5));
        assertThat(PlaneAffine.flipHorizontally(7).apply(0.5, 2.5)).isEqualTo(new PlanePoint(6.5, 2.5));
        assertThat(PlaneAffine.flipVertically(7).apply(0.5, 2.5)).isEqualTo(new PlanePoint(0.5, 4.5));
    }

    @Test
    void thenAppliesTheOtherAfterwards() {
        for (int trial = 0; trial < 50; trial++) {
            PlaneAffine first = random(Key.of(trial).child(0));
            PlaneAffine second = random(Key.of(trial).child(1));
            PlanePoint middle = first.apply(17, -4);
            PlanePoint end = second.apply(middle.x(), middle.y());
            PlanePoint composed = first.then(second).apply(17, -4);
            assertThat(composed.x()).isCloseTo(end.x(), within(1e-9));
            assertThat(composed.y()).isCloseTo(end.y(), within(1e-9));
        }
    }

    @Test
    void theInverseComposesToTheIdentity() {
        for (int trial = 0; trial < 50; trial++) {
            PlaneAffine map = random(Key.of(trial));
            for (PlaneAffine composed : new PlaneAffine[] {map.then(map.inverse()), map.inverse().then(map)}) {
                PlanePoint back = composed.apply(1234, 567);
                assertThat(back.x()).isCloseTo(1234, within(1e-7));
                assertThat(back.y()).isCloseTo(567, within(1e-7));
            }
            assertThat(map.determinant() * map.inverse().determinant()).isCloseTo(1, within(1e-9));
        }
    }

    @Test
    void mapsThatDoTheSameAreEqual() {
        assertThat(PlaneAffine.IDENTITY.inverse()).isEqualTo(PlaneAffine.IDENTITY);
        assertThat(PlaneAffine.flipHorizontally(8).inverse()).isEqualTo(PlaneAffine.flipHorizontally(8));
        assertThat(PlaneAffine.shift(3, -4).then(PlaneAffine.shift(-3, 4))).isEqualTo(PlaneAffine.IDENTITY);
    }

    @Test
    void flatMapsHaveNoInverseAndInfiniteOnesDoNotExist() {
        assertThatThrownBy(() -> new PlaneAffine(1, 2, 0, 2, 4, 0).inverse())
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("flattens");
        assertThatThrownBy(() -> PlaneAffine.scale(Double.NaN, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PlaneAffine.scale(1e-200, 1e-200).inverse())
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void jsonBringsBackTheSameNumbers() {
        PlaneAffine map = random(Key.of(3));
        assertThat(PlaneAffine.fromJson(Json.parse(map.toJson().toString()))).isEqualTo(map);
    }

    private static PlaneAffine random(Key key) {
        return new PlaneAffine(1 + key.uniform(0), key.uniform(1) / 2, 900 * key.uniform(2), key.uniform(3) / 2,
                -1 - key.uniform(4), 900 * key.uniform(5));
    }
}
