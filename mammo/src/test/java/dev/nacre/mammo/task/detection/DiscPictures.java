package dev.nacre.mammo.task.detection;

import dev.nacre.core.Key;
import dev.nacre.mammo.image.PixelRecipe;
import dev.nacre.mammo.prepare.PictureCache;
import dev.nacre.nn.detection.BoundingBox;
import dev.nacre.nn.detection.LabelledBox;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/** Files of noise, half of which show a bright disc; they are not of the size that the network looks at. */
final class DiscPictures {
    static final int HEIGHT = 96;
    static final int WIDTH = 64;
    private static final PixelRecipe RECIPE = PixelRecipe.plain(64, 64);

    private DiscPictures() {
    }

    static DetectionPictures whole() {
        return new WholePictures(new PictureCache(RECIPE, 1 << 24));
    }

    /** Pictures from a number on, two of each patient; even numbers show a disc. */
    static List<MarkedPictures.Picture> write(Path folder, int first, int count) {
        List<MarkedPictures.Picture> pictures = new ArrayList<>();
        for (int number = first; number < first + count; number++) {
            Key key = Key.of(number);
            double radius = 14 + 6 * key.uniform(0);
            double x = 21 + (WIDTH - 42) * key.uniform(1);
            double y = 21 + (HEIGHT - 42) * key.uniform(2);
            boolean disc = number % 2 == 0;
            BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
            for (int row = 0; row < HEIGHT; row++) {
                for (int column = 0; column < WIDTH; column++) {
                    boolean inside = disc && Math.hypot(column + 0.5 - x, row + 0.5 - y) < radius;
                    image.getRaster().setSample(column, row, 0, (int) (40 + 50
                            * key.child(1).uniform((long) row * WIDTH + column)) + (inside ? 120 : 0));
                }
            }
            Path file = folder.resolve("picture" + number + ".png");
            try {
                ImageIO.write(image, "png", file.toFile());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            pictures.add(new MarkedPictures.Picture(file, "patient " + number / 2, disc ? List.of(new LabelledBox(
                    new BoundingBox(x - radius, y - radius, x + radius, y + radius), 0)) : List.of()));
        }
        return pictures;
    }
}
