package dev.nacre.examples.finealign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.data.View;
import dev.nacre.mammo.eval.localisation.Region;
import dev.nacre.mammo.exam.ExamView;
import dev.nacre.mammo.image.Mask;
import dev.nacre.mammo.image.PictureFacts;
import dev.nacre.mammo.image.PixelBox;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PagePartsTest {
    @Test
    void viewsAreKnownByNames() {
        assertThat(view("left_cc.png")).contains(ExamView.LEFT_CC);
        assertThat(view("20586908_6c613a14b80a8591_MG_R_ML_ANON.dcm")).contains(ExamView.RIGHT_MLO);
        assertThat(view("P108_L_DM_MLO.jpg")).contains(ExamView.LEFT_MLO);
        assertThat(view("RCC.png")).contains(ExamView.RIGHT_CC);
        assertThat(view("left_right_cc.png")).isEmpty();
        assertThat(view("scan.png")).isEmpty();
        assertThat(ViewNames.title(ExamView.RIGHT_MLO)).isEqualTo("Right MLO");
    }

    /** What the file says wins over its name. */
    @Test
    void viewsAreKnownByFiles() {
        PictureFacts facts = new PictureFacts(true, Optional.of(Laterality.RIGHT), Optional.of(View.MLO),
                Optional.empty(), false, false, Optional.empty(), Optional.empty(), Optional.empty());
        assertThat(ViewNames.of(Path.of("left_cc.dcm"), facts)).contains(ExamView.RIGHT_MLO);
    }

    /** An L of three pixels: every edge once, inner ones not at all. */
    @Test
    void outlinesFollowPixels() {
        Region.Pixels region = new Region.Pixels(new PixelBox(4, 2, 6, 4),
                new Mask(2, 2, new boolean[] {true, false, true, true}));
        assertThat(RegionOutline.path(region))
                .isEqualTo("M4 2H5M5 3H6M4 4H6M4 2V4M5 2V3M6 3V4");
    }

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

    private static Optional<ExamView> view(String name) {
        return ViewNames.of(Path.of(name), PictureFacts.NONE);
    }
}
