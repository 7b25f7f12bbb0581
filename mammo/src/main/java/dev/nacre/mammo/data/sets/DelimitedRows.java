package dev.nacre.mammo.data.sets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Rows of a text file with a character between cells and quotes around cells that hold it.
 *
 * @param separator a comma or, as tables of European sets have it, a semicolon
 */
record DelimitedRows(Path file, Charset charset, char separator) implements TableRows {
    @Override
    public void forEach(Reader reader) throws IOException {
        CSVFormat format = CSVFormat.RFC4180.builder().setDelimiter(separator).setIgnoreEmptyLines(false).get();
        try (java.io.Reader text = Files.newBufferedReader(file, charset);
                CSVParser parser = CSVParser.parse(text, format)) {
            long line = 1;
            for (CSVRecord cells : parser) {
                if (!reader.row(line, cells.toList())) {
                    return;
                }
                line = parser.getCurrentLineNumber() + 1;
            }
        } catch (UncheckedIOException damaged) {
            throw damaged.getCause();
        }
    }
}
