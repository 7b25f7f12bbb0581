package dev.nacre.mammo.data.sets;

import dev.nacre.nn.InputException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** A table with a header, read row by row; names and cells come without the space around them. */
final class SetTable {
    private final Path file;
    private final TableRows rows;
    /** What a table that is no text in it must be saved in. */
    private final String encoding;

    /** A text with commas or, as tables of European sets have them, semicolons. */
    SetTable(Path file, Charset charset, char separator) {
        this(file, new DelimitedRows(file, charset, separator), charset.name());
    }

    /**
     * The first sheet of a workbook, or the one called all.
     *
     * @param saveAs what to do with a file that cannot be read, for its message
     */
    static SetTable ofWorkbook(Path file, String saveAs) {
        return new SetTable(file, new WorkbookRows(file, saveAs), "");
    }

    /** A text whose lines are rows of one cell. */
    static SetTable ofLines(Path file, Charset charset) {
        return new SetTable(file, new LineRows(file, charset), charset.name());
    }

    private SetTable(Path file, TableRows rows, String encoding) {
        this.file = file;
        this.rows = rows;
        this.encoding = encoding;
    }

    /** One row. */
    record Row(RowPlace place, Map<String, Integer> columns, List<String> cells) {
        /** Whether the table has the column and the row reaches that far. */
        boolean has(String column) {
            Integer index = columns.get(column);
            return index != null && index < cells.size();
        }

        /** The cell without surrounding space and line ends; empty where there is no such cell. */
        String text(String column) {
            return has(column) ? cells.get(columns.get(column)).strip() : "";
        }

        /** As {@link #text}, for whole numbers: data frames with gaps write them as {@code 1.0}. */
        String whole(String column) {
            String cell = text(column);
            return cell.endsWith(".0") ? cell.substring(0, cell.length() - 2) : cell;
        }
    }

    /**
     * Gives every row to {@code reader}.
     *
     * @param needed columns that must be there
     * @throws InputException if the table cannot be read, or lacks one of them
     */
    void forEach(List<String> needed, Consumer<Row> reader) {
        String name = file.getFileName().toString();
        Map<String, Integer> columns = new LinkedHashMap<>();
        read((line, cells) -> {
            if (cells.stream().allMatch(String::isBlank)) {
                return true;
            }
            if (columns.isEmpty()) {
                columns.putAll(columns(cells, needed));
            } else {
                checkWidth(cells, columns, line);
                checkLength(cells, columns, needed, line);
                reader.accept(new Row(new RowPlace(name, line), columns, cells));
            }
            return true;
        });
        if (columns.isEmpty()) {
            throw new InputException(file + " is empty: download it again");
        }
    }

    /**
     * The names of the columns; none where the table is empty.
     *
     * @throws InputException if the table cannot be read
     */
    Set<String> header() {
        Set<String> names = new LinkedHashSet<>();
        read((line, cells) -> {
            names.addAll(columns(cells, List.of()).keySet());
            return cells.stream().allMatch(String::isBlank);
        });
        return names;
    }

    /**
     * Gives every row that is not blank to {@code reader}, for a table of which the names of columns are not known:
     * they are called 0, 1, 2 …
     *
     * @throws InputException if the table cannot be read
     */
    void forEachUnnamed(Consumer<Row> reader) {
        String name = file.getFileName().toString();
        read((line, cells) -> {
            if (!cells.stream().allMatch(String::isBlank)) {
                Map<String, Integer> columns = new LinkedHashMap<>();
                IntStream.range(0, cells.size()).forEach(index -> columns.put(Integer.toString(index), index));
                reader.accept(new Row(new RowPlace(name, line), columns, cells));
            }
            return true;
        });
    }

    private void read(TableRows.Reader reader) {
        try {
            rows.forEach(reader);
        } catch (CharacterCodingException damaged) {
            throw new InputException(file + " is not text in " + encoding + ": save it in that encoding", damaged);
        } catch (IOException damaged) {
            throw new InputException(file + " cannot be read as a table: check its permissions, and that quotes come in"
                    + " pairs", damaged);
        }
    }

    /** Cells beyond the header mean that a comma without quotes has shifted the row. */
    private void checkWidth(List<String> cells, Map<String, Integer> columns, long line) {
        int width = columns.values().stream().mapToInt(index -> index + 1).max().orElse(0);
        if (cells.stream().skip(width).anyMatch(cell -> !cell.isBlank())) {
            throw new InputException(file + ", line " + line + ": the row has " + cells.size() + " cells but the header"
                    + " has " + width + "; put quotes around cells that hold the separator");
        }
    }

    /**
     * A row that ends before a column that is needed was cut off, as by a download that broke. Rows at the end of some
     * tables hold no picture but a sum, and nothing in these columns. Workbooks leave out blank cells.
     */
    private void checkLength(List<String> cells, Map<String, Integer> columns, List<String> needed, long line) {
        List<Integer> places = needed.stream().map(columns::get).toList();
        if (rows instanceof DelimitedRows && places.stream().anyMatch(place -> place >= cells.size())
                && places.stream().anyMatch(place -> place < cells.size() && !cells.get(place).isBlank())) {
            throw new InputException(file + ", line " + line + ": the row has " + cells.size()
                    + " cells and ends before the column " + needed.stream()
                            .filter(column -> columns.get(column) >= cells.size()).findFirst().orElseThrow()
                    + "; the table may have been cut off: download it again, or complete the row");
        }
    }

    private Map<String, Integer> columns(List<String> header, List<String> needed) {
        Map<String, Integer> columns = new LinkedHashMap<>();
        for (int index = 0; index < header.size(); index++) {
            // Spreadsheets put a byte order mark before the first name.
            columns.putIfAbsent(header.get(index).replace("\uFEFF", "").strip(), index);
        }
        List<String> missing = needed.stream().filter(name -> !columns.containsKey(name)).toList();
        if (!missing.isEmpty() && columns.size() == 1 && rows instanceof DelimitedRows text
                && header.getFirst().matches("(?s).*[,;\t].*")) {
            throw new InputException(file + ": its cells are separated by another character than here, where it is '"
                    + text.separator() + "'; save it with that one");
        }
        if (!missing.isEmpty()) {
            throw new InputException(file + ": the columns " + missing + " are missing in the header; check that it is"
                    + " the table that was published");
        }
        return columns;
    }
}
