package dev.nacre.mammo.data.sets;

import dev.nacre.mammo.data.Birads;
import dev.nacre.mammo.data.DensityClass;
import dev.nacre.mammo.data.Pathology;
import dev.nacre.mammo.data.SetSplit;
import dev.nacre.mammo.data.sets.SetProblem.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Pictures of one's own. {@code pictures.csv} has a row for each picture with the columns {@code patient, side, view,
 * file} and, where there are, {@code exam, birads, density, pathology, split, age, device, findings, impression};
 * {@code findings.csv}, if there is one, a row for each finding with {@code file, category} and, where there are,
 * {@code xmin, ymin, xmax, ymax, mask, birads, pathology}. Files are relative to the folder.
 */
final class PlainCsv implements MammogramSet {
    private static final String PICTURES = "pictures.csv";
    private static final String FINDINGS = "findings.csv";
    private static final List<String> SECTIONS = List.of("findings", "impression");

    @Override
    public String name() {
        return "csv";
    }

    @Override
    public String title() {
        return "pictures of one's own with plain tables";
    }

    @Override
    public SetContents read(Path directory, PictureLook look) {
        SetFolder folder = new SetFolder(directory, name());
        SetTable pictures = folder.table(PICTURES);
        SetCollector collector = new SetCollector();
        FindingTable findings = new FindingTable();
        if (folder.file(FINDINGS).isPresent()) {
            folder.table(FINDINGS).forEach(List.of("file", "category"), row ->
                    findings.add(row.text("file"), row.place(), Optional.of(finding(row, folder, collector))));
        }
        pictures.forEach(List.of("patient", "side", "view", "file"), row -> {
            List<Finding> found = findings.claim(row.text("file"));
            Optional<Path> file = folder.file(row.text("file"));
            if (file.isEmpty()) {
                collector.missing(row.place());
                return;
            }
            String patient = row.text("patient");
            collector.add(new SetRecord(row.place(), patient, row.has("exam") ? row.text("exam") : patient,
                    collector.side(row, "side"), collector.view(row, "view"), PictureKind.UNKNOWN, file.get(),
                    collector.label(row, "birads", Birads::named),
                    collector.label(row, "density", DensityClass::named),
                    found, pathology(row, collector), report(row),
                    collector.label(row, "split", SetSplit::named), RecordFacts.NONE
                            .withAge(collector.age(row, "age")).withDevice(collector.name(row, "device"))));
        });
        findings.reportUnclaimed(collector, PICTURES);
        return collector.contents();
    }

    private static Finding finding(SetTable.Row row, SetFolder folder, SetCollector collector) {
        List<Region> regions = new ArrayList<>(collector.box(row, "xmin", "ymin", "xmax", "ymax").stream().toList());
        if (!row.text("mask").isEmpty()) {
            Optional<Path> mask = folder.file(row.text("mask"));
            mask.ifPresent(file -> regions.add(new Region.MaskFile(file)));
            if (mask.isEmpty()) {
                collector.problem(Kind.MISSING_FILE, row.place(), "the mask is not there; correct its path");
            }
        }
        FindingCategory category = collector.label(row, "category", FindingCategory::named)
                .orElse(FindingCategory.UNSPECIFIED);
        return new Finding(List.of(category), List.of(), regions, collector.label(row, "birads", Birads::named),
                pathology(row, collector));
    }

    private static Optional<Pathology> pathology(SetTable.Row row, SetCollector collector) {
        return collector.label(row, "pathology", Pathology::named);
    }

    private static List<ReportSection> report(SetTable.Row row) {
        return SECTIONS.stream().filter(section -> !row.text(section).isEmpty())
                .map(section -> new ReportSection(section, row.text(section))).toList();
    }
}
