package dev.nacre.mammo.finealign.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.mammo.image.PictureMap;
import org.junit.jupiter.api.Test;

class EnhancementTest {
    private static final int HEIGHT = 60;
    private static final int WIDTH = 40;

    private final PictureMap picture = Drawn.random(HEIGHT, WIDTH, 1);
    private final PictureMap background = Drawn.random(HEIGHT, WIDTH, 2);

    /** Acceptance test 6 of the specification. */
    @Test
    void theEnhancedPictureKeepsWhatIsAwareAndWhatIsDark() {
        PictureMap awareness = Drawn.random(HEIGHT, WIDTH, 3);
        int aware = 0;
        for (int index = 0; index < awareness.values().length; index += 3) {
            awareness.values()[index] = index % 2;
            aware += index % 2;
        }
        assertThat(aware).isPositive();
        for (double radius : new double[] {0, 16, 300}) {
            PictureMap enhanced = new Enhancement(0.25, radius, 1e-3).of(picture, background, awareness);
            boolean faded = false;
            for (int index = 0; index < enhanced.values().length; index++) {
                float x = picture.values()[index];
                float y = background.values()[index];
                float e = enhanced.values()[index];
                assertThat(e).isNotNaN().isBetween(Math.min(x, y), x);
                if (awareness.values()[index] == 1 || x <= y) {
                    assertThat(e).isEqualTo(x);
                }
                faded |= e < x - 0.1f;
            }
            assertThat(faded).isTrue();
        }
    }

    @Test
    void whereNothingIsAwareAQuarterOfTheTissueRemains() {
        PictureMap nothing = Drawn.constant(HEIGHT, WIDTH, 0);
        PictureMap enhanced = Enhancement.RECOMMENDED.of(picture, background, nothing);
        for (int index = 0; index < enhanced.values().length; index++) {
            float x = picture.values()[index];
            assertThat(enhanced.values()[index])
                    .isCloseTo(x - 0.75f * Math.max(0, x - background.values()[index]), within(1e-6f));
        }
        assertThatThrownBy(() -> new Enhancement(1.5, 1, 1e-3)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Acceptance test 7 of the specification: without awareness the paper's threshold never fires. */
    @Test
    void denseTissueAloneNeverFallsBelowTheThreshold() {
        PictureMap veil = Drawn.random(HEIGHT, WIDTH, 4);
        veil.values()[0] = 1;
        veil.values()[1] = 0;
        PictureMap calm = AwarenessMap.of(Drawn.constant(HEIGHT, WIDTH, 0), veil);
        assertThat(calm.below(AwarenessMap.VALIDATION_THRESHOLD).count()).isZero();
        assertThat(calm.values()[0]).isCloseTo(0.6f, within(1e-6f));
        assertThat(calm.values()[1]).isEqualTo(1);
        // And M < 0.58 means a > 0.42.
        PictureMap awareness = Drawn.random(HEIGHT, WIDTH, 5);
        PictureMap map = AwarenessMap.of(awareness, veil);
        for (int index = 0; index < map.values().length; index++) {
            if (Math.abs(awareness.values()[index] - 0.42) > 1e-6) {
                assertThat(map.values()[index] < 0.58).isEqualTo(awareness.values()[index] > 0.42);
            }
        }
    }

    @Test
    void aVeilIsTakenAway() {
        PictureMap x = Drawn.map(1, 4, 0.5f, 0.9f, 0.95f, 0.2f);
        PictureMap h = Drawn.map(1, 4, 0, 1, 1, 0.5f);
        assertThat(DehazedView.RECOMMENDED.of(x, h, 0.95).values()).containsExactly(new float[] {0.5f, 0.45f, 0.95f, 0},
                within(1e-6f));
        assertThatThrownBy(() -> new DehazedView(1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void thePrecursorDividesByTheTransmission() {
        PictureMap x = Drawn.constant(6, 5, 0.8);
        assertThat(PrecursorView.of(x, Drawn.constant(6, 5, 0.5), 1).values())
                .containsOnly(new float[] {0.6f}, within(1e-5f));
        assertThat(PrecursorView.of(x, Drawn.constant(6, 5, 0), 1).values()).containsOnly(new float[] {0},
                within(1e-5f));
        assertThat(PrecursorView.of(x, Drawn.constant(6, 5, 1), 1).values()).containsOnly(new float[] {0.8f},
                within(1e-5f));
    }
}
