package dev.nacre.mammo.task;

import dev.nacre.core.Key;
import dev.nacre.mammo.image.PixelRecipe;
import dev.nacre.mammo.prepare.PictureCache;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import javax.imageio.ImageIO;

/** Invented pictures of noise with a bright disc on every third, or with a grey level of four classes. */
public final class SpotPictures {
    /** Rows and columns. */
    public static final int SIDE = 64;
    private static final int RADIUS = 9;

    private final Path folder;
    private final boolean levels;

    private SpotPictures(Path folder, boolean levels) {
        this.folder = folder;
        this.levels = levels;
    }

    /** Pictures with discs, written into a folder. */
    public static SpotPictures discs(Path folder) {
        return new SpotPictures(folder, false);
    }

    /** Pictures of four grey levels, written into a folder. */
    public static SpotPictures levels(Path folder) {
        return new SpotPictures(folder, true);
    }

    /** How they are prepared. */
    public static PixelRecipe recipe() {
        return PixelRecipe.plain(SIDE, SIDE);
    }

    /** Reads and prepares them. */
    public static PictureCache source() {
        return new PictureCache(recipe(), 1 << 24);
    }

    /** Whether picture {@code number} has a disc. */
    public static int disc(int number) {
        return number % 3 == 0 ? 1 : 0;
    }

    /** The class of its grey level, 0 to 3. */
    public static int level(int number) {
        return (int) (Key.of(4).uniform(number) * 4);
    }

    /** Pictures from a number on; two of each patient. */
    public List<LabelledPicture> pictures(int first, int count, IntFunction<List<Integer>> labels) {
        List<LabelledPicture> pictures = new ArrayList<>();
        for (int number = first; number < first + count; number++) {
            pictures.add(new LabelledPicture(picture(number), "patient " + number / 2, labels.apply(number)));
        }
        return pictures;
    }

    private Path picture(int number) {
        Key key = Key.of(9).child(number);
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
        int row = (int) key.below(SIDE - 2 * RADIUS, 1L << 20) + RADIUS;
        int column = (int) key.below(SIDE - 2 * RADIUS, (1L << 20) + 1) + RADIUS;
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                boolean inside = Math.hypot(y - row, x - column) < RADIUS && disc(number) == 1;
                double level = 20 + 40 * key.uniform(y * SIDE + x)
                        + (levels ? 35 * level(number) : inside ? 130 : 0);
                image.getRaster().setSample(x, y, 0, y == 0 && x < 2 ? 255 * x : (int) level);
            }
        }
        Path file = folder.resolve((levels ? "level" : "picture") + number + ".png");
        try {
            ImageIO.write(image, "png", file.toFile());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return file;
    }
}
