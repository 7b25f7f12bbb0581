package dev.nacre.mammo.phantom.xray;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.Key;
import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.phantom.breast.Asymmetry;
import dev.nacre.mammo.phantom.breast.BreastPoint;
import dev.nacre.mammo.phantom.breast.Nature;
import dev.nacre.mammo.phantom.breast.PhantomBreast;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TissueTest {
    /** The share that is asked for is the share there is, with a few percent for the walls in the fat. */
    @ParameterizedTest
    @ValueSource(doubles = {0.05, 0.12, 0.25, 0.45})
    void holdsTheShareOfGlandThatIsAskedFor(double glandular) {
        for (long seed = 0; seed < 3; seed++) {
            Tissue tissue = new Tissue(BreastSample.plain(glandular, seed));
            assertThat(share(tissue)).isCloseTo(glandular, within(0.1 * glandular + 0.01));
        }
    }

    private static double share(Tissue tissue) {
        double sum = 0;
        int points = 0;
        for (int index = 0; points < 20_000; index++) {
            Key key = Key.of(21).child(index);
            BreastPoint point = new BreastPoint(BreastSample.SHAPE.depth() * key.uniform(0),
                    BreastSample.SHAPE.radius() * (2 * key.uniform(1) - 1),
                    BreastSample.SHAPE.radius() * (2 * key.uniform(2) - 1));
            if (BreastSample.SHAPE.relativeRadius(point) < 1) {
                float here = tissue.at((float) point.forward(), (float) point.outward(), (float) point.upward());
                assertThat(here).isBetween(0f, 1f);
                sum += here;
                points++;
            }
        }
        return sum / points;
    }

    @Test
    void anAsymmetryAddsGlandWhereItIsAndNowhereElse() {
        BreastPoint place = new BreastPoint(40, 20, 10);
        Tissue without = new Tissue(BreastSample.with(Laterality.LEFT, List.of(), List.of()));
        Tissue with = new Tissue(BreastSample.with(Laterality.LEFT,
                List.of(new Asymmetry(place, 12, 0.9, Nature.BENIGN, Key.of(1))), List.of()));
        assertThat(with.at(40, 20, 10)).isGreaterThanOrEqualTo(0.85f);
        assertThat(with.at(40, -20, -10)).isEqualTo(without.at(40, -20, -10));
    }

    @Test
    void theLatticeHoldsTheTissueBetweenItsPointsToo() {
        PhantomBreast breast = BreastSample.plain(0.2, 4);
        Tissue tissue = new Tissue(breast);
        TissueVolume volume = new TissueVolume(tissue, breast.shape(), 0.3);
        double difference = 0;
        for (int index = 0; index < 500; index++) {
            Key key = Key.of(2).child(index);
            int i = (int) key.below(60, 0);
            int j = (int) key.below(60, 1) + 40;
            int k = (int) key.below(60, 2) + 40;
            float radius = (float) breast.shape().radius() + volume.spacing();
            float x = i * volume.spacing();
            float y = j * volume.spacing() - radius;
            float z = k * volume.spacing() - radius;
            assertThat(volume.at(x, y, z)).isCloseTo(tissue.at(x, y, z), within(1e-3f));
            difference += Math.abs(volume.at(x + 0.4f, y - 0.3f, z + 0.2f) - tissue.at(x + 0.4f, y - 0.3f, z + 0.2f));
        }
        assertThat(difference / 500).isLessThan(0.08);
    }
}
