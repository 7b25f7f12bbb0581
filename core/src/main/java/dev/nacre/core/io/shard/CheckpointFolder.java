package dev.nacre.core.io.shard;

import dev.nacre.core.io.CheckpointException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A folder as Hugging Face's libraries write it: the weights have one of few names, which say the format. */
public final class CheckpointFolder {
    /** The first that is there is taken: an index before a single file, safetensors before pickles. */
    private static final List<String> NAMES = List.of("model.safetensors.index.json", "model.safetensors",
            "pytorch_model.bin.index.json", "pytorch_model.bin");

    private CheckpointFolder() {
    }

    /**
     * The file in the folder that holds its weights, or their index.
     *
     * @throws CheckpointException if there is none
     */
    public static Path weights(Path folder) {
        return NAMES.stream().map(folder::resolve).filter(Files::isRegularFile).findFirst()
                .orElseThrow(() -> new CheckpointException(folder + " is a directory without any of the files "
                        + String.join(", ", NAMES) + "; name the checkpoint itself."));
    }
}
