package dev.nacre.mammo.data.sets;

import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.data.Pathology;
import dev.nacre.mammo.data.sets.SetProblem.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * CSAW-CC (Karolinska): screening mammograms of women with and without cancer. A breast counts as malignant if the
 * cancer was in it and was found within sixty days of the examination; pictures before an interval cancer and earlier
 * ones of the same women, as well as their other breast, have no pathology, since what they show is not known.
 */
final class CsawCc implements MammogramSet {
    private static final List<String> TABLES = List.of("CSAW-CC_breast_cancer_screening_data.csv",
            "anon_dataset_nonhidden_211125.csv");
    private static final String SCREEN_DETECTED = "1";

    @Override
    public String name() {
        return "csaw-cc";
    }

    @Override
    public String title() {
        return "CSAW-CC";
    }

    @Override
    public Map<SetCount, Long> published() {
        return Map.of(SetCount.PICTURES, 98_788L, SetCount.PATIENTS, 8_723L, SetCount.EXAMS, 24_694L);
    }

    @Override
    public SetContents read(Path directory, PictureLook look) {
        SetFolder folder = new SetFolder(directory, name());
        SetTable table = folder.table(TABLES.stream().filter(name -> folder.file(name).isPresent()).findFirst()
                .orElse(TABLES.getFirst()));
        Map<String, List<Path>> files = folder.filesByStem();
        SetCollector collector = new SetCollector();
        table.forEach(List.of("anon_patientid", "exam_year", "x_case", "x_cancer_laterality", "rad_timing",
                "imagelaterality", "viewposition", "anon_filename"), row -> {
                    String stem = SetFolder.stem(row.text("anon_filename"));
                    Optional<Path> file = files.getOrDefault(stem, List.of()).stream()
                            .filter(path -> path.getFileName().toString().endsWith(".dcm")).findFirst();
                    if (file.isEmpty()) {
                        collector.missing(row.place());
                        return;
                    }
                    String patient = row.text("anon_patientid");
                    Laterality side = collector.side(row, "imagelaterality");
                    Optional<Pathology> pathology = pathology(row, side, collector);
                    List<Finding> findings = files.getOrDefault(stem + "_mask", List.of()).stream().limit(1)
                            .map(mask -> new Finding(List.of(FindingCategory.UNSPECIFIED), List.of(),
                                    List.of(new Region.MaskFile(mask)), Optional.empty(), pathology)).toList();
                    collector.add(new SetRecord(row.place(), patient, patient + " " + row.text("exam_year"), side,
                            collector.view(row, "viewposition"), PictureKind.DIGITAL, file.get(), Optional.empty(),
                            Optional.empty(), findings, pathology, List.of(), Optional.empty())
                            .with(RecordFacts.NONE.withRecall(collector.truth(row, "rad_recall"))
                                    .withPercentDensity(collector.number(row, "libra_percentdensity", 0, 100))));
                });
        return collector.contents();
    }

    private static Optional<Pathology> pathology(SetTable.Row row, Laterality side, SetCollector collector) {
        String woman = row.whole("x_case");
        if (woman.equals("0")) {
            return Optional.of(Pathology.NO_CANCER);
        }
        if (!woman.equals("1")) {
            collector.problem(Kind.UNKNOWN_LABEL, row.place(), "the column x_case holds neither 0 nor 1");
            return Optional.empty();
        }
        boolean diseased = side != Laterality.UNKNOWN && side == collector.side(row, "x_cancer_laterality");
        return diseased && row.whole("rad_timing").equals(SCREEN_DETECTED) ? Optional.of(Pathology.MALIGNANT)
                : Optional.empty();
    }
}
