package dev.nacre.mammo.data.sets;

import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.data.PythonLiteral;
import dev.nacre.mammo.data.PythonLiteralException;
import dev.nacre.mammo.data.SetSplit;
import dev.nacre.mammo.data.sets.SetProblem.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * VinDr-Mammo as a table of breasts: a row has, for each view, four lists of findings: seen on the right, seen on the
 * left, not seen on the right, not seen on the left. The published program wrote what was seen as texts that look like
 * lists, and listed everything as not seen: texts are read as the lists that they are, and what was not seen is not
 * read, since it is all the rest.
 */
final class ClipVinDrPairs implements ClipTable {
    @Override
    public List<String> columns() {
        return List.of("patient_id", "laterality", "CC", "MLO", "CC_FINDING", "MLO_FINDING", "split");
    }

    @Override
    public void read(SetTable table, PictureIndex pictures, SetCollector collector) {
        table.forEach(columns(), row -> {
            String exam = row.text("patient_id");
            Laterality side = collector.side(row, "laterality");
            Optional<SetSplit> split = collector.label(row, "split", SetSplit::named);
            List<String> named = new ArrayList<>();
            for (String view : List.of("CC", "MLO")) {
                List<Finding> findings = findings(row, view + "_FINDING", side, collector);
                for (String image : PythonTexts.of(row, view, collector)) {
                    named.add(image);
                    Optional<Path> file = ClipPairs.file(pictures, exam, image);
                    if (file.isEmpty()) {
                        collector.missing(row.place());
                    } else {
                        collector.add(new SetRecord(row.place(), exam, exam, side, new ViewName(view),
                                PictureKind.DIGITAL, file.get(), Optional.empty(), Optional.empty(), findings,
                                Optional.empty(), List.of(), split));
                    }
                }
            }
            ClipPairs.check(row, named, collector);
        });
    }

    private static List<Finding> findings(SetTable.Row row, String column, Laterality side, SetCollector collector) {
        List<List<String>> seen = seen(row, column, collector);
        if (seen.isEmpty()) {
            return List.of();
        }
        List<String> own = side == Laterality.LEFT ? seen.get(1) : seen.getFirst();
        List<String> other = side == Laterality.LEFT ? seen.getFirst() : seen.get(1);
        if (!other.isEmpty()) {
            collector.problem(Kind.CONTRADICTION, row.place(), "the column " + column + " has findings of the other"
                    + " breast, which are left out");
        }
        return VinDrMammo.categories(own, row, column, collector).stream().map(category -> new Finding(
                List.of(category), List.of(), List.of(), Optional.empty(), Optional.empty())).toList();
    }

    /** What was seen on the right and on the left; nothing where the cell is blank or something else. */
    private static List<List<String>> seen(SetTable.Row row, String column, SetCollector collector) {
        String cell = row.text(column);
        if (cell.isEmpty() || cell.equals("0")) {
            return List.of();
        }
        try {
            if (PythonLiteral.parse(cell) instanceof PythonLiteral.Items lists && lists.items().size() == 4) {
                return List.of(words(lists.items().getFirst()), words(lists.items().get(1)));
            }
        } catch (PythonLiteralException malformed) {
            // Told below, as for a list of another length.
        }
        collector.problem(Kind.UNKNOWN_LABEL, row.place(), "the column " + column + " holds no four lists");
        return List.of();
    }

    private static List<String> words(PythonLiteral list) throws PythonLiteralException {
        return switch (list) {
            case PythonLiteral.Items items -> PythonTexts.texts(items);
            case PythonLiteral.Text text when text.text().startsWith("[") -> words(PythonLiteral.parse(text.text()));
            case PythonLiteral.Text text -> text.text().isBlank() ? List.of() : List.of(text.text());
            case PythonLiteral.Number number -> List.of();
            case PythonLiteral.Truth truth -> List.of();
            case PythonLiteral.Nothing nothing -> List.of();
        };
    }
}
