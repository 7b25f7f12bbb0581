package dev.nacre.mammo.data.sets;

import dev.nacre.mammo.data.Birads;
import dev.nacre.mammo.data.DensityClass;
import dev.nacre.mammo.data.SetSplit;
import dev.nacre.mammo.data.sets.SetProblem.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * VinDr-Mammo 1.0.0 (PhysioNet): 5,000 exams of four pictures, with an assessment and a density for each breast and
 * boxes around findings. It has no pathology and does not tell which exams are of one patient, so an exam stands for a
 * patient. {@code finding_annotations.csv} has a row for each finding, and one without a box for each picture that has
 * none.
 */
final class VinDrMammo implements MammogramSet {
    private static final String PICTURES = "breast-level_annotations.csv";
    private static final String FINDINGS = "finding_annotations.csv";
    private static final String HEADERS = "metadata.csv";
    private static final String CATEGORIES = "finding_categories";
    private static final String NO_FINDING = "No Finding";

    @Override
    public String name() {
        return "vindr-mammo";
    }

    @Override
    public String title() {
        return "VinDr-Mammo 1.0.0";
    }

    @Override
    public Map<SetCount, Long> published() {
        return Map.of(SetCount.PICTURES, 20_000L, SetCount.EXAMS, 5_000L, SetCount.BOXES, 2_254L);
    }

    @Override
    public SetContents read(Path directory, PictureLook look) {
        SetFolder folder = new SetFolder(directory, name());
        SetTable pictures = folder.table(PICTURES);
        SetCollector collector = new SetCollector();
        FindingTable findings = new FindingTable();
        folder.table(FINDINGS).forEach(List.of("image_id", CATEGORIES, "finding_birads", "xmin", "ymin",
                "xmax", "ymax"), row -> findings.add(row.text("image_id"), row.place(), finding(row, collector)));
        Map<String, RecordFacts> facts = facts(folder, collector);
        pictures.forEach(List.of("study_id", "image_id", "laterality", "view_position", "breast_birads",
                "breast_density", "split"), row -> {
                    String exam = row.text("study_id");
                    String image = row.text("image_id");
                    List<Finding> found = findings.claim(image);
                    Optional<Path> file = folder.file("images/" + exam + "/" + image + ".dicom");
                    if (file.isEmpty()) {
                        collector.missing(row.place());
                        return;
                    }
                    collector.add(new SetRecord(row.place(), exam, exam, collector.side(row, "laterality"),
                            collector.view(row, "view_position"), PictureKind.DIGITAL, file.get(),
                            collector.label(row, "breast_birads", Birads::named),
                            collector.label(row, "breast_density", DensityClass::named),
                            found, Optional.empty(), List.of(),
                            collector.label(row, "split", SetSplit::named),
                            facts.getOrDefault(image, RecordFacts.NONE)));
                });
        findings.reportUnclaimed(collector, PICTURES);
        return collector.contents();
    }

    /** By the picture; none where somebody left out the table of what the files' headers say. */
    private static Map<String, RecordFacts> facts(SetFolder folder, SetCollector collector) {
        Map<String, RecordFacts> facts = new HashMap<>();
        if (folder.file(HEADERS).isPresent()) {
            folder.table(HEADERS).forEach(List.of("SOP Instance UID"), row -> facts.put(row.text("SOP Instance UID"),
                    RecordFacts.NONE.withAge(collector.age(row, "Patient's Age"))
                            .withDevice(collector.name(row, "Manufacturer"))));
        }
        return facts;
    }

    /** Nothing for a picture without finding. */
    private static Optional<Finding> finding(SetTable.Row row, SetCollector collector) {
        List<FindingCategory> categories = categories(PythonTexts.of(row, CATEGORIES, collector), row, CATEGORIES,
                collector);
        if (categories.isEmpty()) {
            return Optional.empty();
        }
        List<Region> regions = collector.box(row, "xmin", "ymin", "xmax", "ymax").stream().toList();
        return Optional.of(new Finding(categories, List.of(), regions,
                collector.label(row, "finding_birads", Birads::named), Optional.empty()));
    }

    /** The kinds that a list of words names; none for No Finding. */
    static List<FindingCategory> categories(List<String> words, SetTable.Row row, String column,
            SetCollector collector) {
        List<FindingCategory> categories = new ArrayList<>();
        for (String word : words) {
            if (word.equals(NO_FINDING)) {
                continue;
            }
            Optional<FindingCategory> category = FindingCategory.named(word);
            category.ifPresent(categories::add);
            if (category.isEmpty()) {
                collector.problem(Kind.UNKNOWN_LABEL, row.place(), "the column " + column
                        + " holds a category that is not known");
                categories.add(FindingCategory.UNSPECIFIED);
            }
        }
        return categories;
    }
}
