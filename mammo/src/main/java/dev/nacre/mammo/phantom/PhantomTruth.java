package dev.nacre.mammo.phantom;

import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.data.View;
import dev.nacre.mammo.image.PixelBox;
import dev.nacre.nn.InputException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * The truth about a written set of phantoms.
 *
 * @param directory of the set
 * @param breasts in the order of the table: patient by patient, left then right
 */
public record PhantomTruth(Path directory, List<Row> breasts) {
    private static final CSVFormat FORMAT = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();

    /** Copies the list. */
    public PhantomTruth {
        breasts = List.copyOf(breasts);
    }

    /**
     * One breast.
     *
     * @param patient name of the invented patient
     * @param laterality left or right
     * @param split what the patient is for
     * @param density share of glandular tissue
     * @param mass whether there is a mass
     * @param calcification whether there is a cluster of calcifications
     * @param pictures file of each view
     * @param lesions box and mask of each lesion in each view
     */
    public record Row(String patient, Laterality laterality, Split split, Density density, boolean mass,
            boolean calcification, Map<View, Path> pictures, List<Box> lesions) {
        /** Copies the collections. */
        public Row {
            pictures = Map.copyOf(pictures);
            lesions = List.copyOf(lesions);
        }

        /** The label of a kind of lesion. */
        public boolean has(Lesion.Kind kind) {
            return switch (kind) {
                case MASS -> mass;
                case CALCIFICATION -> calcification;
            };
        }
    }

    /**
     * Where a lesion is in a picture.
     *
     * @param view the picture's view
     * @param kind mass or calcification
     * @param appearance shape and margin, or morphology
     * @param box around its pixels
     * @param mask file, white where the lesion is
     */
    public record Box(View view, Lesion.Kind kind, String appearance, PixelBox box, Path mask) {
    }

    /**
     * Reads what {@link PhantomSet#write} wrote.
     *
     * @throws InputException if the folder holds no whole set
     */
    public static PhantomTruth read(Path directory) {
        Map<String, List<Box>> boxes = new HashMap<>();
        for (CSVRecord cells : records(directory.resolve(PhantomTables.LESIONS))) {
            boxes.computeIfAbsent(cells.get("patient_id") + cells.get("laterality"), breast -> new ArrayList<>())
                    .add(box(directory, cells));
        }
        List<Row> rows = new ArrayList<>();
        for (CSVRecord cells : records(directory.resolve(PhantomTables.TRUTH))) {
            Map<View, Path> pictures = new EnumMap<>(View.class);
            for (View view : View.values()) {
                pictures.put(view, directory.resolve(cells.get(view.name())));
            }
            rows.add(new Row(cells.get("patient_id"), side(cells), Split.ofWord(cells.get("split")),
                    Density.valueOf(cells.get("density")), cells.get("mass").equals("1"),
                    cells.get("calcification").equals("1"), pictures,
                    boxes.getOrDefault(cells.get("patient_id") + cells.get("laterality"), List.of())));
        }
        return new PhantomTruth(directory, rows);
    }

    /** The breasts of one part of the set. */
    public List<Row> of(Split split) {
        return breasts.stream().filter(row -> row.split() == split).toList();
    }

    private static Laterality side(CSVRecord cells) {
        return cells.get("laterality").equals("L") ? Laterality.LEFT : Laterality.RIGHT;
    }

    private static Box box(Path directory, CSVRecord cells) {
        return new Box(View.valueOf(cells.get("view")), Lesion.Kind.ofWord(cells.get("kind")), cells.get("appearance"),
                new PixelBox(Integer.parseInt(cells.get("x0")), Integer.parseInt(cells.get("y0")),
                        Integer.parseInt(cells.get("x1")), Integer.parseInt(cells.get("y1"))),
                directory.resolve(cells.get("mask")));
    }

    private static List<CSVRecord> records(Path table) {
        try (BufferedReader reader = Files.newBufferedReader(table);
                CSVParser parser = CSVParser.parse(reader, FORMAT)) {
            return parser.getRecords();
        } catch (IOException | RuntimeException unreadable) {
            throw new InputException("the table " + table + " is missing or damaged: give a folder that the command"
                    + " phantom wrote to the end", unreadable);
        }
    }
}
