package dev.nacre.mammo.data.sets;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The lines of a text, each as a row of one cell. */
record LineRows(Path file, Charset charset) implements TableRows {
    @Override
    public void forEach(Reader reader) throws IOException {
        try (BufferedReader text = Files.newBufferedReader(file, charset)) {
            long number = 1;
            for (String line = text.readLine(); line != null; line = text.readLine()) {
                if (!reader.row(number++, List.of(line))) {
                    return;
                }
            }
        }
    }
}
