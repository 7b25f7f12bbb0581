package dev.nacre.bench.study;

import dev.nacre.core.Device;
import dev.nacre.core.io.AtomicFile;
import dev.nacre.core.io.Json;
import dev.nacre.core.io.JsonException;
import dev.nacre.core.io.JsonWriter;
import dev.nacre.nn.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * The folder of a study. What is in it is not made again, so that a study that was stopped goes on; and it goes on with
 * the protocol that it began with, on the device on which it began, or not at all.
 *
 * @param path of the folder
 */
public record StudyFolder(Path path) {
    private static final String PROTOCOL = "protocol.json";

    /**
     * A new folder, or one in which this study began.
     *
     * @throws InputException if it holds a study of another protocol or device, or cannot be written
     */
    public static StudyFolder of(Path path, Json.Fields protocol) {
        String now = JsonWriter.indented(onThisDevice(protocol));
        Path file = path.resolve(PROTOCOL);
        try {
            if (!Files.exists(file)) {
                Files.createDirectories(path);
                AtomicFile.write(file, now);
            } else if (!Files.readString(file).equals(now)) {
                throw new InputException("the folder " + path + " holds a study of another protocol, or of"
                        + " another device: give a new folder, or delete it");
            }
        } catch (IOException e) {
            throw new InputException("the folder " + path + " cannot be used for a study (" + e.getMessage()
                    + "): choose another one", e);
        }
        return new StudyFolder(path);
    }

    /** Another device adds in another order; the processor is the usual one and not named. */
    private static Json.Fields onThisDevice(Json.Fields protocol) {
        Device device = Device.current();
        return device.equals(Device.CPU) ? protocol : protocol.with("device", device.toString());
    }

    /** A folder below it, which may not exist yet. */
    public Path folder(String name) {
        return path.resolve(name);
    }

    /** Whether a result is there. @param name of it, such as {@code labels/mass-0.01} */
    public boolean has(String name) {
        return Files.exists(file(name));
    }

    /**
     * A result, made unless it is there. It is kept whole or not at all.
     *
     * @param name of it, such as {@code labels/mass-0.01}
     * @throws InputException if it cannot be read, or not be kept
     */
    public Json kept(String name, Supplier<Json.Fields> making) {
        Path file = file(name);
        try {
            if (!Files.exists(file)) {
                Json.Fields made = making.get();
                Files.createDirectories(file.getParent());
                AtomicFile.write(file, JsonWriter.compact(made));
            }
            return Json.parse(Files.readString(file));
        } catch (IOException | JsonException e) {
            throw new InputException("the result " + file + " cannot be kept or read (" + e.getMessage()
                    + "): delete it if it is there, free some space, and run the study again", e);
        }
    }

    private Path file(String name) {
        return path.resolve(name + ".json");
    }
}
