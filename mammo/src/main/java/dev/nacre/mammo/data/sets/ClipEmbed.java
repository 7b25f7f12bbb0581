package dev.nacre.mammo.data.sets;

import dev.nacre.mammo.data.DensityClass;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * EMBED as a table of pictures with folds. Density counts from 0 here and from 1 in EMBED's own tables. The column
 * {@code new_ROI_coords} is not read: the order of its edges and the size of the picture that it belongs to are not
 * stated.
 */
final class ClipEmbed implements ClipTable {
    /** Cohort, patient, study and file. */
    private static final int PARTS = 4;
    private static final Map<String, FindingCategory> FINDINGS = Map.of("mass", FindingCategory.MASS, "calc",
            FindingCategory.CALCIFICATION, "arch_distortion", FindingCategory.ARCHITECTURAL_DISTORTION);

    @Override
    public List<String> columns() {
        return List.of("anon_dicom_path", "patient_id", "ImageLateralityFinal", "tissueden", "cancer", "fold");
    }

    @Override
    public void read(SetTable table, PictureIndex pictures, SetCollector collector) {
        table.forEach(columns(), row -> {
            Optional<Path> file = pictures.find(row.text("anon_dicom_path"), PARTS);
            if (file.isEmpty()) {
                collector.missing(row.place());
                return;
            }
            String patient = row.whole("patient_id");
            List<Finding> findings = new TreeMap<>(FINDINGS).entrySet().stream()
                    .filter(finding -> collector.truth(row, finding.getKey()).orElse(false))
                    .map(finding -> new Finding(List.of(finding.getValue()), List.of(), List.of(), Optional.empty(),
                            Optional.empty())).toList();
            collector.add(new SetRecord(row.place(), patient, patient, collector.side(row, "ImageLateralityFinal"),
                    collector.view(row, "ViewPosition"), PictureKind.UNKNOWN, file.get(), Optional.empty(),
                    collector.label(row, "tissueden", ClipEmbed::density), findings,
                    collector.label(row, "cancer", RsnaScreening::cancer), List.of(),
                    ClipTable.split(row, collector)));
        });
    }

    private static Optional<DensityClass> density(String number) {
        return number.matches("[0-3](\\.0)?") ? Optional.of(DensityClass.values()[number.charAt(0) - '0'])
                : Optional.empty();
    }
}
