package dev.nacre.nn.published;

import dev.nacre.core.io.Checkpoint;
import dev.nacre.core.io.CheckpointException;
import dev.nacre.core.io.Json;
import dev.nacre.core.io.JsonException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The {@code config.json} that Hugging Face keeps beside weights: what their sizes do not tell. */
record HuggingFaceConfig(Path file, Json json) {
    /** That of weights without one: nothing is told. */
    static final HuggingFaceConfig NONE = new HuggingFaceConfig(Path.of("config.json"), Json.object());
    private static final long LARGEST = 1 << 20;

    /**
     * The one in the folder of the weights, or nothing.
     *
     * @throws CheckpointException if there is one that cannot be read
     */
    static Optional<HuggingFaceConfig> beside(Checkpoint weights) {
        Path place = weights.path().toAbsolutePath();
        Path file = (Files.isDirectory(place) ? place : place.getParent()).resolve("config.json");
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
                return Optional.empty();
            }
            Json json = Json.parse(Files.readString(file));
            json.fields();
            return Optional.of(new HuggingFaceConfig(file, json));
        } catch (IOException | JsonException unreadable) {
            throw new CheckpointException(file + " lies beside the weights and cannot be read ("
                    + unreadable.getMessage() + "); mend it or move it away", unreadable);
        }
    }

    Optional<String> text(String key) {
        return json.find(key).filter(Json.Text.class::isInstance).map(Json::text);
    }

    /** A count above 0. @throws CheckpointException if something else stands there */
    int whole(String key, int otherwise) {
        return json.find(key).map(value -> {
            if (value instanceof Json.Whole(long count) && count > 0 && count <= Integer.MAX_VALUE) {
                return (int) count;
            }
            throw unusable(key, value);
        }).orElse(otherwise);
    }

    /** A number above 0. @throws CheckpointException if something else stands there */
    double decimal(String key, double otherwise) {
        return json.find(key).map(value -> {
            if ((value instanceof Json.Whole || value instanceof Json.Decimal) && value.decimal() > 0) {
                return value.decimal();
            }
            throw unusable(key, value);
        }).orElse(otherwise);
    }

    /** Refuses a setting with which the network would be another one than ours. */
    void require(String key, String expected) {
        text(key).filter(found -> !found.equals(expected)).ifPresent(found -> {
            throw new CheckpointException(file + " says " + key + " = \"" + found + "\", and Nacre's network has \""
                    + expected + "\"; its results would be others");
        });
    }

    private CheckpointException unusable(String key, Json value) {
        return new CheckpointException(file + " says " + key + " = " + value + ", where a number above 0 is needed; "
                + "fetch it again or move it away");
    }
}
