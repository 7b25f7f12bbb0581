package dev.nacre.mammo.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeatColoursTest {
    @Test
    void coloursBecomeBrighterAndDenser() {
        int last = -1;
        for (int step = 0; step <= 10; step++) {
            int colour = HeatColours.argb(step / 10.0);
            int brightness = 2 * (colour >> 16 & 255) + 5 * (colour >> 8 & 255) + (colour & 255);
            assertThat(brightness).isGreaterThan(last);
            last = brightness;
        }
        assertThat(HeatColours.argb(0.2) >>> 24).isZero();
        assertThat(HeatColours.argb(2)).isEqualTo(HeatColours.argb(1));
        assertThat(HeatColours.palette().items()).hasSize(1024);
    }
}
