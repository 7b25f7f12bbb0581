package dev.nacre.mammo.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nacre.core.golden.Golden;
import dev.nacre.core.io.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Real mammograms, brought to 8 bits and cropped as the golden recipe says, then resized by us, against the golden
 * pictures: reading and resizing at the sizes of real use. Skipped where pictures or golden pictures are absent.
 */
class RealMammogramResizeTest {
    private static final int BORDER = 5;

    @Test
    void resizedMammogramsAreWithinOneGreyLevel() {
        Path beside = Path.of("../shared/data");
        Path data = Files.exists(beside) ? beside : Path.of("..").resolve(beside);
        for (Json recipe : Json.parse(Golden.text("preprocess/preprocess.json")).get("recipe").items()) {
            Path source = data.resolve(recipe.get("source").text());
            assumeTrue(Files.exists(source), "skipped: there is no " + source);
            GreyPicture golden = PictureReader.read(Golden.file("preprocess/" + recipe.get("picture").text()));
            List<Json> crop = recipe.get("crop_x0_y0_x1_y1").items();
            GreyPicture cropped = cropped(PictureReader.read(source), (int) crop.get(0).whole(),
                    (int) crop.get(1).whole(), (int) crop.get(2).whole(), (int) crop.get(3).whole());
            float[] resized = new AreaResize(cropped.height(), cropped.width(), golden.height(), golden.width())
                    .apply(cropped);
            double largest = 0;
            for (int index = 0; index < resized.length; index++) {
                largest = Math.max(largest, Math.abs(resized[index] - Short.toUnsignedInt(golden.levels()[index])));
            }
            assertThat(largest).as(source.toString()).isLessThanOrEqualTo(1);
        }
    }

    private static GreyPicture cropped(GreyPicture picture, int left, int top, int right, int bottom) {
        int lowest = Integer.MAX_VALUE;
        int highest = 0;
        for (int row = BORDER; row < picture.height() - BORDER; row++) {
            for (int column = BORDER; column < picture.width() - BORDER; column++) {
                lowest = Math.min(lowest, picture.level(row, column));
                highest = Math.max(highest, picture.level(row, column));
            }
        }
        short[] levels = new short[(bottom - top) * (right - left)];
        for (int row = top; row < bottom; row++) {
            for (int column = left; column < right; column++) {
                double level = (picture.level(row, column) - lowest) * 255.0 / (highest - lowest);
                levels[(row - top) * (right - left) + column - left] = (short) level;
            }
        }
        return new GreyPicture(bottom - top, right - left, 8, levels);
    }
}
