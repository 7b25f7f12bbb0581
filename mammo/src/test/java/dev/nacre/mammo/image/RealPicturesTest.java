package dev.nacre.mammo.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Real mammograms beside the project, each folder in its own form of file. */
class RealPicturesTest {
    @Test
    void colourJpegsOfGreyAreRead() throws IOException {
        assertRead("Project-MONAI-model-zoo/breast_density_classification/sample_data", ".jpg", 16, 8);
    }

    @Test
    void sixteenBitPngsAreRead() throws IOException {
        assertRead("nyukat-mammography_metarepository/images", ".png", 4, 16);
    }

    @Test
    void eightBitPngsAreRead() throws IOException {
        assertRead("nyukat-BIRADS_classifier/images", ".png", 4, 8);
    }

    private static void assertRead(String folder, String ending, int count, int bits) throws IOException {
        Path beside = Path.of("../shared/data");
        Path directory = (Files.exists(beside) ? beside : Path.of("..").resolve(beside)).resolve(folder);
        assumeTrue(Files.isDirectory(directory), "skipped: there is no " + directory);
        List<Path> files;
        try (Stream<Path> all = Files.walk(directory)) {
            files = all.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        }
        assertThat(files).hasSize(count);
        PixelRecipe recipe = PixelRecipe.plain(95, 57);
        for (Path file : files) {
            GreyPicture picture = PictureReader.read(file);
            assertThat(picture.bits()).as(file.toString()).isEqualTo(bits);
            assertThat(recipe.prepare(Mammogram.of(file.toString(), picture))).as(file.toString())
                    .doesNotContain(Float.NaN);
        }
    }
}
