package dev.nacre.mammo.prepare;

import dev.nacre.core.io.AtomicFile;
import dev.nacre.core.io.Json;
import dev.nacre.core.io.JsonException;
import dev.nacre.core.io.JsonWriter;
import dev.nacre.nn.InputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is done so far, a line of JSON for each file behind one that says how; so that a run that was stopped at any
 * moment goes on. A last line that was cut off is dropped.
 */
final class PreparationLog implements AutoCloseable {
    private final Path file;
    private final FileChannel channel;
    private final Map<String, PreparationRow> rows;

    private PreparationLog(Path file, FileChannel channel, Map<String, PreparationRow> rows) {
        this.file = file;
        this.channel = channel;
        this.rows = rows;
    }

    /**
     * Starts a log, or goes on with one that is there.
     *
     * @param how what decides on the results: recipe and format
     * @throws InputException if the log that is there says otherwise, or is none
     */
    static PreparationLog open(Path file, Json.Fields how) {
        String head = JsonWriter.compact(how);
        try {
            if (!Files.exists(file)) {
                AtomicFile.write(file, head + "\n");
            }
            String text = Files.readString(file);
            // A line without its end was being written when the run was stopped.
            String whole = text.substring(0, text.lastIndexOf('\n') + 1);
            String[] lines = whole.split("\n");
            if (!lines[0].equals(head)) {
                throw new InputException("the folder " + file.getParent() + " was prepared in another way ("
                        + difference(Json.parse(lines[0]), how) + "): give the same options as then, or a new folder");
            }
            Map<String, PreparationRow> rows = new LinkedHashMap<>();
            for (int line = 1; line < lines.length; line++) {
                PreparationRow row = PreparationRow.fromJson(Json.parse(lines[line]));
                rows.put(row.id(), row);
            }
            FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
            channel.truncate(whole.getBytes(StandardCharsets.UTF_8).length);
            channel.position(channel.size());
            return new PreparationLog(file, channel, rows);
        } catch (JsonException damaged) {
            throw new InputException("the log " + file + " is damaged (" + damaged.getMessage()
                    + "): remove it, and everything is prepared again", damaged);
        } catch (IOException failed) {
            throw new InputException("the log " + file + " cannot be read or written (" + failed.getMessage()
                    + "): check the folder and its permissions", failed);
        }
    }

    /** The first key that differs, as it is in the log. */
    private static String difference(Json earlier, Json.Fields how) {
        for (Map.Entry<String, Json> entry : how.fields().entrySet()) {
            Json before = earlier.get(entry.getKey());
            if (entry.getValue() instanceof Json.Fields fields && before instanceof Json.Fields
                    && !before.equals(fields)) {
                return entry.getKey() + ": " + difference(before, fields);
            }
            if (!before.equals(entry.getValue())) {
                return entry.getKey() + " was " + before;
            }
        }
        return "by another version";
    }

    /** The rows by id, in the order in which they came; those of this run included. */
    synchronized Map<String, PreparationRow> rows() {
        return new LinkedHashMap<>(rows);
    }

    /** Adds a row; it is in the file when this returns. */
    synchronized void add(PreparationRow row) {
        try {
            String text = JsonWriter.compact(row.toJson()) + "\n";
            ByteBuffer line = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (line.hasRemaining()) {
                channel.write(line);
            }
            rows.put(row.id(), row);
        } catch (IOException failed) {
            throw new InputException("the log " + file + " cannot be written (" + failed.getMessage()
                    + "): check the free space; what is done stays done, run the same command again", failed);
        }
    }

    @Override
    public void close() {
        try {
            channel.force(true);
            channel.close();
        } catch (IOException failed) {
            throw new InputException("the log " + file + " cannot be written (" + failed.getMessage() + ")", failed);
        }
    }
}
