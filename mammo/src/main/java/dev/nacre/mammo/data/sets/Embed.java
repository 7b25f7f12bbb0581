package dev.nacre.mammo.data.sets;

import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.data.PythonLiteral;
import dev.nacre.mammo.data.PythonLiteralException;
import dev.nacre.mammo.data.sets.EmbedExams.Labels;
import dev.nacre.mammo.data.sets.SetProblem.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * EMBED Open Data (Emory): a table with a row for each file, and one with a row for each finding of an exam. Findings
 * belong to pictures of their side; boxes belong to pictures and do not say which finding they surround. Boxes begin
 * with y. Pictures that were computed from tomosynthesis and spot or magnification views are told apart.
 */
final class Embed implements MammogramSet {
    private static final String PICTURES = "EMBED_OpenData_metadata";
    private static final String FINDINGS = "EMBED_OpenData_clinical";
    /** The tables hold the paths of the machine on which they were made: they agree from here on. */
    private static final Pattern PATH = Pattern.compile("(?:.*/)?(cohort_\\w+/.+)");

    @Override
    public String name() {
        return "embed";
    }

    @Override
    public String title() {
        return "EMBED Open Data";
    }

    @Override
    public Map<SetCount, Long> published() {
        return Map.of(SetCount.PICTURES, 480_323L, SetCount.PATIENTS, 22_382L, SetCount.EXAMS, 76_373L);
    }

    @Override
    public SetContents read(Path directory, PictureLook look) {
        SetFolder folder = new SetFolder(directory, name());
        SetTable pictures = table(folder, PICTURES);
        SetCollector collector = new SetCollector();
        EmbedExams exams = EmbedExams.read(table(folder, FINDINGS), collector);
        pictures.forEach(List.of("empi_anon", "acc_anon", "anon_dicom_path", "FinalImageType", "ImageLateralityFinal",
                "ViewPosition"), row -> {
                    Optional<PictureKind> kind = kind(row.text("FinalImageType"));
                    if (kind.isEmpty()) {
                        collector.problem(Kind.NO_MAMMOGRAM, row.place(), "the column FinalImageType names neither a"
                                + " digital mammogram nor a picture computed from tomosynthesis");
                        return;
                    }
                    Optional<Path> file = file(folder, row.text("anon_dicom_path"));
                    if (file.isEmpty()) {
                        collector.missing(row.place());
                        return;
                    }
                    String exam = row.whole("acc_anon");
                    Laterality side = collector.side(row, "ImageLateralityFinal");
                    Optional<Labels> labels = exams.of(exam, side);
                    if (labels.isEmpty()) {
                        collector.problem(Kind.UNLABELLED, row.place(), "the picture's exam has no row in the table of"
                                + " findings, so that it has no labels");
                    }
                    List<Finding> findings = new ArrayList<>(labels.map(Labels::findings).orElse(List.of()));
                    findings.addAll(boxes(row, collector));
                    collector.add(new SetRecord(row.place(), row.whole("empi_anon"), exam, side, view(row, collector),
                            kind.get(), file.get(), labels.flatMap(Labels::birads), labels.flatMap(Labels::density),
                            findings, labels.flatMap(Labels::pathology), List.of(), Optional.empty(),
                            RecordFacts.NONE.withAge(exams.age(exam))
                                    .withDevice(collector.name(row, "ManufacturerModelName"))));
                });
        return collector.contents();
    }

    /** In full or reduced, in the folder of tables or beside it. */
    private static SetTable table(SetFolder folder, String stem) {
        return folder.table(Stream.of("tables/" + stem + ".csv", stem + ".csv", "tables/" + stem + "_reduced.csv",
                stem + "_reduced.csv").filter(name -> folder.file(name).isPresent()).findFirst().orElse(stem + ".csv"));
    }

    private static Optional<Path> file(SetFolder folder, String written) {
        Matcher path = PATH.matcher(written.replace('\\', '/'));
        return path.matches() ? Stream.of("images/", "").flatMap(place -> folder.file(place + path.group(1)).stream())
                .findFirst() : Optional.empty();
    }

    private static Optional<PictureKind> kind(String type) {
        return switch (type.toLowerCase(Locale.ROOT)) {
            case "2d" -> Optional.of(PictureKind.DIGITAL);
            case "cview", "c-view" -> Optional.of(PictureKind.SYNTHETIC);
            default -> Optional.empty();
        };
    }

    /** A spot or magnification view is no standard one, whatever its position. */
    private static ViewName view(SetTable.Row row, SetCollector collector) {
        ViewName view = collector.view(row, "ViewPosition");
        return row.whole("spot_mag").equals("1") ? new ViewName((view.name() + " SPOT").strip()) : view;
    }

    /** A list of lists of ymin, xmin, ymax and xmax. */
    private static List<Finding> boxes(SetTable.Row row, SetCollector collector) {
        if (row.text("ROI_coords").isEmpty()) {
            return List.of();
        }
        List<Finding> findings = new ArrayList<>();
        try {
            if (!(PythonLiteral.parse(row.text("ROI_coords")) instanceof PythonLiteral.Items boxes)) {
                throw new IllegalArgumentException("no list");
            }
            for (PythonLiteral box : boxes.items()) {
                findings.add(new Finding(List.of(FindingCategory.UNSPECIFIED), List.of(), List.of(box(box)),
                        Optional.empty(), Optional.empty()));
            }
        } catch (PythonLiteralException | IllegalArgumentException noBoxes) {
            collector.problem(Kind.UNUSABLE_REGION, row.place(), "the column ROI_coords holds something else than boxes"
                    + " of four edges each");
        }
        return findings;
    }

    private static Region box(PythonLiteral box) {
        List<PythonLiteral> edges = box instanceof PythonLiteral.Items items ? items.items() : List.of();
        double[] numbers = edges.stream().mapToDouble(edge ->
                edge instanceof PythonLiteral.Number number ? number.number() : Double.NaN).toArray();
        if (numbers.length != 4) {
            throw new IllegalArgumentException("a box has four edges");
        }
        return new Region.Box(numbers[1], numbers[0], numbers[3], numbers[2]);
    }
}
