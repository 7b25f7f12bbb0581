package dev.nacre.mammo.data.sets;

import dev.nacre.mammo.data.sets.SetProblem.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** CMMD as a table of pictures with folds; the set's known duplicates are left out here too. Views are not told. */
final class ClipCmmd implements ClipTable {
    @Override
    public List<String> columns() {
        return List.of("patient_id", "dicom_name", "LeftRight", "calcification", "mass", "cancer", "fold");
    }

    @Override
    public void read(SetTable table, PictureIndex pictures, SetCollector collector) {
        table.forEach(columns(), row -> {
            String patient = row.text("patient_id");
            String name = row.text("dicom_name").replace('\\', '/');
            String path = patient + "/" + name;
            Optional<Path> file = pictures.find(path, path.split("/").length);
            if (file.isEmpty()) {
                collector.missing(row.place());
                return;
            }
            if (Cmmd.isDouble(patient, Path.of(name.substring(name.lastIndexOf('/') + 1)))) {
                collector.problem(Kind.DUPLICATE, row.place(), "the set is known to hold the picture under another"
                        + " patient too; the other is kept");
                return;
            }
            List<Finding> findings = Stream.of(FindingCategory.CALCIFICATION, FindingCategory.MASS)
                    .filter(category -> collector.truth(row, category == FindingCategory.MASS ? "mass"
                            : "calcification").orElse(false))
                    .map(category -> new Finding(List.of(category), List.of(), List.of(), Optional.empty(),
                            Optional.empty())).toList();
            collector.add(new SetRecord(row.place(), patient, patient, collector.side(row, "LeftRight"),
                    ViewName.UNKNOWN, PictureKind.DIGITAL, file.get(), Optional.empty(), Optional.empty(), findings,
                    collector.label(row, "cancer", RsnaScreening::cancer), List.of(),
                    ClipTable.split(row, collector)));
        });
    }
}
