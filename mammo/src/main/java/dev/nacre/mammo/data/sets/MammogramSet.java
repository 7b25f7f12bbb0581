package dev.nacre.mammo.data.sets;

import java.nio.file.Path;
import java.util.Map;

/** A layout in which mammograms and their labels are published, and how to read it. */
public interface MammogramSet {
    /** How a command line calls it: small letters, digits and hyphens. */
    String name();

    /** What it is, in one line. */
    String title();

    /** How much its publishers say that it holds, as far as they do; a part of it has less. */
    default Map<SetCount, Long> published() {
        return Map.of();
    }

    /**
     * Reads the whole set. What is wrong with single rows comes back as problems.
     *
     * @param directory the folder that was downloaded
     * @param look what only the pictures themselves can tell, asked by those sets alone whose tables do not say it
     * @throws dev.nacre.nn.InputException if the folder does not have this layout, or a table cannot be read
     */
    SetContents read(Path directory, PictureLook look);
}
