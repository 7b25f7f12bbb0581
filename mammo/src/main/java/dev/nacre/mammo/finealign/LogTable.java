package dev.nacre.mammo.finealign;

import dev.nacre.core.io.AtomicFile;
import dev.nacre.nn.InputException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** A CSV file that grows during a training, line by line; when a training is resumed, what is done again is dropped. */
final class LogTable implements AutoCloseable {
    private final Path file;
    private final String header;
    private BufferedWriter writer;

    LogTable(Path file, String header) {
        this.file = file;
        this.header = header;
    }

    /** Keeps that many lines of an earlier run, without one that the end of a process cut short. */
    void open(long keep) {
        try {
            String text = Files.exists(file) ? Files.readString(file) : "";
            List<String> lines = text.substring(0, text.lastIndexOf('\n') + 1).lines().skip(1).limit(keep).toList();
            List<String> all = new ArrayList<>(List.of(header));
            all.addAll(lines);
            AtomicFile.write(file, String.join("\n", all) + "\n");
            writer = Files.newBufferedWriter(file, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    void add(String line) {
        try {
            writer.write(line + "\n");
            writer.flush();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private InputException failure(IOException e) {
        return new InputException("the log " + file + " cannot be written (" + e.getMessage()
                + "): free some space or choose another output directory", e);
    }

    @Override
    public void close() {
        try {
            if (writer != null) {
                writer.close();
            }
        } catch (IOException e) {
            throw failure(e);
        }
    }
}
