package dev.nacre.mammo.data.sets;

import dev.nacre.mammo.data.Birads;
import dev.nacre.mammo.data.DensityClass;
import dev.nacre.mammo.data.SetSplit;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * VinDr-Mammo as a table of findings, several rows for some pictures, with boxes twice: in pixels of the DICOM file and
 * in pixels of the PNG of 912 x 1520. A record has those that fit its file. The column {@code density} counts from 0
 * and {@code breast_density} has letters: the letters are read. Columns of 0 and 1 are of one row's finding, not of the
 * picture, and are not read; nor are folds, which do not agree with the split.
 */
final class ClipVinDrFindings implements ClipTable {
    private static final String CATEGORIES = "finding_categories";

    @Override
    public List<String> columns() {
        return List.of("patient_id", "image_id", "laterality", "view", "breast_birads", "breast_density", CATEGORIES,
                "finding_birads", "xmin", "ymin", "xmax", "ymax", "resized_xmin", "resized_ymin", "resized_xmax",
                "resized_ymax", "split");
    }

    /** A picture with its findings so far. */
    private record Picture(SetRecord first, List<Finding> findings) {
    }

    @Override
    public void read(SetTable table, PictureIndex pictures, SetCollector collector) {
        Map<Path, Picture> found = new LinkedHashMap<>();
        table.forEach(columns(), row -> {
            String exam = row.text("patient_id");
            Optional<Path> file = pictures.find(exam + "/" + row.text("image_id"), 2);
            if (file.isEmpty()) {
                collector.missing(row.place());
                return;
            }
            Picture picture = found.computeIfAbsent(file.get(), unused -> new Picture(new SetRecord(row.place(), exam,
                    exam, collector.side(row, "laterality"), collector.view(row, "view"), PictureKind.DIGITAL,
                    file.get(), collector.label(row, "breast_birads", Birads::named),
                    collector.label(row, "breast_density", DensityClass::named), List.of(), Optional.empty(),
                    List.of(), collector.label(row, "split", SetSplit::named)), new ArrayList<>()));
            finding(row, file.get(), collector).ifPresent(picture.findings::add);
        });
        found.values().forEach(picture -> collector.add(picture.first.withFindings(picture.findings)));
    }

    private static Optional<Finding> finding(SetTable.Row row, Path file, SetCollector collector) {
        List<FindingCategory> categories = VinDrMammo.categories(PythonTexts.of(row, CATEGORIES, collector), row,
                CATEGORIES, collector);
        if (categories.isEmpty()) {
            return Optional.empty();
        }
        boolean resized = file.toString().endsWith(".png");
        Optional<Region> box = resized
                ? collector.box(row, "resized_xmin", "resized_ymin", "resized_xmax", "resized_ymax")
                : collector.box(row, "xmin", "ymin", "xmax", "ymax");
        return Optional.of(new Finding(categories, List.of(), box.stream().toList(),
                collector.label(row, "finding_birads", Birads::named), Optional.empty()));
    }
}
