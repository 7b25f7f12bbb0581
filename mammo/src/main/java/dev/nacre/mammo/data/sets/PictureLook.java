package dev.nacre.mammo.data.sets;

import dev.nacre.mammo.data.Laterality;
import java.nio.file.Path;
import java.util.Optional;

/** What a picture's file itself says: some sets are incomplete without it. Implemented where files are decoded. */
public interface PictureLook {
    /**
     * What the head of a file says.
     *
     * @param height rows
     * @param width columns
     * @param side which breast, unknown where it does not say
     * @param view which projection
     */
    record Head(int height, int width, Laterality side, ViewName view) {
    }

    /** The head, without decoding pixels; nothing where the file is no picture. */
    Optional<Head> head(Path file);

    /** Whether a picture has exactly two grey levels, as masks have; decodes it. False where it is no picture. */
    boolean twoValued(Path file);
}
