package dev.nacre.mammo.prepare;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * How prepared pictures are named after their files: the ending of a picture or DICOM file becomes {@code .png}, unless
 * two files differ in that alone; then {@code .png} comes behind it. So a table that names the original files fits the
 * prepared pictures, too.
 */
public final class PreparedNames {
    private static final String ENDING = ".png";
    private static final Set<String> ENDINGS = Set.of("dcm", "dicom", "png", "jpg", "jpeg", "tif", "tiff", "pgm", "pnm",
            "bmp");

    private PreparedNames() {
    }

    /**
     * The picture that a path in a table stands for: the path itself, or the one that the file of this name became.
     *
     * @param exists whether there is a picture of a path
     */
    public static Optional<Path> find(Path path, Predicate<Path> exists) {
        String name = path.getFileName().toString();
        return List.of(name, stem(name) + ENDING, name + ENDING).stream().map(path::resolveSibling).filter(exists)
                .findFirst();
    }

    /** A relative path with slashes between its parts on every system. */
    static String slashed(Path path) {
        return StreamSupport.stream(path.spliterator(), false).map(Path::toString).collect(Collectors.joining("/"));
    }

    /** The name of a picture. */
    static String of(String source, boolean ambiguous) {
        return (ambiguous ? source : stem(source)) + ENDING;
    }

    /** A path without an ending that says nothing once the picture is a PNG. */
    static String stem(String path) {
        int dot = path.lastIndexOf('.');
        boolean known = dot > path.lastIndexOf('/') + 1
                && ENDINGS.contains(path.substring(dot + 1).toLowerCase(Locale.ROOT));
        return known ? path.substring(0, dot) : path;
    }
}
