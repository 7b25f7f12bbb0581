package dev.nacre.mammo.data.sets;

import dev.nacre.mammo.data.Birads;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Reports as they were before they became captions: a row for each picture with the parts of its report. The spelling
 * of the columns is the table's. Its assessment may differ from what its text says.
 */
final class ClipReports implements ClipTable {
    private static final List<Section> SECTIONS = List.of(new Section("HISTORY", "history"),
            new Section("FINDINGS", "findings"), new Section("IMPRESSION", "impression"),
            new Section("ASSESMENT", "assessment"), new Section("RECOMENDATION", "recommendation"),
            new Section("CONCLUSION", "conclusion"));

    private record Section(String column, String name) {
    }

    @Override
    public List<String> columns() {
        return List.of("patient_id", "image_id", "view", "laterality", "FINDINGS", "IMPRESSION", "fold");
    }

    @Override
    public void read(SetTable table, PictureIndex pictures, SetCollector collector) {
        table.forEach(columns(), row -> {
            String patient = row.whole("patient_id");
            Optional<Path> file = pictures.find(patient + "/" + row.text("image_id"), 2);
            if (file.isEmpty()) {
                collector.missing(row.place());
                return;
            }
            List<ReportSection> report = SECTIONS.stream().filter(section -> !row.text(section.column).isEmpty())
                    .map(section -> new ReportSection(section.name, row.text(section.column))).toList();
            collector.add(new SetRecord(row.place(), patient, patient, collector.side(row, "laterality"),
                    collector.view(row, "view"), PictureKind.UNKNOWN, file.get(),
                    collector.label(row, "BIRADS_CATEGORY", Birads::named), Optional.empty(), List.of(),
                    Optional.empty(), report, ClipTable.split(row, collector)));
        });
    }
}
