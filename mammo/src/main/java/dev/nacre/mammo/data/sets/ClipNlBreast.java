package dev.nacre.mammo.data.sets;

import dev.nacre.mammo.data.Laterality;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** NL-Breast-Screening as a table of paths of another machine: patient, side and view are their last folders. */
final class ClipNlBreast implements ClipTable {
    /** Patient, side, view and file. */
    private static final int PARTS = 4;

    @Override
    public List<String> columns() {
        return List.of("image_path", "cancer", "fold");
    }

    @Override
    public void read(SetTable table, PictureIndex pictures, SetCollector collector) {
        table.forEach(columns(), row -> {
            String path = row.text("image_path").replace('\\', '/');
            Optional<Path> file = pictures.find(path, PARTS);
            if (file.isEmpty()) {
                collector.missing(row.place());
                return;
            }
            String[] parts = path.split("/");
            String patient = parts[parts.length - PARTS];
            Laterality side = SetCollector.sideNamed(parts[parts.length - 3]).orElse(Laterality.UNKNOWN);
            String view = parts[parts.length - 2];
            collector.add(new SetRecord(row.place(), patient, patient, side,
                    view.matches("[A-Z]{1,8}") ? new ViewName(view) : ViewName.UNKNOWN, PictureKind.DIGITAL,
                    file.get(), Optional.empty(), Optional.empty(), List.of(),
                    collector.label(row, "cancer", RsnaScreening::cancer), List.of(),
                    ClipTable.split(row, collector)));
        });
    }
}
