package dev.nacre.mammo.data.sets;

import dev.nacre.nn.InputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The folder that somebody downloaded, searched by names that a set's description or its tables give. */
record SetFolder(Path root, String set) {
    SetFolder {
        if (!Files.isDirectory(root)) {
            throw new InputException("the folder " + root + " does not exist or is not a folder: give the one into"
                    + " which the set was downloaded");
        }
    }

    /** A table that the layout must have, in UTF-8 with commas. */
    SetTable table(String name) {
        return new SetTable(needed(name), StandardCharsets.UTF_8, ',');
    }

    /**
     * A table that was published as a workbook and that some have saved as text. The text is preferred, since somebody
     * made it on purpose; a workbook in the older binary format is refused once it is read, with what to do.
     *
     * @param stems its names without ending, the usual one first
     */
    SetTable tableOrWorkbook(List<String> stems, Charset charset, char separator) {
        String stem = stems.getFirst();
        Optional<Path> text = stems.stream().flatMap(name -> file(name + ".csv").stream()).findFirst();
        if (text.isPresent()) {
            return new SetTable(text.get(), charset, separator);
        }
        Path workbook = Stream.of(".xlsx", ".xls").flatMap(ending -> stems.stream().map(name -> name + ending))
                .flatMap(name -> file(name).stream()).findFirst()
                .orElseThrow(() -> otherLayout("there is neither " + stem + ".xlsx nor " + stem + ".csv in it"));
        return SetTable.ofWorkbook(workbook, "open it and save its table as " + stem + ".csv, "
                + (separator == ';' ? "with semicolons between cells, " : "") + "in " + charset.name());
    }

    /** A file or folder that the layout must have. */
    Path needed(String name) {
        Path file = root.resolve(name);
        if (!Files.exists(file)) {
            throw otherLayout("there is no " + name + " in it");
        }
        return file;
    }

    /** The one error for a folder that holds something else. */
    InputException otherLayout(String reason) {
        return new InputException("the folder " + root + " does not have the layout of " + set + ", since " + reason
                + ": give the set's folder, or another name (docs/data/" + set + ".md shows the layout)");
    }

    /**
     * All files below those folders whose names begin with one of the prefixes, by the folder's name, sorted.
     * Whatever lies between folder and file, such as folders named by identifiers, does not matter.
     */
    Map<String, List<Path>> picturesByFolder(String... prefixes) {
        Map<String, List<Path>> found = new HashMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            files.filter(Files::isRegularFile).sorted().forEach(file -> {
                for (Path part : root.relativize(file)) {
                    String name = part.toString();
                    if (Arrays.stream(prefixes).anyMatch(name::startsWith)) {
                        found.computeIfAbsent(name, unused -> new ArrayList<>()).add(file);
                        break;
                    }
                }
            });
            return found;
        } catch (IOException | UncheckedIOException unreadable) {
            throw new InputException("the folder " + root + " cannot be searched: check its permissions", unreadable);
        }
    }

    /** All files in this folder and below it by their names without ending, sorted. */
    Map<String, List<Path>> filesByStem() {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile).sorted()
                    .collect(Collectors.groupingBy(file -> stem(file.getFileName().toString())));
        } catch (IOException | UncheckedIOException unreadable) {
            throw new InputException("the folder " + root + " cannot be searched: check its permissions", unreadable);
        }
    }

    /** A name without its ending. */
    static String stem(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    /** A file of which a table gives the path; nothing if it is not there or outside the set's folder. */
    Optional<Path> file(String relative) {
        try {
            Path base = root.toAbsolutePath().normalize();
            Path file = base.resolve(relative).normalize();
            return file.startsWith(base) && Files.isRegularFile(file) ? Optional.of(root.resolve(relative))
                    : Optional.empty();
        } catch (InvalidPathException notAPath) {
            return Optional.empty();
        }
    }
}
