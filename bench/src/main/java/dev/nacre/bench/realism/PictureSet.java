package dev.nacre.bench.realism;

import dev.nacre.nn.InputException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Pictures under a name.
 *
 * @param name of the set
 * @param files of the pictures, at least one
 */
record PictureSet(String name, List<Path> files) {
    private static final Set<String> ENDINGS = Set.of("png", "jpg", "jpeg", "tif", "tiff", "pgm", "dcm", "dicom");
    private static final Pattern QUOTED = Pattern.compile("'([^']+)'");

    /**
     * What an argument {@code NAME=PLACE} means: all pictures of a folder and the folders in it, or those that a table
     * for the command pretrain names, with paths relative to the table's folder.
     *
     * @throws InputException if there is no such place, or no picture in it
     */
    static PictureSet of(String argument) {
        int equals = argument.indexOf('=');
        if (equals < 1 || equals == argument.length() - 1) {
            throw new InputException("the set \"" + argument + "\" has no name or no place: write NAME=FOLDER or"
                    + " NAME=TABLE.csv");
        }
        Path place = Path.of(argument.substring(equals + 1));
        List<Path> files;
        try {
            if (Files.isDirectory(place)) {
                files = folder(place);
            } else if (Files.isRegularFile(place)) {
                files = table(place);
            } else {
                throw new InputException("there is no folder or table " + place + ": correct the path");
            }
        } catch (IOException unreadable) {
            throw new InputException("the set " + place + " cannot be read: check its permissions", unreadable);
        }
        if (files.isEmpty()) {
            throw new InputException("there is no picture in " + place + ": give a folder with PNG, JPEG, TIFF, PGM or"
                    + " DICOM files, or a table with the columns CC and MLO");
        }
        return new PictureSet(argument.substring(0, equals), files);
    }

    private static List<Path> folder(Path folder) throws IOException {
        try (Stream<Path> found = Files.walk(folder)) {
            return found.filter(Files::isRegularFile).filter(PictureSet::isPicture).sorted().toList();
        }
    }

    /** Masks of phantoms lie beside their pictures. */
    private static boolean isPicture(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1)) && !file.toString().contains("mask");
    }

    private static List<Path> table(Path table) throws IOException {
        Set<Path> files = new LinkedHashSet<>();
        try (BufferedReader reader = Files.newBufferedReader(table); CSVParser parser = CSVParser.parse(reader,
                CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get())) {
            for (CSVRecord row : parser) {
                for (String column : List.of("CC", "MLO")) {
                    if (row.isMapped(column) && row.isSet(column)) {
                        Matcher paths = QUOTED.matcher(row.get(column));
                        while (paths.find()) {
                            files.add(table.toAbsolutePath().getParent().resolve(paths.group(1)));
                        }
                    }
                }
            }
        } catch (IllegalArgumentException | UncheckedIOException damaged) {
            throw new InputException("the table " + table + " is no CSV file with a header: export it again", damaged);
        }
        return List.copyOf(files);
    }
}
