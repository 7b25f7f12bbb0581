package dev.nacre.mammo.finealign.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.DType;
import dev.nacre.core.Key;
import dev.nacre.core.Tensor;
import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.exam.SideLabel;
import dev.nacre.mammo.image.PictureBatch;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SideScoresTest {
    private static final int SIDE = 80;
    private static final List<BreastPictures> BREASTS = List.of(
            new BreastPictures(0, Laterality.LEFT, List.of(0, 1)), new BreastPictures(0, Laterality.RIGHT, List.of(2)));

    /** Three pictures; outside the left 60 columns there is no tissue. */
    private static PictureBatch tissue() {
        float[] mask = new float[3 * SIDE * SIDE];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = i % SIDE < 60 ? 1 : 0;
        }
        return new PictureBatch(3, SIDE, SIDE, mask);
    }

    @Test
    void theBrightestTwentiethOfBothViewsCellsCounts() {
        Tensor awareness = Slopes.shares(1, 3, SIDE, SIDE, 1);
        double[] a = awareness.toDoubles();
        double[] ofTwo = new double[2 * 300];
        double[] ofOne = new double[300];
        for (int i = 0; i < a.length; i++) {
            int picture = i / (SIDE * SIDE);
            int cell = i / SIDE % SIDE / 4 * 15 + i % SIDE / 4;
            if (i % SIDE < 60) {
                (picture < 2 ? ofTwo : ofOne)[picture == 1 ? 300 + cell : cell] += a[i] / 16;
            }
        }
        Arrays.sort(ofTwo);
        Arrays.sort(ofOne);
        double[] found = SideScores.of(awareness, tissue(), BREASTS).toDoubles();
        assertThat(found[0]).isCloseTo(Arrays.stream(ofTwo, 570, 600).average().orElseThrow(), within(1e-7));
        assertThat(found[1]).isCloseTo(Arrays.stream(ofOne, 285, 300).average().orElseThrow(), within(1e-7));
    }

    @Test
    void equalCellsCountNoMoreThanTheirShare() {
        assertThat(SideScores.of(Tensor.full(0.25, DType.FLOAT32, Slopes.shares(2, 3, SIDE, SIDE, 1).shape()),
                tissue(), BREASTS).toDoubles()).containsExactly(new double[] {0.25, 0.25}, within(1e-6));
    }

    @Test
    void theLargestAreFoundWithoutSorting() {
        for (int seed = 0; seed < 20; seed++) {
            float[] values = new float[101];
            for (int i = 0; i < values.length; i++) {
                values[i] = Key.of(seed).below(40, i);
            }
            float[] sorted = values.clone();
            Arrays.sort(sorted);
            int rank = 5 * seed;
            assertThat(Largest.at(values, values.length, rank)).isEqualTo(sorted[100 - rank]);
        }
    }

    @Test
    void suspiciousAndCalmBreastsCountTheSame() {
        Tensor scores = Tensor.of(new double[] {0.8, 0.3, 0.6, 0.9, 0.1}, 5);
        List<SideLabel> labels = List.of(SideLabel.SUSPICIOUS, SideLabel.CALM, SideLabel.CALM, SideLabel.UNKNOWN,
                SideLabel.CALM);
        double calm = -(Math.log(0.7) + Math.log(0.4) + Math.log(0.9)) / 3;
        assertThat(SideScores.loss(scores, labels).orElseThrow().item())
                .isCloseTo((-Math.log(0.8) + calm) / 2, within(1e-9));
        assertThat(SideScores.loss(scores.slice(0, 0, 1), labels.subList(0, 1)).orElseThrow().item())
                .isCloseTo(-Math.log(0.8), within(1e-9));
        assertThat(SideScores.loss(scores.slice(0, 3, 4), labels.subList(3, 4))).isEmpty();
    }

    @Test
    void gradientsAreTheSlopes() {
        List<SideLabel> labels = List.of(SideLabel.SUSPICIOUS, SideLabel.CALM);
        // Four cells in each picture: the largest one of eight and of four.
        PictureBatch tissue = new PictureBatch(3, 8, 8, filled(192));
        Slopes.check(in -> SideScores.loss(SideScores.of(in.getFirst(), tissue, BREASTS), labels).orElseThrow(),
                Slopes.shares(3, 3, 8, 8, 1));
    }

    private static float[] filled(int length) {
        float[] ones = new float[length];
        Arrays.fill(ones, 1);
        return ones;
    }
}
