package dev.nacre.mammo.data.sets;

import dev.nacre.mammo.data.PythonLiteral;
import dev.nacre.mammo.data.PythonLiteralException;
import dev.nacre.mammo.data.sets.SetProblem.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Cells that hold a Python list of texts. */
final class PythonTexts {
    /** What stands for a missing list; published loaders fill missing cells with 0. */
    private static final Set<String> BLANK = Set.of("", "0", "0.0", "nan", "NaN", "None");

    private PythonTexts() {
    }

    /** The texts; none where the cell is blank, and a problem where it holds anything else. */
    static List<String> of(SetTable.Row row, String column, SetCollector collector) {
        if (BLANK.contains(row.text(column))) {
            return List.of();
        }
        try {
            if (PythonLiteral.parse(row.text(column)) instanceof PythonLiteral.Items items) {
                return texts(items);
            }
        } catch (PythonLiteralException malformed) {
            // Told below, as for a literal that is no list.
        }
        collector.problem(Kind.UNKNOWN_LABEL, row.place(), "the column " + column + " holds no list of texts");
        return List.of();
    }

    /** The texts of a list; empty for what is none. */
    static List<String> texts(PythonLiteral.Items items) {
        List<String> texts = new ArrayList<>();
        for (PythonLiteral item : items.items()) {
            texts.add(item instanceof PythonLiteral.Text text ? text.text() : "");
        }
        return texts;
    }
}
