package dev.nacre.mammo.eval.localisation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.mammo.image.Mask;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class MapPeaksTest {
    private static final int WIDTH = 10;

    private static Mask everywhere() {
        boolean[] inside = new boolean[WIDTH * WIDTH];
        Arrays.fill(inside, true);
        return new Mask(WIDTH, WIDTH, inside);
    }

    private static float[] map(int... places) {
        float[] map = new float[WIDTH * WIDTH];
        for (int place = 0; place < places.length; place++) {
            map[places[place]] = places.length - place;
        }
        return map;
    }

    @Test
    void aPeakHidesLowerOnesNearIt() {
        // (2, 2), (2, 4) at a distance of 2, (2, 5) at 3.
        List<ScoredRegion> peaks = new MapPeaks(2, 2).of(map(22, 24, 25), everywhere());
        assertThat(peaks).extracting(ScoredRegion::score).containsExactly(3.0, 1.0);
        assertThat(peaks.get(1).region().centre().x()).isEqualTo(5.5);
        assertThat(peaks.get(1).region().centre().y()).isEqualTo(2.5);
    }

    @Test
    void onlyWhatIsSearchedHasPeaks() {
        boolean[] inside = everywhere().inside();
        inside[22] = false;
        List<ScoredRegion> peaks = new MapPeaks(3, 1).of(map(22, 77), new Mask(WIDTH, WIDTH, inside));
        assertThat(peaks.getFirst().region().centre().x()).isEqualTo(7.5);
        assertThat(new MapPeaks(3, 5).of(map(22), new Mask(WIDTH, WIDTH, new boolean[100]))).isEmpty();
    }

    @Test
    void aFlatMapIsCoveredOnce() {
        assertThat(new MapPeaks(20, 9).of(new float[100], everywhere())).hasSize(1);
        assertThat(new MapPeaks(0.5, 1000).of(new float[100], everywhere())).hasSize(100);
    }
}
