package dev.nacre.mammo.data.sets;

import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.data.Pathology;
import dev.nacre.mammo.data.sets.SetProblem.Kind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What DMID's table says of one picture, from all its rows. Cells are known by what they hold, since copies of the
 * table differ in their columns: a picture's name, a view with its side such as {@code MLORT}, a class such as
 * {@code CIRC}, and a letter for severity behind the class. The circle of a row is not read: whether its rows count
 * from the upper or the lower edge is not stated, and the masks show the place.
 *
 * @param place the picture's first row
 * @param pathologies what its rows say, in their order
 */
record DmidLabels(RowPlace place, Laterality side, ViewName view, List<Finding> findings,
        List<Pathology> pathologies) {
    private static final List<String> TABLES = List.of("Metadata.csv", "metadata.csv", "Metadata.txt", "metadata.txt",
            "Info.txt", "Metadata.xlsx", "metadata.xlsx");
    private static final Pattern PICTURE =
            Pattern.compile("img\\s*0*(\\d{1,6})(?:\\.tiff?)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern VIEW = Pattern.compile("\\b(?:(CC|MLO)[\\s_-]*([LR])(?:T|EFT|IGHT)?"
            + "|([LR])(?:T|EFT|IGHT)?[\\s_-]*(CC|MLO))\\b", Pattern.CASE_INSENSITIVE);

    /** For a picture that the table does not name. */
    static DmidLabels none(RowPlace place) {
        return new DmidLabels(place, Laterality.UNKNOWN, ViewName.UNKNOWN, List.of(), List.of());
    }

    /** All pictures of the table by their numbers. */
    static Map<Integer, DmidLabels> read(SetFolder folder, SetCollector collector) {
        Path file = TABLES.stream().flatMap(name -> folder.file(name).stream()).findFirst()
                .orElseThrow(() -> folder.otherLayout("there is no Metadata.txt, .csv or .xlsx in it"));
        SetTable table = file.toString().endsWith(".xlsx") ? SetTable.ofWorkbook(file, "save it as Metadata.csv")
                : SetTable.ofLines(file, StandardCharsets.ISO_8859_1);
        Map<Integer, DmidLabels> labels = new TreeMap<>();
        table.forEachUnnamed(row -> {
            List<String> cells = row.cells().stream().flatMap(cell -> Stream.of(cell.split("[,;\\s]+"))).toList();
            Matcher picture = PICTURE.matcher(cells.getFirst());
            if (picture.matches()) {
                Integer number = Integer.valueOf(picture.group(1));
                labels.put(number, labels.getOrDefault(number, none(row.place())).with(row.place(), cells, collector));
            }
        });
        if (labels.isEmpty()) {
            throw folder.otherLayout("no row of its table begins with a picture such as IMG001");
        }
        return labels;
    }

    private DmidLabels with(RowPlace row, List<String> cells, SetCollector collector) {
        Laterality newSide = side;
        ViewName newView = view;
        // View and side may stand in one cell or in two.
        Matcher written = VIEW.matcher(String.join(" ", cells.subList(1, cells.size())));
        if (written.find()) {
            String letter = written.group(2) == null ? written.group(3) : written.group(2);
            newSide = SetCollector.sideNamed(letter).orElse(side);
            newView = new ViewName((written.group(1) == null ? written.group(4) : written.group(1))
                    .toUpperCase(Locale.ROOT));
        }
        Optional<MiasWords> meaning = Optional.empty();
        Optional<Pathology> severity = Optional.empty();
        for (String cell : cells.subList(1, cells.size())) {
            if (meaning.isEmpty()) {
                meaning = MiasWords.of(cell);
            } else if (severity.isEmpty()) {
                severity = MiasWords.severity(cell);
            }
        }
        if (meaning.isEmpty()) {
            collector.problem(Kind.UNKNOWN_LABEL, row, "the row has no class of abnormality that is known");
            return new DmidLabels(place, newSide, newView, findings, pathologies);
        }
        List<Finding> allFindings = new ArrayList<>(findings);
        List<Pathology> allPathologies = new ArrayList<>(pathologies);
        if (meaning.get().categories().isEmpty()) {
            allPathologies.add(Pathology.NORMAL);
        } else {
            allFindings.add(new Finding(meaning.get().categories(), meaning.get().words(), List.of(),
                    Optional.empty(), severity));
            severity.ifPresent(allPathologies::add);
        }
        return new DmidLabels(place, newSide, newView, List.copyOf(allFindings), List.copyOf(allPathologies));
    }
}
