package dev.nacre.mammo.task.factor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class FactorMapTest {
    /** Four channels of two by two places. */
    private static final float[] MAPS = {0, 1, 2, 4, 5, 5, 5, 5, 8, 6, 4, 0, 1, 0, 0, 0};
    private static final float[] SLOPES = {1, 1, 1, 1, 9, 9, 9, 9, -1, -1, -1, -1, 1, 1, 1, 1};

    private static FactorMap map(MapRecipe recipe, int channels, double... cosines) {
        return FactorMap.of("query", new FactorMap.Evidence(2, 2, MAPS, SLOPES, cosines), recipe, channels);
    }

    @Test
    void theNearestChannelsAreStretchedAndWeighted() {
        // (0.5 [0 0.25 0.5 1] + 0.25 [1 0.75 0.5 0]) over its highest, 0.5.
        FactorMap map = map(MapRecipe.STRETCHED, 2, 0.5, -1, 0.25, 0.1);
        assertThat(map.channels()).containsExactly(0, 2);
        assertThat(map.score()).isEqualTo(0.5);
        assertThat(map.coarse().values()).containsExactly(0.5f, 0.625f, 0.75f, 1);
    }

    /** The third channel is low where the attribute is, which its slopes say. */
    @Test
    void slopesTurnChannelsThatAreLowWhereTheAttributeIs() {
        // 0.5 [-1.75 -0.75 0.25 2.25] + 0.25 [-3.5 -1.5 0.5 4.5] = [-1.75 -0.75 0.25 2.25].
        FactorMap map = map(MapRecipe.SLOPES, 2, 0.5, -1, 0.25, 0.1);
        assertThat(map.coarse().values()).containsExactly(0, 0, (float) (0.25 / 2.25), 1);
    }

    @Test
    void aChannelThatIsTheSameEverywhereShowsNothing() {
        for (MapRecipe recipe : MapRecipe.values()) {
            assertThat(map(recipe, 1, 0, 0.9, 0, 0).coarse().values()).containsOnly(0);
        }
    }

    @Test
    void channelsThatPointAwayHaveNoWeightUnlessAllDo() {
        assertThat(map(MapRecipe.STRETCHED, 2, 0.5, -1, -0.1, -0.2).coarse().values())
                .containsExactly(0, 0.25f, 0.5f, 1);
        // ([0 0.25 0.5 1] + [1 0.75 0.5 0]) / 1.
        assertThat(map(MapRecipe.STRETCHED, 2, -0.5, -1, -0.6, -0.7).coarse().values())
                .containsExactly(1, 1, 1, 1);
    }

    @Test
    void ofEquallyNearChannelsTheFirstCounts() {
        assertThat(map(MapRecipe.STRETCHED, 1, 0.2, 0.2, 0.2, 0.2).channels()).containsExactly(0);
        assertThat(map(MapRecipe.STRETCHED, 9, 0.2, 0.2, 0.2, 0.2).channels()).containsExactly(0, 1, 2, 3);
        assertThatThrownBy(() -> map(MapRecipe.STRETCHED, 0, 1, 1, 1, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
