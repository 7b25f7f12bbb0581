package dev.nacre.mammo.phantom;

import java.util.List;
import org.apache.commons.csv.CSVFormat;

/** The tables of a set and their columns. */
enum PhantomTable {
    /** A row for each breast of current exams, for pre-training. */
    TRAINING("train.csv", List.of("patient_id", "laterality", "view", "CC", "MLO", "text", "text_augment", "fold")),
    /** The same of women who are held out. */
    TEST("test.csv", TRAINING.columns),
    /** A row for each exam. */
    EXAMS("exams.csv", List.of("patient_id", "exam", "current", "split", "date", "age", "years_before",
            "years_to_cancer", "density", "device", "indication", "technique", "comparison", "composition", "findings",
            "impression")),
    /** A row for each picture. */
    VIEWS("views.csv", List.of("patient_id", "exam", "laterality", "view", "file", "split", "age", "density",
            "birads", "pathology", "implant", "device", "photometric", "bits", "height", "width", "pixel_mm",
            "thickness_mm")),
    /** A row for each lesion at each exam. */
    LESIONS("lesions.csv", List.of("patient_id", "exam", "laterality", "lesion", "kind", "nature", "appearance",
            "count", "size_mm", "forward_mm", "outward_mm", "upward_mm", "region", "history", "birads", "reported",
            "growth", "doubling_years", "CC_x0", "CC_y0", "CC_x1", "CC_y1", "CC_mask", "MLO_x0", "MLO_y0", "MLO_x1",
            "MLO_y1", "MLO_mask")),
    /** A row for each breast at each exam; written last. */
    TRUTH("truth.csv", List.of("patient_id", "exam", "current", "laterality", "split", "age", "years_before",
            "density", "glandular_share", "birads", "pathology", "years_to_cancer", "mass", "calcification",
            "distortion", "asymmetry", "implant", "incidentals", "depth_mm", "radius_mm", "thickness_mm", "CC",
            "MLO"));

    private final String file;
    private final List<String> columns;

    PhantomTable(String file, List<String> columns) {
        this.file = file;
        this.columns = columns;
    }

    String file() {
        return file;
    }

    /** The head of the file. */
    String header() {
        return CSVFormat.RFC4180.format(columns.toArray()) + "\r\n";
    }

    /** One row as text. */
    String line(Object... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException(file + " has " + columns.size() + " columns, got " + cells.length);
        }
        return CSVFormat.RFC4180.format(cells) + "\r\n";
    }
}
