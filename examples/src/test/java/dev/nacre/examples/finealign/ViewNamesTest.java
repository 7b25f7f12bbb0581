package dev.nacre.examples.finealign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.data.View;
import dev.nacre.mammo.exam.ExamView;
import dev.nacre.mammo.image.PictureFacts;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ViewNamesTest {
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

    private static Optional<ExamView> view(String name) {
        return ViewNames.of(Path.of(name), PictureFacts.NONE);
    }
}
