package dev.nacre.mammo.prepare;

import dev.nacre.mammo.image.Mammogram;
import dev.nacre.mammo.image.PictureReader;
import java.nio.file.Path;

/** Reads a mammogram from a file of any kind that Nacre knows. The content decides, not the name. */
public final class MammogramReader {
    private MammogramReader() {
    }

    /**
     * The levels of a file and what it says about them.
     *
     * @throws dev.nacre.nn.InputException if it is missing, unreadable, coloured or constant, or holds several frames
     */
    public static Mammogram read(Path file) {
        return Mammogram.of(file.toString(), PictureReader.read(file));
    }

    /**
     * Checks format and size without decoding.
     *
     * @throws dev.nacre.nn.InputException if the header tells that {@link #read} cannot read it
     */
    public static void check(Path file) {
        PictureReader.check(file);
    }
}
