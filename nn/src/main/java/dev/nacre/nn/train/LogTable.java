package dev.nacre.nn.train;

import dev.nacre.core.io.AtomicFile;
import dev.nacre.nn.InputException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A CSV file that grows during a training and is flushed line by line, so that a killed process loses nothing of it.
 * When a training is resumed, lines of what is done again are dropped.
 */
public final class LogTable implements AutoCloseable {
    private final Path file;
    private final String header;
    private BufferedWriter writer;

    /** How many of the lines that are there stay. */
    @FunctionalInterface
    public interface Staying {
        /** @param lines whole ones, without the header */
        long of(List<String> lines);
    }

    /**
     * A file that is not touched before it is opened.
     *
     * @param header its first line
     */
    public LogTable(Path file, String header) {
        this.file = file;
        this.header = header;
    }

    /**
     * Keeps lines of an earlier run, never one that the end of a process cut short.
     *
     * @throws InputException if the file cannot be written
     */
    public void open(Staying staying) {
        try {
            String text = Files.exists(file) ? Files.readString(file) : "";
            List<String> lines = text.substring(0, text.lastIndexOf('\n') + 1).lines().skip(1).toList();
            List<String> all = new ArrayList<>(List.of(header));
            all.addAll(lines.subList(0, Math.toIntExact(staying.of(lines))));
            AtomicFile.write(file, String.join("\n", all) + "\n");
            writer = Files.newBufferedWriter(file, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /**
     * One more line, given to the file system when this returns.
     *
     * @throws InputException if it cannot be written
     */
    public void add(String line) {
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
