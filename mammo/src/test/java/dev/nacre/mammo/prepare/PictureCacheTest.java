package dev.nacre.mammo.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.mammo.image.PixelRecipe;
import dev.nacre.mammo.image.PreparedPicture;
import dev.nacre.nn.InputException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureCacheTest {
    private static final PixelRecipe RECIPE = PixelRecipe.plain(4, 5);
    private static final long ONE = 4 * 5 * Float.BYTES;

    @TempDir
    Path directory;

    @Test
    void keepsPicturesUntilTheBudgetIsUsedUp() throws IOException {
        Path first = write("first.png");
        Path second = write("second.png");
        PictureCache cache = new PictureCache(RECIPE, ONE + 3);
        PreparedPicture prepared = cache.picture(first);
        assertThat(cache.picture(second).levels()).containsExactly(prepared.levels());
        assertThat(cache.keptBytes()).isEqualTo(ONE);
        assertThat(cache.picture(first)).isSameAs(prepared);
        assertThat(cache.picture(second)).isNotSameAs(cache.picture(second));
    }

    @Test
    void checkingFindsUnusablePicturesWhetherTheyFitOrNot() throws IOException {
        Path good = write("good.png");
        Path bad = Files.writeString(directory.resolve("bad.png"), "no picture at all");
        for (long budget : new long[] {0, ONE, 10 * ONE}) {
            PictureCache cache = new PictureCache(RECIPE, budget);
            cache.check(List.of(good));
            assertThat(cache.keptBytes()).isEqualTo(Math.min(budget, ONE));
            assertThatThrownBy(() -> cache.check(List.of(good, bad))).isInstanceOf(InputException.class)
                    .hasMessageContaining("bad.png");
        }
    }

    private Path write(String name) throws IOException {
        BufferedImage image = new BufferedImage(11, 7, BufferedImage.TYPE_BYTE_GRAY);
        for (int x = 0; x < 11; x++) {
            image.getRaster().setSample(x, x % 7, 0, 20 * x);
        }
        Path file = directory.resolve(name);
        ImageIO.write(image, "png", file.toFile());
        return file;
    }
}
