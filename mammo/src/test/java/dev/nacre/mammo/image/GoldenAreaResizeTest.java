package dev.nacre.mammo.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.golden.Golden;
import dev.nacre.core.io.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class GoldenAreaResizeTest {
    /** The expected pictures are rounded to whole levels. */
    private static final double ROUNDING = 1;

    @Test
    void everyCaseIsWithinOneGreyLevel() {
        Json cases = Json.parse(Golden.text("preprocess/preprocess.json")).get("area_resize");
        List<Json> rows = cases.get("source").items();
        int width = rows.getFirst().items().size();
        short[] levels = new short[rows.size() * width];
        for (int index = 0; index < levels.length; index++) {
            levels[index] = (short) rows.get(index / width).items().get(index % width).whole();
        }
        GreyPicture source = new GreyPicture(rows.size(), width, 8, levels);
        assertThat(cases.get("results").items()).isNotEmpty();
        for (Json expected : cases.get("results").items()) {
            int targetHeight = (int) expected.get("height").whole();
            int targetWidth = (int) expected.get("width").whole();
            float[] resized = new AreaResize(source.height(), width, targetHeight, targetWidth).apply(source);
            for (int index = 0; index < resized.length; index++) {
                double level = expected.get("pixels").items().get(index / targetWidth).items().get(index % targetWidth)
                        .decimal();
                assertThat((double) resized[index]).as("%d x %d, pixel %d", targetHeight, targetWidth, index)
                        .isCloseTo(level, within(ROUNDING));
            }
        }
    }
}
