package dev.nacre.mammo.data.sets;

import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.data.Pathology;
import dev.nacre.mammo.data.sets.SetProblem.Kind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * CMMD (TCIA, doi 10.7937/tcia.eqde4b16): a table with a row for each diseased breast, and pictures that say themselves
 * which breast and which view they show. The other breast of such a patient has no label: it is not known to be
 * healthy. Masks of TOMPEI-CMMD, if they are there, belong to the pictures of their names. The table is the published
 * workbook {@code CMMD_clinicaldata_revision.xlsx}, or the same saved as CSV.
 */
final class Cmmd implements MammogramSet {
    private static final String TABLE = "CMMD_clinicaldata_revision";
    /** Stands for the table in places of pictures, which no table lists; their number is that in the sorted folder. */
    private static final String PICTURES = "pictures";
    /** The same patient as D1-0202. */
    private static final String DOUBLE_PATIENT = "D2-0284";
    /** The same picture as that of D1-0808. */
    private static final String PATIENT_OF_DOUBLE_PICTURE = "D1-1292";
    private static final String DOUBLE_PICTURE = "1-1.dcm";

    private static final Pattern PATIENT = Pattern.compile("D[12]-\\d{4}");
    private static final Pattern MASK = Pattern.compile("(D[12]-\\d{4}_[LR]_(?:CC|MLO))(?![A-Za-z]).*");

    private record Breast(String patient, Laterality side) {
    }

    /** A row of the table. */
    private record Label(RowPlace place, List<Finding> findings, Optional<Pathology> pathology,
            RecordFacts facts) {
    }

    @Override
    public String name() {
        return "cmmd";
    }

    @Override
    public String title() {
        return "CMMD, Chinese Mammography Database";
    }

    @Override
    public Map<SetCount, Long> published() {
        return Map.of(SetCount.PATIENTS, 1_775L);
    }

    @Override
    public SetContents read(Path directory, PictureLook look) {
        SetFolder folder = new SetFolder(directory, name());
        SetTable table = folder.tableOrWorkbook(List.of(TABLE), StandardCharsets.UTF_8, ',');
        Map<String, List<Path>> pictures = new TreeMap<>(folder.picturesByFolder("D1-", "D2-"));
        Map<String, List<Path>> masks = masks(pictures);
        SetCollector collector = new SetCollector();
        Map<Breast, Label> labels = labels(table, collector);
        Set<Breast> unseen = new LinkedHashSet<>(labels.keySet());
        int number = 0;
        for (Map.Entry<String, List<Path>> patient : pictures.entrySet()) {
            for (Path file : patient.getValue()) {
                number++;
                RowPlace place = new RowPlace(PICTURES, number);
                Optional<PictureLook.Head> head = look.head(file);
                if (head.isEmpty()) {
                    collector.problem(Kind.UNREADABLE, place, "the file is no picture that can be read");
                    continue;
                }
                Breast breast = new Breast(patient.getKey(), head.get().side());
                unseen.remove(breast);
                if (isDouble(patient.getKey(), file)) {
                    collector.problem(Kind.DUPLICATE, place, "the set is known to hold the picture under another"
                            + " patient too; the other is kept");
                    continue;
                }
                if (breast.side() == Laterality.UNKNOWN) {
                    collector.problem(Kind.UNKNOWN_LABEL, place, "the picture does not say which breast it shows");
                }
                Optional<Label> label = Optional.ofNullable(labels.get(breast));
                List<Region> regions = masks.getOrDefault(maskKey(breast, head.get().view()), List.of()).stream()
                        .<Region>map(Region.MaskFile::new).toList();
                collector.add(new SetRecord(place, breast.patient(), breast.patient(), breast.side(),
                        head.get().view(), PictureKind.DIGITAL, file, Optional.empty(), Optional.empty(),
                        Finding.placed(label.map(Label::findings).orElse(List.of()), regions),
                        label.flatMap(Label::pathology), List.of(), Optional.empty(),
                        label.map(Label::facts).orElse(RecordFacts.NONE)));
            }
        }
        unseen.forEach(breast -> collector.problem(Kind.MISSING_FILE, labels.get(breast).place(),
                "no picture of the breast is there; download it, or leave the row out"));
        return collector.contents();
    }

    /** Takes the masks of TOMPEI-CMMD out of the pictures: files named by patient, side and view. */
    private static Map<String, List<Path>> masks(Map<String, List<Path>> pictures) {
        Map<String, List<Path>> masks = new TreeMap<>();
        pictures.forEach((name, files) -> {
            Matcher mask = MASK.matcher(name);
            if (mask.matches()) {
                masks.computeIfAbsent(mask.group(1), unused -> new ArrayList<>()).addAll(files);
            }
        });
        pictures.keySet().removeIf(name -> !PATIENT.matcher(name).matches());
        return masks;
    }

    private static String maskKey(Breast breast, ViewName view) {
        return breast.patient + "_" + breast.side.name().charAt(0) + "_" + view.name();
    }

    private static Map<Breast, Label> labels(SetTable table, SetCollector collector) {
        Map<Breast, Label> labels = new LinkedHashMap<>();
        table.forEach(List.of("ID1", "LeftRight", "abnormality", "classification"), row -> {
            Breast breast = new Breast(row.text("ID1"), collector.side(row, "LeftRight"));
            Optional<Pathology> pathology = collector.label(row, "classification", Pathology::named);
            List<FindingCategory> categories = collector.label(row, "abnormality", Cmmd::categories).orElse(List.of());
            List<String> words = row.text("subtype").isEmpty() ? List.of() : List.of(row.text("subtype"));
            Label label = new Label(row.place(), categories.stream().map(category ->
                    new Finding(List.of(category), words, List.of(), Optional.empty(), pathology)).toList(), pathology,
                    RecordFacts.NONE.withAge(collector.age(row, "Age")));
            Label before = labels.putIfAbsent(breast, label);
            if (before != null && !before.pathology.equals(pathology)) {
                collector.problem(Kind.CONTRADICTION, row.place(), "the column classification contradicts an earlier"
                        + " row of this breast, which is kept");
            }
        });
        return labels;
    }

    private static Optional<List<FindingCategory>> categories(String abnormality) {
        return switch (abnormality.toLowerCase(Locale.ROOT)) {
            case "both" -> Optional.of(List.of(FindingCategory.CALCIFICATION, FindingCategory.MASS));
            default -> FindingCategory.named(abnormality).map(List::of);
        };
    }

    /** Whether the set holds the picture under another patient too. */
    static boolean isDouble(String patient, Path file) {
        return patient.equals(DOUBLE_PATIENT)
                || patient.equals(PATIENT_OF_DOUBLE_PICTURE) && file.endsWith(DOUBLE_PICTURE);
    }
}
