package dev.nacre.mammo.data.sets;

import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.data.sets.SetProblem.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * Captions: a row for each breast, with lists of its pictures by view and of its texts. Each picture becomes a record
 * with all the texts of its breast. Missing cells may hold 0. Reworded texts ({@code text_augment}) are left to the
 * reader of training tables.
 */
final class ClipPairs implements ClipTable {
    @Override
    public List<String> columns() {
        return List.of("patient_id", "laterality", "CC", "MLO", "text", "fold");
    }

    @Override
    public void read(SetTable table, PictureIndex pictures, SetCollector collector) {
        table.forEach(columns(), row -> {
            List<String> texts = PythonTexts.of(row, "text", collector);
            List<ReportSection> report = new ArrayList<>();
            for (int index = 0; index < texts.size(); index++) {
                if (!texts.get(index).isBlank()) {
                    report.add(new ReportSection("text " + (index + 1), texts.get(index)));
                }
            }
            String patient = row.whole("patient_id");
            Laterality side = collector.side(row, "laterality");
            List<String> named = new ArrayList<>();
            for (String view : List.of("CC", "MLO")) {
                for (String image : PythonTexts.of(row, view, collector)) {
                    named.add(image);
                    Optional<Path> file = file(pictures, patient, image);
                    if (file.isEmpty()) {
                        collector.missing(row.place());
                    } else {
                        collector.add(new SetRecord(row.place(), patient, patient, side, new ViewName(view),
                                PictureKind.UNKNOWN, file.get(), Optional.empty(), Optional.empty(), List.of(),
                                Optional.empty(), report, ClipTable.split(row, collector)));
                    }
                }
            }
            check(row, named, collector);
        });
    }

    /** In the patient's folder or, as names are unique in such tables, anywhere. */
    static Optional<Path> file(PictureIndex pictures, String patient, String image) {
        return pictures.find(patient + "/" + image, 2).or(() -> pictures.find(image, image.split("/").length));
    }

    /** The column of all pictures repeats those of both views, in any order. */
    static void check(SetTable.Row row, List<String> named, SetCollector collector) {
        if (row.has("image") && !new HashSet<>(PythonTexts.of(row, "image", collector)).equals(new HashSet<>(named))) {
            collector.problem(Kind.CONTRADICTION, row.place(), "the column image lists other pictures than the columns"
                    + " CC and MLO, which are kept");
        }
    }
}
