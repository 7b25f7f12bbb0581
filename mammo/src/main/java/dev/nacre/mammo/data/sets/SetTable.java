package dev.nacre.mammo.data.sets;

import dev.nacre.nn.InputException;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** A table with a header, read row by row; names and cells come without the space around them. */
final class SetTable {
    private final Path file;
    private final Charset charset;
    private final CSVFormat format;

    /** A table with commas or, as tables of European sets have them, semicolons. */
    SetTable(Path file, Charset charset, char separator) {
        this.file = file;
        this.charset = charset;
        this.format = CSVFormat.RFC4180.builder().setDelimiter(separator).setIgnoreEmptyLines(false).get();
    }

    /** One row. */
    record Row(RowPlace place, Map<String, Integer> columns, CSVRecord cells) {
        /** Whether the table has the column and the row reaches that far. */
        boolean has(String column) {
            Integer index = columns.get(column);
            return index != null && index < cells.size();
        }

        /** The cell without surrounding space and line ends; empty where there is no such cell. */
        String text(String column) {
            return has(column) ? cells.get(columns.get(column)).strip() : "";
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
        try (Reader text = Files.newBufferedReader(file, charset); CSVParser parser = CSVParser.parse(text, format)) {
            Map<String, Integer> columns = null;
            long line = 1;
            for (CSVRecord cells : parser) {
                boolean blank = cells.stream().allMatch(String::isBlank);
                if (columns == null) {
                    columns = columns(cells, needed);
                } else if (!blank) {
                    checkWidth(cells, columns, line);
                    reader.accept(new Row(new RowPlace(name, line), columns, cells));
                }
                line = parser.getCurrentLineNumber() + 1;
            }
            if (columns == null) {
                throw new InputException(file + " is empty: download it again");
            }
        } catch (UncheckedIOException damaged) {
            throw unreadable(damaged.getCause());
        } catch (IOException damaged) {
            throw unreadable(damaged);
        }
    }

    private InputException unreadable(IOException cause) {
        return cause instanceof CharacterCodingException
                ? new InputException(file + " is not text in " + charset + ": save it in that encoding", cause)
                : new InputException(file + " cannot be read as a table: check its permissions, and that quotes come in"
                        + " pairs", cause);
    }

    /** Cells beyond the header mean that a comma without quotes has shifted the row. */
    private void checkWidth(CSVRecord cells, Map<String, Integer> columns, long line) {
        int width = columns.values().stream().mapToInt(index -> index + 1).max().orElse(0);
        if (cells.stream().skip(width).anyMatch(cell -> !cell.isBlank())) {
            throw new InputException(file + ", line " + line + ": the row has " + cells.size() + " cells but the header"
                    + " has " + width + "; put quotes around cells that hold the separator");
        }
    }

    private Map<String, Integer> columns(CSVRecord header, List<String> needed) {
        Map<String, Integer> columns = new LinkedHashMap<>();
        for (int index = 0; index < header.size(); index++) {
            // Spreadsheets put a byte order mark before the first name.
            columns.putIfAbsent(header.get(index).replace("\uFEFF", "").strip(), index);
        }
        List<String> missing = needed.stream().filter(name -> !columns.containsKey(name)).toList();
        if (!missing.isEmpty()) {
            throw new InputException(file + ": the columns " + missing + " are missing in the header; check that it is"
                    + " the table that was published");
        }
        return columns;
    }
}
