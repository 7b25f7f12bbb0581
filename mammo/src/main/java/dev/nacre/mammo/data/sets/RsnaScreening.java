package dev.nacre.mammo.data.sets;

import dev.nacre.mammo.data.Birads;
import dev.nacre.mammo.data.DensityClass;
import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.data.Pathology;
import dev.nacre.mammo.data.SetSplit;
import dev.nacre.mammo.data.sets.SetProblem.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The training part of RSNA's screening mammography challenge of 2022. Cancer is a label of the breast: all pictures of
 * one must agree, and where they do not, the breast counts as malignant and the contradiction is reported. The table
 * does not tell exams of a patient apart. It has no findings and no reports.
 */
final class RsnaScreening implements MammogramSet {
    private static final String TABLE = "train.csv";

    @Override
    public String name() {
        return "rsna-2022";
    }

    @Override
    public String title() {
        return "RSNA Screening Mammography Breast Cancer Detection 2022, training part";
    }

    private record Breast(String patient, Laterality side) {
    }

    @Override
    public Map<SetCount, Long> published() {
        return Map.of(SetCount.PICTURES, 54_706L, SetCount.PATIENTS, 11_913L);
    }

    @Override
    public SetContents read(Path directory, PictureLook look) {
        SetFolder folder = new SetFolder(directory, name());
        SetCollector collector = new SetCollector();
        read(folder.table(TABLE), row -> folder.file("train_images/" + row.text("patient_id") + "/"
                + row.text("image_id") + ".dcm"), row -> Optional.empty(), collector);
        return collector.contents();
    }

    /**
     * Reads the table.
     *
     * @param file where the picture of a row is
     * @param split the part of a row
     */
    static void read(SetTable table, Function<SetTable.Row, Optional<Path>> file,
            Function<SetTable.Row, Optional<SetSplit>> split, SetCollector collector) {
        List<SetRecord> rows = new ArrayList<>();
        Map<Breast, Pathology> labels = new HashMap<>();
        table.forEach(List.of("patient_id", "image_id", "laterality", "view", "cancer", "BIRADS", "density"), row -> {
            String patient = row.text("patient_id");
            Laterality side = collector.side(row, "laterality");
            Optional<Pathology> cancer = collector.label(row, "cancer", RsnaScreening::cancer);
            cancer.ifPresent(label -> note(labels, new Breast(patient, side), label, row.place(), collector));
            Optional<Path> picture = file.apply(row);
            if (picture.isEmpty()) {
                collector.missing(row.place());
                return;
            }
            rows.add(new SetRecord(row.place(), patient, patient, side, collector.view(row, "view"),
                    PictureKind.DIGITAL, picture.get(), collector.label(row, "BIRADS", Birads::named),
                    collector.label(row, "density", DensityClass::named), List.of(), cancer, List.of(),
                    split.apply(row), RecordFacts.NONE.withAge(collector.age(row, "age"))
                            .withDevice(collector.name(row, "machine_id").map("machine "::concat))));
        });
        for (SetRecord row : rows) {
            Optional<Pathology> label = Optional.ofNullable(labels.get(new Breast(row.patient(), row.side())));
            collector.add(row.withPathology(label));
        }
    }

    /** Of 0 and 1. */
    static Optional<Pathology> cancer(String text) {
        return switch (text) {
            case "0", "0.0" -> Optional.of(Pathology.NO_CANCER);
            case "1", "1.0" -> Optional.of(Pathology.MALIGNANT);
            default -> Optional.empty();
        };
    }

    private static void note(Map<Breast, Pathology> labels, Breast breast, Pathology label, RowPlace place,
            SetCollector collector) {
        Pathology before = labels.putIfAbsent(breast, label);
        if (before != null && before != label) {
            labels.put(breast, Pathology.MALIGNANT);
            collector.problem(Kind.CONTRADICTION, place, "the column cancer contradicts an earlier picture of this"
                    + " breast, which therefore counts as malignant");
        }
    }
}
