package dev.nacre.mammo.task.probe;

import dev.nacre.core.Shape;
import dev.nacre.core.io.Checkpoint;
import dev.nacre.core.io.CheckpointException;
import dev.nacre.core.io.Json;
import dev.nacre.core.io.JsonWriter;
import dev.nacre.core.io.SafetensorsWriter;
import dev.nacre.core.io.StoredType;
import dev.nacre.mammo.task.LabelScheme;
import dev.nacre.nn.InputException;
import dev.nacre.nn.linear.LinearClassifier;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * One safetensors file for a linear probe: {@code weights}, float64 {@code [outputs, features]}, and {@code
 * intercepts}, float64 {@code [outputs]}; in the metadata entry {@code nacre} a JSON object with the labels, the hash
 * of the encoder and how it was fitted.
 */
final class ProbeFile {
    private static final String KEY = "nacre";
    private static final String FAMILY = "linear-probe";
    private static final int VERSION = 1;
    private static final ValueLayout.OfDouble LITTLE_ENDIAN =
            ValueLayout.JAVA_DOUBLE.withOrder(ByteOrder.LITTLE_ENDIAN);

    private ProbeFile() {
    }

    /** @param training how it came to be; free form, kept with the probe */
    static void write(TrainedProbe probe, Json.Fields training, Path target) {
        LinearClassifier classifier = probe.classifier();
        int outputs = classifier.outputs();
        double[] weights = IntStream.range(0, outputs).mapToObj(classifier::weights).flatMapToDouble(Arrays::stream)
                .toArray();
        double[] intercepts = IntStream.range(0, outputs).mapToDouble(classifier::intercept).toArray();
        Json.Fields description = Json.object().with("family", FAMILY).with("version", VERSION)
                .with("labels", probe.scheme().toJson()).with("encoder", probe.encoder())
                .with("fits", new Json.Items(probe.fits().stream().<Json>map(FittedLabel::toJson).toList()))
                .with("training", training).with("notice", "Research use, not for diagnosis.");
        try (Arena arena = Arena.ofConfined()) {
            new SafetensorsWriter().metadata(KEY, JsonWriter.compact(description))
                    .add("weights", StoredType.F64, Shape.of(outputs, classifier.width()), bytes(weights, arena))
                    .add("intercepts", StoredType.F64, Shape.of(outputs), bytes(intercepts, arena)).write(target);
        }
    }

    private static MemorySegment bytes(double[] values, Arena arena) {
        MemorySegment bytes = arena.allocate(LITTLE_ENDIAN, values.length);
        for (int index = 0; index < values.length; index++) {
            bytes.setAtIndex(LITTLE_ENDIAN, index, values[index]);
        }
        return bytes;
    }

    /** @throws CheckpointException if the file is missing, damaged or of another kind */
    static TrainedProbe read(Path source) {
        try (Checkpoint file = Checkpoint.open(source)) {
            Json text = file.description().find(KEY).orElseThrow(() -> new CheckpointException(source
                    + " does not say what it is; take a file that a linear probe was written to"));
            try {
                Json description = Json.parse(text.text());
                if (!description.get("family").text().equals(FAMILY) || description.get("version").whole() != VERSION) {
                    throw new CheckpointException(source + " is of the family '" + description.get("family").text()
                            + "' and version " + description.get("version").whole() + ", and not of '" + FAMILY
                            + "' and " + VERSION + "; take another file, or the Nacre that wrote it");
                }
                double[] weights = file.doubles("weights");
                double[] intercepts = file.doubles("intercepts");
                int width = weights.length / Math.max(1, intercepts.length);
                double[][] rows = IntStream.range(0, intercepts.length).mapToObj(output ->
                        Arrays.copyOfRange(weights, output * width, (output + 1) * width)).toArray(double[][]::new);
                return new TrainedProbe(LabelScheme.fromJson(description.get("labels")),
                        description.get("encoder").text(), new LinearClassifier(rows, intercepts),
                        description.get("fits").items().stream().map(FittedLabel::fromJson).toList());
            } catch (InputException | ArithmeticException | IllegalArgumentException e) {
                throw new CheckpointException(source + " describes its probe in a way that cannot be used ("
                        + e.getMessage() + "); it was written by something else, or changed", e);
            }
        }
    }
}
