package dev.nacre.mammo.task.result;

import dev.nacre.mammo.data.sets.SetRecord;
import dev.nacre.mammo.eval.cases.Case;
import dev.nacre.mammo.eval.cases.Cases;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;

/** Scores as a CSV file with a row for each case; patients by pseudonym, pictures by the row of the set's table. */
final class PredictionTable {
    private static final List<String> HEADER = List.of("question", "unit", "patient", "side", "views", "rows", "label",
            "predicted", "scores", "boxes", "note");
    private static final String NOTE = "research use, not for diagnosis";

    private PredictionTable() {
    }

    /** The file. */
    static String of(List<Cases> all, FoundBoxes boxes, Pseudonyms pseudonyms) {
        StringBuilder text = new StringBuilder();
        text.append(CSVFormat.RFC4180.format(HEADER.toArray())).append("\r\n");
        for (Cases cases : all) {
            int[] highest = cases.highest();
            for (int index = 0; index < highest.length; index++) {
                text.append(row(cases, cases.all().get(index), highest[index], boxes, pseudonyms)).append("\r\n");
            }
        }
        return text.toString();
    }

    private static String row(Cases cases, Case one, int highest, FoundBoxes boxes, Pseudonyms pseudonyms) {
        List<String> classes = cases.question().classes();
        StringJoiner scores = new StringJoiner(" ");
        for (double score : one.scores()) {
            scores.add(String.format(Locale.ROOT, "%.6g", score));
        }
        List<String> cells = new ArrayList<>(List.of(cases.question().key(), cases.unit().word(),
                pseudonyms.of(one.patient()), joined(one, picture -> picture.side().name().toLowerCase(Locale.ROOT)),
                joined(one, picture -> picture.view().name()), joined(one, picture -> picture.place().table() + ":"
                        + picture.place().line()), classes.get(one.label()),
                // One score has no threshold of its own, so that it predicts nothing by itself.
                cases.question().isBinary() ? "" : classes.get(highest), scores.toString(),
                places(cases, one, boxes), NOTE));
        return CSVFormat.RFC4180.format(cells.toArray());
    }

    /** Left, upper, right and lower edge in pixels of the file and the score of each box. */
    private static String places(Cases cases, Case one, FoundBoxes boxes) {
        return one.pictures().stream().distinct()
                .flatMap(picture -> boxes.of(cases.question(), picture).stream()).map(box -> String.format(Locale.ROOT,
                        "%.1f %.1f %.1f %.1f %.4g", box.box().x0(), box.box().y0(), box.box().x1(), box.box().y1(),
                        box.score())).collect(Collectors.joining("; "));
    }

    private static String joined(Case one, Function<SetRecord, String> said) {
        return one.pictures().stream().map(said).distinct().collect(Collectors.joining(" "));
    }
}
