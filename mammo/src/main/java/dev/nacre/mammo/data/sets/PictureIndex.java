package dev.nacre.mammo.data.sets;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Pictures by the ends of their paths, for tables that were written where the pictures lay elsewhere and had other
 * endings: {@code 17/abc.dcm} finds {@code any/folder/17/abc.png}.
 */
final class PictureIndex {
    private static final List<String> ENDINGS = List.of(".png", ".dcm", ".dicom", ".jpg", ".jpeg", ".tif", ".tiff");

    private final Map<String, List<Path>> byName = new HashMap<>();

    /** All pictures of a folder; a PNG is found before another file of the same name. */
    PictureIndex(SetFolder folder) {
        for (List<Path> sameStem : folder.filesByStem().values()) {
            for (Path file : sameStem) {
                ending(file.toString()).ifPresent(ending -> byName.computeIfAbsent(
                        plain(file.getFileName().toString()), unused -> new ArrayList<>()).add(file));
            }
        }
        byName.values().forEach(files -> files.sort(Comparator.comparingInt((Path file) ->
                ENDINGS.indexOf(ending(file.toString()).orElse(""))).thenComparing(Comparator.naturalOrder())));
    }

    /**
     * The picture whose path ends as {@code written} does, in at least {@code parts} folders and name.
     *
     * @param written a path with slashes of either kind, with or without ending
     */
    Optional<Path> find(String written, int parts) {
        String[] wanted = plain(written.replace('\\', '/')).split("/");
        if (wanted.length < parts || wanted.length == 0) {
            return Optional.empty();
        }
        String[] end = Arrays.copyOfRange(wanted, wanted.length - parts, wanted.length);
        return byName.getOrDefault(end[end.length - 1], List.of()).stream().filter(file -> endsWith(file, end))
                .findFirst();
    }

    private static boolean endsWith(Path file, String[] end) {
        Path folder = file.getParent();
        for (int index = end.length - 2; index >= 0; index--) {
            if (folder == null || folder.getFileName() == null
                    || !folder.getFileName().toString().equals(end[index])) {
                return false;
            }
            folder = folder.getParent();
        }
        return true;
    }

    /** Identifiers hold dots: only endings of pictures are taken off. */
    private static String plain(String name) {
        return ending(name).map(ending -> name.substring(0, name.length() - ending.length())).orElse(name);
    }

    private static Optional<String> ending(String name) {
        String small = name.toLowerCase(Locale.ROOT);
        return ENDINGS.stream().filter(small::endsWith).findFirst();
    }
}
