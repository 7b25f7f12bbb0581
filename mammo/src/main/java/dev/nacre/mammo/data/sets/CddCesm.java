package dev.nacre.mammo.data.sets;

import dev.nacre.mammo.data.Birads;
import dev.nacre.mammo.data.DensityClass;
import dev.nacre.mammo.data.Pathology;
import dev.nacre.mammo.data.sets.SetProblem.Kind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * CDD-CESM (TCIA): low-energy pictures, which the set calls DM, and subtracted ones, which it calls CESM. The labels
 * are read from the published workbook {@code Radiology-manual-annotations.xlsx}, or the same saved as CSV; the
 * outlines, where they are there, from {@code Radiology_hand_drawn_segmentations_v2.csv}. They do not say what kind of
 * lesion they surround. Reports come from word-processor documents, and go with low-energy pictures alone.
 */
final class CddCesm implements MammogramSet {
    private static final String TABLE = "Radiology-manual-annotations";
    /** Downloads differ in the name. */
    private static final List<String> TABLES = List.of(TABLE, "Radiology manual annotations",
            "Radiology_manual_annotations");
    /** Copies of the table differ in the name, too. */
    private static final List<String> PATHOLOGY = List.of("Pathology Classification/ Follow up", "Pathology");
    private static final String OUTLINES = "Radiology_hand_drawn_segmentations_v2.csv";
    /** Between several values of a cell. */
    private static final String SEPARATOR = "\\$";

    @Override
    public String name() {
        return "cdd-cesm";
    }

    @Override
    public String title() {
        return "CDD-CESM, low-energy and subtracted pictures";
    }

    @Override
    public Map<SetCount, Long> published() {
        return Map.of(SetCount.PICTURES, 2_006L, SetCount.PATIENTS, 326L);
    }

    @Override
    public SetContents read(Path directory, PictureLook look) {
        SetFolder folder = new SetFolder(directory, name());
        SetTable table = folder.tableOrWorkbook(TABLES, StandardCharsets.UTF_8, ',');
        SetCollector collector = new SetCollector();
        Map<String, List<Path>> pictures = folder.filesByStem();
        Map<String, List<Region>> outlines = new HashMap<>();
        Map<String, RowPlace> unclaimed = new LinkedHashMap<>();
        if (folder.file(OUTLINES).isPresent()) {
            folder.table(OUTLINES).forEach(ViaOutline.COLUMNS, row -> {
                String stem = SetFolder.stem(row.text("filename"));
                unclaimed.putIfAbsent(stem, row.place());
                ViaOutline.region(row, collector).ifPresent(region ->
                        outlines.computeIfAbsent(stem, unused -> new ArrayList<>()).add(region));
            });
        }
        CddCesmReports reports = CddCesmReports.among(pictures, collector);
        table.forEach(List.of("Image_name", "Patient_ID", "Side", "Type", "View", "BIRADS", "Findings"), row -> {
            String stem = SetFolder.stem(row.text("Image_name"));
            unclaimed.remove(stem);
            List<Path> files = pictures.getOrDefault(stem, List.of());
            if (files.isEmpty()) {
                collector.missing(row.place());
                return;
            }
            String patient = row.text("Patient_ID");
            PictureKind kind = collector.label(row, "Type", CddCesm::kind).orElse(PictureKind.UNKNOWN);
            collector.add(new SetRecord(row.place(), patient, patient, collector.side(row, "Side"),
                    collector.view(row, "View"), kind, files.getFirst(),
                    collector.labels(row, "BIRADS", SEPARATOR, Birads::named).stream().max(Concern.ORDER),
                    collector.label(row, "Breast density (ACR)", DensityClass::named),
                    findings(row, outlines.getOrDefault(stem, List.of()), collector),
                    PATHOLOGY.stream().filter(row::has).findFirst().flatMap(column ->
                            collector.label(row, column, Pathology::named)), reports.of(patient, kind),
                    Optional.empty(), RecordFacts.NONE.withAge(collector.age(row, "Age"))
                            .withDevice(collector.name(row, "Machine").map("machine "::concat))));
        });
        unclaimed.values().forEach(place ->
                collector.problem(Kind.ORPHAN, place, "the picture has no row in " + TABLE));
        return collector.contents();
    }

    /** What the table names, which has no place, and what the outlines show, which has no kind. */
    private static List<Finding> findings(SetTable.Row row, List<Region> outlines, SetCollector collector) {
        List<Finding> findings = new ArrayList<>();
        for (FindingCategory category : collector.labels(row, "Findings", SEPARATOR, FindingCategory::named)) {
            findings.add(new Finding(List.of(category), List.of(), List.of(), Optional.empty(), Optional.empty()));
        }
        for (Region outline : outlines) {
            findings.add(new Finding(List.of(FindingCategory.UNSPECIFIED), List.of(), List.of(outline),
                    Optional.empty(), Optional.empty()));
        }
        return findings;
    }

    /** The table calls subtracted pictures CESM, the names of files CM. */
    static Optional<PictureKind> kind(String type) {
        return switch (type.toUpperCase(Locale.ROOT)) {
            case "DM" -> Optional.of(PictureKind.LOW_ENERGY);
            case "CM", "CESM" -> Optional.of(PictureKind.SUBTRACTED);
            default -> Optional.empty();
        };
    }
}
