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
 * The recipe {@code mammo-clip} on real mammograms against golden pictures: the same crops, every level within one.
 * Skipped where pictures or golden pictures are absent.
 */
class RealMammogramRecipeTest {
    @Test
    void cropsAreEqualAndLevelsWithinOne() {
        Path beside = Path.of("../shared/data");
        Path data = Files.exists(beside) ? beside : Path.of("..").resolve(beside);
        for (Json expected : Json.parse(Golden.text("preprocess/preprocess.json")).get("recipe").items()) {
            Path source = data.resolve(expected.get("source").text());
            assumeTrue(Files.exists(source), "skipped: there is no " + source);
            GreyPicture golden = PictureReader.read(Golden.file("preprocess/" + expected.get("picture").text()));
            PreparedPicture prepared = PixelRecipe.mammoClip(golden.height(), golden.width())
                    .apply(Mammogram.of(source.toString(), PictureReader.read(source)));
            List<Integer> crop = expected.get("crop_x0_y0_x1_y1").items().stream().map(Json::whole).map(Long::intValue)
                    .toList();
            assertThat(prepared.applied().crop()).as(source.toString())
                    .isEqualTo(new PixelBox(crop.get(0), crop.get(1), crop.get(2), crop.get(3)));
            int different = 0;
            double largest = 0;
            for (int index = 0; index < prepared.levels().length; index++) {
                double difference = Math.abs(prepared.levels()[index] - Short.toUnsignedInt(golden.levels()[index]));
                largest = Math.max(largest, difference);
                different += difference > 0 ? 1 : 0;
            }
            assertThat(largest).as(source.toString()).isLessThanOrEqualTo(1);
            assertThat((double) different / golden.levels().length).as("share of levels that differ, " + source)
                    .isLessThan(0.001);
        }
    }
}
