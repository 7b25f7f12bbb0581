package dev.nacre.mammo.data.sets;

import dev.nacre.mammo.data.Birads;
import dev.nacre.mammo.data.DensityClass;
import dev.nacre.mammo.data.Pathology;
import dev.nacre.mammo.data.SetSplit;
import dev.nacre.mammo.data.sets.SetProblem.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Phantoms that the command phantom wrote: {@code views.csv} has a row for each picture, {@code lesions.csv} one for
 * each lesion at an exam, with its box and mask in both views, {@code exams.csv} the reports. {@code truth.csv} is
 * written last; without it the set is not whole.
 */
final class PhantomFolder implements MammogramSet {
    private static final List<String> SECTIONS = List.of("indication", "technique", "comparison", "composition",
            "findings", "impression");

    @Override
    public String name() {
        return "phantom";
    }

    @Override
    public String title() {
        return "phantoms that the command phantom wrote";
    }

    @Override
    public SetContents read(Path directory, PictureLook look) {
        SetFolder folder = new SetFolder(directory, name());
        // Only a whole set has it.
        folder.table("truth.csv");
        SetCollector collector = new SetCollector();
        FindingTable findings = findings(folder, collector);
        Map<String, List<ReportSection>> reports = new HashMap<>();
        folder.table("exams.csv").forEach(Stream.concat(Stream.of("patient_id", "exam"), SECTIONS.stream()).toList(),
                row -> reports.put(exam(row), SECTIONS.stream().filter(section -> !row.text(section).isEmpty())
                        .map(section -> new ReportSection(section, row.text(section))).toList()));
        folder.table("views.csv").forEach(List.of("patient_id", "exam", "laterality", "view", "file", "split",
                "density", "birads", "pathology"), row -> {
                    List<Finding> found = findings.claim(breast(row) + row.text("view"));
                    Optional<Path> file = folder.file(row.text("file"));
                    if (file.isEmpty()) {
                        collector.missing(row.place());
                        return;
                    }
                    collector.add(new SetRecord(row.place(), row.text("patient_id"), exam(row),
                            collector.side(row, "laterality"), collector.view(row, "view"), PictureKind.DIGITAL,
                            file.get(), collector.label(row, "birads", Birads::named),
                            collector.label(row, "density", DensityClass::named), found,
                            collector.label(row, "pathology", Pathology::named),
                            reports.getOrDefault(exam(row), List.of()),
                            collector.label(row, "split", SetSplit::named),
                            RecordFacts.NONE.withAge(collector.age(row, "age"))
                                    .withDevice(collector.name(row, "device"))));
                });
        findings.reportUnclaimed(collector, "views.csv");
        return collector.contents();
    }

    private static String exam(SetTable.Row row) {
        return row.text("patient_id") + " " + row.text("exam");
    }

    private static String breast(SetTable.Row row) {
        return exam(row) + " " + row.text("laterality") + " ";
    }

    /** A lesion is a finding of each view that shows it. */
    private static FindingTable findings(SetFolder folder, SetCollector collector) {
        FindingTable findings = new FindingTable();
        folder.table("lesions.csv").forEach(List.of("patient_id", "exam", "laterality", "kind", "nature", "appearance",
                "birads", "CC_mask", "MLO_mask"), row -> {
                    for (String view : List.of("CC", "MLO")) {
                        if (!row.text(view + "_mask").isEmpty()) {
                            findings.add(breast(row) + view, row.place(),
                                    Optional.of(finding(row, view, folder, collector)));
                        }
                    }
                });
        return findings;
    }

    private static Finding finding(SetTable.Row row, String view, SetFolder folder, SetCollector collector) {
        List<Region> regions = new ArrayList<>(collector.box(row, view + "_x0", view + "_y0", view + "_x1",
                view + "_y1").stream().toList());
        Optional<Path> mask = folder.file(row.text(view + "_mask"));
        mask.ifPresent(file -> regions.add(new Region.MaskFile(file)));
        if (mask.isEmpty()) {
            collector.problem(Kind.MISSING_FILE, row.place(), "the mask is not there; write the set again");
        }
        return new Finding(List.of(collector.label(row, "kind", FindingCategory::named)
                .orElse(FindingCategory.UNSPECIFIED)), row.text("appearance").isEmpty() ? List.of()
                : List.of(row.text("appearance")), regions, collector.label(row, "birads", Birads::named),
                collector.label(row, "nature", Pathology::named));
    }
}
