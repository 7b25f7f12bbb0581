package dev.nacre.mammo.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.mammo.eval.localisation.Region;
import dev.nacre.mammo.image.Mask;
import dev.nacre.mammo.image.PixelBox;
import org.junit.jupiter.api.Test;

class RegionOutlineTest {
    /** An L of three pixels: every edge once, inner ones not at all. */
    @Test
    void outlinesFollowPixels() {
        Region.Pixels region = new Region.Pixels(new PixelBox(4, 2, 6, 4),
                new Mask(2, 2, new boolean[] {true, false, true, true}));
        assertThat(RegionOutline.path(region))
                .isEqualTo("M4 2H5M5 3H6M4 4H6M4 2V4M5 2V3M6 3V4");
    }
}
