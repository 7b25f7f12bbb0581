package dev.nacre.mammo.task.probe;

import dev.nacre.core.io.Json;
import dev.nacre.mammo.task.LabelScheme;
import dev.nacre.nn.InputException;
import dev.nacre.nn.linear.LinearClassifier;
import java.nio.file.Path;
import java.util.List;

/**
 * A fitted linear probe. Research use, not for diagnosis.
 *
 * @param scheme     what it tells
 * @param encoder    hash of the encoder whose features it was fitted to
 * @param classifier of the features as the encoder gives them, with a logit for each finding or class
 * @param fits       how it was fitted: for each finding, or once for all classes
 */
public record TrainedProbe(LabelScheme scheme, String encoder, LinearClassifier classifier, List<FittedLabel> fits) {
    /** Copies the list; refuses a classifier with another number of outputs. */
    public TrainedProbe {
        fits = List.copyOf(fits);
        int outputs = scheme.outputs();
        if (classifier.outputs() != outputs) {
            throw new IllegalArgumentException("a classifier of " + classifier.outputs() + " outputs and " + outputs
                    + " labels " + scheme.names());
        }
    }

    /**
     * Writes it for {@link #read}.
     *
     * @param training how it came to be, such as {@link ProbeSettings#toJson}; free form, kept with the probe
     * @throws dev.nacre.core.io.CheckpointException if the file cannot be written
     */
    public void write(Json.Fields training, Path target) {
        ProbeFile.write(this, training, target);
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws dev.nacre.core.io.CheckpointException if the file is missing, damaged or of another kind
     */
    public static TrainedProbe read(Path source) {
        return ProbeFile.read(source);
    }

    /**
     * Logits of pictures: {@code [pictures][outputs]}.
     *
     * @throws InputException if the features are of another encoder
     */
    public double[][] logits(PictureFeatures features) {
        if (!features.encoder().equals(encoder)) {
            throw new InputException("the features are of another encoder, other weights or another picture recipe than"
                    + " the probe was fitted to: compute them with its own");
        }
        return classifier.logits(features.values());
    }

    /** Of findings one probability each, of classes probabilities that sum to 1: {@code [pictures][outputs]}. */
    public double[][] probabilities(PictureFeatures features) {
        double[][] values = logits(features);
        for (int picture = 0; picture < values.length; picture++) {
            values[picture] = scheme.probabilities(values[picture]);
        }
        return values;
    }
}
