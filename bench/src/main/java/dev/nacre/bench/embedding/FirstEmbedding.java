package dev.nacre.bench.embedding;

import dev.nacre.mammo.Mammography;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The shortest program with a model, which {@link StartBench} starts over and over: says how far it is, and at the end
 * how many milliseconds of processors that took.
 */
public final class FirstEmbedding {
    static final String STARTED = "started";
    static final String LOADED = "loaded";
    static final String EMBEDDED = "embedded";

    private FirstEmbedding() {
    }

    /** Takes a model and a picture. */
    public static void main(String[] arguments) {
        System.out.println(STARTED);
        try (Mammography model = Mammography.load(Path.of(arguments[0]))) {
            System.out.println(LOADED);
            float[] vector = model.embedPicture(Path.of(arguments[1]));
            long processorMillis = ProcessHandle.current().info().totalCpuDuration().map(Duration::toMillis).orElse(0L);
            System.out.println(EMBEDDED + " " + processorMillis + " " + vector[0]);
        }
    }
}
