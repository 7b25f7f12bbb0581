package dev.nacre.mammo.phantom;

import dev.nacre.mammo.data.Birads;
import dev.nacre.mammo.data.DensityClass;
import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.data.Pathology;
import dev.nacre.mammo.data.SetSplit;
import dev.nacre.mammo.data.View;
import dev.nacre.mammo.image.PixelBox;
import dev.nacre.mammo.phantom.breast.BreastPoint;
import dev.nacre.mammo.phantom.breast.Lesion;
import dev.nacre.mammo.phantom.breast.Nature;
import dev.nacre.nn.InputException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * The truth about a written set of phantoms.
 *
 * @param directory of the set
 * @param breasts of all exams in the order of the table: woman by woman, the oldest exam first, left then right
 */
public record PhantomTruth(Path directory, List<Row> breasts) {
    private static final CSVFormat FORMAT = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();

    /** Copies the list. */
    public PhantomTruth {
        breasts = List.copyOf(breasts);
    }

    /**
     * One breast at one exam.
     *
     * @param patient name of the invented woman
     * @param exam number of the exam, from the oldest
     * @param current whether no later exam follows
     * @param laterality left or right
     * @param split what the woman is for
     * @param yearsBefore the current exam
     * @param density of both breasts
     * @param birads assessment of this breast
     * @param pathology what a biopsy of everything in it would say
     * @param yearsToCancer until a cancer of this breast is found; empty if none is
     * @param kinds of lesions that it has
     * @param pictures file of each view that was taken
     * @param lesions all of them, seen or not
     */
    public record Row(String patient, int exam, boolean current, Laterality laterality, SetSplit split,
            double yearsBefore, DensityClass density, Birads birads, Pathology pathology,
            OptionalDouble yearsToCancer, Set<Lesion.Kind> kinds, Map<View, Path> pictures, List<TrueLesion> lesions) {
        /** Copies the collections. */
        public Row {
            kinds = Set.copyOf(kinds);
            pictures = Map.copyOf(pictures);
            lesions = List.copyOf(lesions);
        }

        /** The label of a kind of lesion. */
        public boolean has(Lesion.Kind kind) {
            return kinds.contains(kind);
        }
    }

    /**
     * A lesion at one exam.
     *
     * @param number which of its breast's lesions; the same in all exams
     * @param kind what it is
     * @param nature benign or malignant
     * @param appearance shape and margin, or arrangement and form; may be empty
     * @param place where it is, in millimetres
     * @param size its diameter in millimetres
     * @param reported whether the report tells it
     * @param views where each view shows it
     */
    public record TrueLesion(int number, Lesion.Kind kind, Nature nature, String appearance, BreastPoint place,
            double size, boolean reported, Map<View, Shown> views) {
        /** Copies the map. */
        public TrueLesion {
            views = Map.copyOf(views);
        }
    }

    /**
     * Where a lesion is in a picture.
     *
     * @param box around its pixels
     * @param mask file, white where the lesion is
     */
    public record Shown(PixelBox box, Path mask) {
    }

    /**
     * Reads what {@link PhantomSet#write} wrote.
     *
     * @throws InputException if the folder holds no whole set
     */
    public static PhantomTruth read(Path directory) {
        Map<String, List<TrueLesion>> lesions = new HashMap<>();
        for (CSVRecord cells : records(directory.resolve(PhantomTable.LESIONS.file()))) {
            lesions.computeIfAbsent(breast(cells), breast -> new ArrayList<>()).add(lesion(directory, cells));
        }
        List<Row> rows = new ArrayList<>();
        for (CSVRecord cells : records(directory.resolve(PhantomTable.TRUTH.file()))) {
            rows.add(row(directory, cells, lesions.getOrDefault(breast(cells), List.of())));
        }
        return new PhantomTruth(directory, rows);
    }

    /** The breasts of current exams. */
    public List<Row> current() {
        return breasts.stream().filter(Row::current).toList();
    }

    /** The breasts of current exams of one part of the set. */
    public List<Row> of(SetSplit split) {
        return breasts.stream().filter(row -> row.current() && row.split() == split).toList();
    }

    private static String breast(CSVRecord cells) {
        return cells.get("patient_id") + " " + cells.get("exam") + " " + cells.get("laterality");
    }

    private static Row row(Path directory, CSVRecord cells, List<TrueLesion> lesions) {
        Map<View, Path> pictures = new EnumMap<>(View.class);
        for (View view : View.values()) {
            if (!cells.get(view.name()).isEmpty()) {
                pictures.put(view, directory.resolve(cells.get(view.name())));
            }
        }
        Set<Lesion.Kind> kinds = EnumSet.noneOf(Lesion.Kind.class);
        for (Lesion.Kind kind : Lesion.Kind.values()) {
            if (cells.get(kind.name().toLowerCase(Locale.ROOT)).equals("1")) {
                kinds.add(kind);
            }
        }
        return new Row(cells.get("patient_id"), Integer.parseInt(cells.get("exam")), cells.get("current").equals("1"),
                cells.get("laterality").equals("L") ? Laterality.LEFT : Laterality.RIGHT,
                SetSplit.named(cells.get("split")).orElseThrow(), Double.parseDouble(cells.get("years_before")),
                DensityClass.valueOf(cells.get("density")), Birads.named(cells.get("birads")).orElseThrow(),
                Pathology.named(cells.get("pathology")).orElseThrow(), cells.get("years_to_cancer").isEmpty()
                        ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(cells.get("years_to_cancer"))),
                kinds, pictures, lesions);
    }

    private static TrueLesion lesion(Path directory, CSVRecord cells) {
        Map<View, Shown> views = new EnumMap<>(View.class);
        for (View view : View.values()) {
            if (!cells.get(view + "_mask").isEmpty()) {
                views.put(view, new Shown(new PixelBox(whole(cells, view + "_x0"), whole(cells, view + "_y0"),
                        whole(cells, view + "_x1"), whole(cells, view + "_y1")),
                        directory.resolve(cells.get(view + "_mask"))));
            }
        }
        return new TrueLesion(whole(cells, "lesion"), kind(cells.get("kind")),
                Nature.valueOf(cells.get("nature").toUpperCase(Locale.ROOT)), cells.get("appearance"),
                new BreastPoint(decimal(cells, "forward_mm"), decimal(cells, "outward_mm"),
                        decimal(cells, "upward_mm")), decimal(cells, "size_mm"), cells.get("reported").equals("1"),
                views);
    }

    private static Lesion.Kind kind(String words) {
        return Arrays.stream(Lesion.Kind.values()).filter(kind -> kind.words().equals(words)).findFirst()
                .orElseThrow();
    }

    private static int whole(CSVRecord cells, String column) {
        return Integer.parseInt(cells.get(column));
    }

    private static double decimal(CSVRecord cells, String column) {
        return Double.parseDouble(cells.get(column));
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
