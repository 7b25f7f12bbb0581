package dev.nacre.mammo.data;

import dev.nacre.nn.InputException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Reads a {@link PretrainingTable} and turns every defect into a sentence. */
final class PretrainingTableReader {
    private static final List<String> NEEDED = List.of("patient_id", "laterality", "CC", "MLO", "text", "fold");
    // Empty lines are counted here, so that the line numbers of errors are those of the file.
    private static final CSVFormat FORMAT = CSVFormat.RFC4180.builder().setIgnoreEmptyLines(false).get();

    private final Path table;
    private final Path directory;
    private final Function<Path, Optional<Path>> find;
    private final List<Breast> breasts = new ArrayList<>();
    private final Map<String, Breast> firstOfPatient = new HashMap<>();
    private final List<String> missingPictures = new ArrayList<>();

    PretrainingTableReader(Path table, Path directory, Function<Path, Optional<Path>> find) {
        this.table = table;
        this.directory = directory;
        this.find = find;
    }

    PretrainingTable read() {
        try (BufferedReader reader = Files.newBufferedReader(table);
                CSVParser parser = CSVParser.parse(reader, FORMAT)) {
            readRows(parser);
        } catch (NoSuchFileException missing) {
            throw new InputException("the table " + table + " does not exist: give the path of a CSV file", missing);
        } catch (CharacterCodingException encoding) {
            throw new InputException("the table " + table + " is not UTF-8 text: save it as CSV in UTF-8", encoding);
        } catch (IOException unreadable) {
            throw unreadable(unreadable);
        }
        if (breasts.isEmpty()) {
            throw new InputException("the table " + table + " has no rows: it needs a header and at least one breast");
        }
        if (!missingPictures.isEmpty()) {
            throw new InputException(missingPictures.getFirst() + (missingPictures.size() == 1 ? ""
                    : " (and " + (missingPictures.size() - 1) + " more pictures are missing)"));
        }
        return new PretrainingTable(table, breasts);
    }

    private void readRows(CSVParser parser) throws IOException {
        Iterator<CSVRecord> records = parser.iterator();
        Map<String, Integer> columns = null;
        int width = 0;
        while (true) {
            int line = Math.toIntExact(parser.getCurrentLineNumber() + 1);
            CSVRecord cells = next(records);
            if (cells == null) {
                break;
            }
            if (cells.size() == 1 && cells.get(0).isBlank()) {
                continue;
            }
            if (columns == null) {
                columns = columns(cells);
                width = cells.size();
                continue;
            }
            if (cells.size() != width) {
                throw new InputException(table + ", line " + line + ": the row has " + cells.size() + " cells but the"
                        + " header has " + width + "; put quotes around cells that hold commas");
            }
            breasts.add(breast(new TableRow(table, line, columns, cells)));
        }
        if (columns == null) {
            throw new InputException("the table " + table + " is empty: it needs a header with the columns " + NEEDED);
        }
    }

    private static CSVRecord next(Iterator<CSVRecord> records) throws IOException {
        try {
            return records.hasNext() ? records.next() : null;
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
    }

    private InputException unreadable(IOException cause) {
        // The parser's own sentence names the line and quotes nothing from the table.
        String detail = cause.getMessage() == null ? "" : " (" + cause.getMessage() + ")";
        return new InputException("the table " + table + " cannot be read as CSV" + detail
                + ": check its permissions, and that quotes come in pairs", cause);
    }

    private Map<String, Integer> columns(CSVRecord header) {
        Map<String, Integer> columns = new LinkedHashMap<>();
        for (int index = 0; index < header.size(); index++) {
            String name = header.get(index).strip();
            if (index == 0 && name.startsWith("\uFEFF")) {
                name = name.substring(1);
            }
            if (columns.putIfAbsent(name, index) != null && !name.isEmpty()) {
                throw new InputException(
                        table + ", line 1: the column " + name + " occurs twice; rename or remove one");
            }
        }
        List<String> missing = NEEDED.stream().filter(name -> !columns.containsKey(name)).toList();
        if (missing.size() == NEEDED.size()) {
            // Perhaps a table without header: its first row is a patient's and is not shown.
            throw new InputException(table + ", line 1: none of the columns " + NEEDED + " is among the "
                    + columns.size() + " found; the first line must name the columns, separated by commas");
        }
        if (!missing.isEmpty()) {
            throw new InputException(table + ", line 1: the columns " + missing + " are missing, found are "
                    + columns.keySet() + "; add them to the header and the rows");
        }
        return columns;
    }

    private Breast breast(TableRow row) {
        String patient = row.text("patient_id");
        if (patient.isEmpty()) {
            throw row.error("patient_id", "the cell is empty; give every patient an identifier to check folds by");
        }
        List<String> sections = row.texts("text");
        List<String> augmented = row.texts("text_augment");
        if (augmented.isEmpty()) {
            augmented = sections;
        }
        if (sections.size() != augmented.size()) {
            throw row.error("text_augment", "it lists " + augmented.size() + " sections but text lists "
                    + sections.size() + "; give each section one rewording, or leave the cell empty");
        }
        List<String> kept = new ArrayList<>();
        List<String> keptAugmented = new ArrayList<>();
        for (int index = 0; index < sections.size(); index++) {
            if (!sections.get(index).isBlank()) {
                kept.add(sections.get(index));
                keptAugmented.add(augmented.get(index).isBlank() ? sections.get(index) : augmented.get(index));
            }
        }
        if (kept.isEmpty()) {
            throw row.error("text", "the row has no text; add a section, or remove the row");
        }
        Breast breast = new Breast(row.line(), patient, laterality(row), pictures(row), kept, keptAugmented, fold(row));
        Breast first = firstOfPatient.putIfAbsent(patient, breast);
        if (first != null && first.fold() != breast.fold()) {
            throw row.error("fold", "the row has fold " + breast.fold() + " but line " + first.line() + " of the same"
                    + " patient has fold " + first.fold() + "; give all rows of a patient one fold, else training sees"
                    + " validation patients");
        }
        return breast;
    }

    private Map<View, List<Path>> pictures(TableRow row) {
        Map<View, List<Path>> pictures = new EnumMap<>(View.class);
        for (View view : View.values()) {
            List<Path> files = new ArrayList<>();
            for (String name : row.texts(view.name())) {
                files.add(picture(row, view.name(), name));
            }
            if (!files.isEmpty()) {
                pictures.put(view, files);
            }
        }
        if (pictures.isEmpty()) {
            throw row.error("CC", "the row has no picture, neither here nor in MLO; add one, or remove the row");
        }
        checkViews(row, pictures.keySet());
        return pictures;
    }

    private Path picture(TableRow row, String column, String name) {
        Path file;
        try {
            file = directory.resolve(name);
        } catch (InvalidPathException invalid) {
            throw row.error(column, "'" + name + "' is not a path");
        }
        if (name.isBlank()) {
            throw row.error(column, "the list holds an empty path; remove it");
        }
        Optional<Path> found = find.apply(file);
        if (found.isEmpty()) {
            missingPictures.add(row.error(column, "there is no picture " + file + "; correct the path, or the directory"
                    + " of the pictures").getMessage());
        }
        return found.orElse(file);
    }

    private void checkViews(TableRow row, Set<View> found) {
        List<String> names = row.texts("view");
        if (names.isEmpty()) {
            return;
        }
        Set<View> listed = EnumSet.noneOf(View.class);
        for (String name : names) {
            switch (name.strip().toUpperCase(Locale.ROOT)) {
                case "CC" -> listed.add(View.CC);
                case "MLO" -> listed.add(View.MLO);
                default -> throw row.error("view", "the list holds an unknown view; known are CC and MLO");
            }
        }
        if (!listed.equals(found)) {
            throw row.error("view", "it lists " + listed + " but the columns CC and MLO hold pictures for " + found
                    + "; make them agree");
        }
    }

    private static Laterality laterality(TableRow row) {
        return switch (row.text("laterality").toUpperCase(Locale.ROOT)) {
            case "L", "LEFT" -> Laterality.LEFT;
            case "R", "RIGHT" -> Laterality.RIGHT;
            case "", "0", "NAN" -> Laterality.UNKNOWN;
            default -> throw row.error("laterality", "the cell is neither L nor R; leave it"
                    + " empty where the side is not known");
        };
    }

    private static int fold(TableRow row) {
        String text = row.text("fold");
        try {
            // Data frames with gaps write whole numbers as 1.0.
            return Integer.parseInt(text.endsWith(".0") ? text.substring(0, text.length() - 2) : text);
        } catch (NumberFormatException notWhole) {
            throw row.error("fold", "the cell is not a whole number; number the folds from 0");
        }
    }
}
