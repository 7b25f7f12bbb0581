package dev.nacre.mammo.task.detection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.core.Key;
import org.junit.jupiter.api.Test;

class TilePlacesTest {
    @Test
    void tilesCoverTheSideAndEndWithIt() {
        assertThat(TilePlaces.along(512, 512, 128).starts()).containsExactly(0);
        assertThat(TilePlaces.along(300, 512, 128).starts()).containsExactly(0);
        assertThat(TilePlaces.along(513, 512, 128).starts()).containsExactly(0, 1);
        assertThat(TilePlaces.along(896, 512, 128).starts()).containsExactly(0, 384);
        assertThat(TilePlaces.along(1000, 512, 128).starts()).containsExactly(0, 384, 488);
    }

    @Test
    void whateverIsShorterThanTheOverlapIsKeptByATileThatShowsItWhole() {
        for (int length : new int[] {90, 100, 101, 160, 230}) {
            TilePlaces places = TilePlaces.along(length, 100, 40);
            for (double low = 0; low + 30 <= length; low += 0.25) {
                int kept = 0;
                for (int number = 0; number < places.starts().length; number++) {
                    double start = places.starts()[number];
                    // What a perfect detector finds in this tile.
                    double from = Math.max(low, start);
                    double to = Math.min(low + 30, start + 100);
                    boolean keeps = to > from && !places.belongsToNeighbour(number, from, to);
                    assertThat(keeps && to - from < 30).as("a part of [%s, %s) in a side of %d", low, low + 30, length)
                            .isFalse();
                    kept += keeps ? 1 : 0;
                }
                assertThat(kept).as("[%s, %s) in a side of %d", low, low + 30, length).isPositive();
            }
        }
    }

    @Test
    void whatIsLongerThanTheOverlapIsNotLost() {
        TilePlaces places = TilePlaces.along(200, 100, 20);
        assertThat(places.starts()).containsExactly(0, 80, 100);
        assertThat(places.belongsToNeighbour(0, 50, 100)).isFalse();
        assertThat(places.belongsToNeighbour(0, 85, 100)).isTrue();
        assertThat(places.belongsToNeighbour(0, 0, 20)).isFalse();
    }

    @Test
    void aRandomTileHoldsItsPlaceAndLiesInThePicture() {
        for (int seed = 0; seed < 200; seed++) {
            double place = 300 * Key.of(seed).uniform(7);
            int start = TilePlaces.around(place, 300, 64, Key.of(seed));
            assertThat(start).isBetween(0, 236);
            assertThat(place).isBetween((double) start, start + 64.0);
        }
        assertThat(TilePlaces.around(20, 40, 64, Key.of(1))).isZero();
    }
}
