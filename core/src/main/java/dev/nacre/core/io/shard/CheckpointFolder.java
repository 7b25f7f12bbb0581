package dev.nacre.core.io.shard;

import dev.nacre.core.io.CheckpointException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A folder as Hugging Face's libraries write it: the weights have one of few names, which say the format. */
public final class CheckpointFolder {
    /** The first that is there is taken: an index before a single file, safetensors before pickles. */
    private static final List<String> NAMES = List.of("model.safetensors.index.json", "model.safetensors",
            "pytorch_model.bin.index.json", "pytorch_model.bin");
    private static final String INDEX = "*.index.json";

    private CheckpointFolder() {
    }

    /**
     * The file in the folder that holds its weights, or their index.
     *
     * @throws CheckpointException if there is none, or none of the usual names and several indexes
     */
    public static Path weights(Path folder) {
        return NAMES.stream().map(folder::resolve).filter(Files::isRegularFile).findFirst()
                .orElseGet(() -> onlyIndex(folder));
    }

    private static Path onlyIndex(Path folder) {
        List<Path> indexes = new ArrayList<>();
        try (DirectoryStream<Path> matching = Files.newDirectoryStream(folder, INDEX)) {
            matching.forEach(indexes::add);
        } catch (IOException | DirectoryIteratorException unreadable) {
            throw new CheckpointException(folder + " cannot be listed; check its permissions.", unreadable);
        }
        if (indexes.size() != 1) {
            throw new CheckpointException(folder + " is a directory without any of the files "
                    + String.join(", ", NAMES) + ", and with " + indexes.size() + " files " + INDEX
                    + "; name the checkpoint itself.");
        }
        return indexes.getFirst();
    }
}
