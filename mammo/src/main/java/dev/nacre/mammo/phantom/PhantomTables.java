package dev.nacre.mammo.phantom;

import dev.nacre.mammo.data.View;
import dev.nacre.mammo.image.PixelBox;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;

/** What the tables of a set say about one patient. */
final class PhantomTables {
    static final String IMAGES = "images";
    static final String MASKS = "masks";
    static final String LESIONS = "lesions.csv";
    static final String TRUTH = "truth.csv";

    private static final List<String> PRETRAINING_COLUMNS =
            List.of("patient_id", "laterality", "view", "CC", "MLO", "text", "text_augment", "fold");
    private static final List<String> TRUTH_COLUMNS = List.of("patient_id", "laterality", "split", "density", "mass",
            "calcification", "mass_appearance", "mass_contrast", "mass_quadrant", "calcification_morphology",
            "calcification_count", "calcification_quadrant", "benign", "CC", "MLO");
    private static final List<String> LESION_COLUMNS = List.of("patient_id", "laterality", "view", "kind",
            "appearance", "distance_cm", "radius_cm", "x0", "y0", "x1", "y1", "image", "mask");

    private final PhantomPatient patient;
    private final Split split;
    private final List<List<Object>> pretraining = new ArrayList<>();
    private final List<List<Object>> truth = new ArrayList<>();
    private final List<List<Object>> lesions = new ArrayList<>();

    PhantomTables(PhantomPatient patient, Split split) {
        this.patient = patient;
        this.split = split;
    }

    static String image(PhantomPatient patient, PhantomBreast breast, View view) {
        return IMAGES + "/" + name(patient, breast, view) + ".png";
    }

    static String mask(PhantomPatient patient, PhantomBreast breast, View view, Lesion lesion) {
        return MASKS + "/" + name(patient, breast, view) + "_" + lesion.kind().word() + ".png";
    }

    private static String name(PhantomPatient patient, PhantomBreast breast, View view) {
        return patient.name() + "_" + PhantomSet.side(breast.laterality()) + "_" + view;
    }

    void breast(PhantomBreast breast) {
        String side = PhantomSet.side(breast.laterality());
        String craniocaudal = image(patient, breast, View.CC);
        String oblique = image(patient, breast, View.MLO);
        pretraining.add(List.of(patient.name(), side, literal(List.of("CC", "MLO")), literal(List.of(craniocaudal)),
                literal(List.of(oblique)), literal(PhantomSet.report(breast, 0).sections()),
                literal(PhantomSet.report(breast, 1).sections()), split == Split.TRAINING ? 1 : 0));
        truth.add(List.of(patient.name(), side, split.word(), breast.density(), breast.mass().isPresent() ? 1 : 0,
                breast.calcification().isPresent() ? 1 : 0,
                breast.mass().map(Mass::appearance).orElse(""),
                breast.mass().map(mass -> mass.contrast().word()).orElse(""),
                breast.mass().map(mass -> mass.place().quadrant()).orElse(""),
                breast.calcification().map(CalcificationCluster::appearance).orElse(""),
                breast.calcification().map(cluster -> String.valueOf(cluster.count())).orElse(""),
                breast.calcification().map(cluster -> cluster.place().quadrant()).orElse(""),
                breast.benign().stream().map(benign -> benign.kind().word()).distinct()
                        .collect(Collectors.joining("; ")),
                craniocaudal, oblique));
    }

    void lesion(PhantomBreast breast, View view, LesionMask mask) {
        Lesion lesion = mask.lesion();
        PixelBox box = mask.box();
        lesions.add(List.of(patient.name(), PhantomSet.side(breast.laterality()), view, lesion.kind().word(),
                lesion.appearance(), rounded(lesion.place().distance()), rounded(lesion.radius()), box.x0(), box.y0(),
                box.x1(), box.y1(), image(patient, breast, view), mask(patient, breast, view, lesion)));
    }

    static String pretraining(List<PhantomTables> patients, boolean test) {
        return csv(PRETRAINING_COLUMNS, patients.stream()
                .filter(rows -> rows.split == Split.TEST == test).toList(), rows -> rows.pretraining);
    }

    static String truth(List<PhantomTables> patients) {
        return csv(TRUTH_COLUMNS, patients, rows -> rows.truth);
    }

    static String lesions(List<PhantomTables> patients) {
        return csv(LESION_COLUMNS, patients, rows -> rows.lesions);
    }

    private static String csv(List<String> columns, List<PhantomTables> patients,
            Function<PhantomTables, List<List<Object>>> rows) {
        StringBuilder text = new StringBuilder(line(columns));
        patients.forEach(patient -> rows.apply(patient).forEach(row -> text.append(line(row))));
        return text.toString();
    }

    private static String line(List<?> cells) {
        return CSVFormat.RFC4180.format(cells.toArray()) + "\r\n";
    }

    /** A Python list literal; none of our texts holds an apostrophe. */
    private static String literal(List<String> texts) {
        return texts.stream().map(text -> "'" + text + "'").collect(Collectors.joining(", ", "[", "]"));
    }

    private static String rounded(double centimetres) {
        return String.format(Locale.ROOT, "%.2f", centimetres);
    }
}
