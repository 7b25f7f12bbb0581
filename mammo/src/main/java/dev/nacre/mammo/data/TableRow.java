package dev.nacre.mammo.data;

import dev.nacre.nn.InputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVRecord;

/** One record of a table with the place that its errors name. */
record TableRow(Path table, int line, Map<String, Integer> columns, CSVRecord cells) {
    /** What spreadsheets and data frames write for a missing value; the published loader fills these cells with 0. */
    private static final Set<String> BLANK = Set.of("", "0", "0.0", "nan", "NaN", "None");

    boolean has(String column) {
        return columns.containsKey(column);
    }

    /** The cell without surrounding space. */
    String text(String column) {
        return cells.get(columns.get(column)).strip();
    }

    /** The texts of a cell that holds a Python list; a blank cell, or a column that is not there, is an empty list. */
    List<String> texts(String column) {
        if (!has(column) || BLANK.contains(text(column))) {
            return List.of();
        }
        PythonLiteral literal;
        try {
            literal = PythonLiteral.parse(text(column));
        } catch (PythonLiteralException malformed) {
            throw error(column, malformed.getMessage() + " of the cell; write a list such as ['first', 'second'], or"
                    + " leave the cell empty");
        }
        if (!(literal instanceof PythonLiteral.Items items)) {
            throw error(column, "the cell is not a list; write ['…'] around the value");
        }
        List<String> texts = new ArrayList<>();
        for (PythonLiteral item : items.items()) {
            texts.add(switch (item) {
                case PythonLiteral.Text text -> text.text();
                case PythonLiteral.Nothing nothing -> "";
                case PythonLiteral.Number number -> throw notText(column, texts.size());
                case PythonLiteral.Truth truth -> throw notText(column, texts.size());
                case PythonLiteral.Items nested -> throw notText(column, texts.size());
            });
        }
        return texts;
    }

    private InputException notText(String column, int index) {
        return error(column, "entry " + (index + 1) + " of the list is not a text; put it in quotes");
    }

    /** An error at a column of this row. */
    InputException error(String column, String problem) {
        return new InputException(table + ", line " + line + ", column " + column + ": " + problem);
    }
}
