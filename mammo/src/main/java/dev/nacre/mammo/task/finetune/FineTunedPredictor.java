package dev.nacre.mammo.task.finetune;

import dev.nacre.core.Scope;
import dev.nacre.mammo.image.PictureBatch;
import dev.nacre.mammo.image.Pictures;
import dev.nacre.mammo.image.PixelRecipe;
import dev.nacre.mammo.prepare.MammogramReader;
import dev.nacre.mammo.published.PictureClassifier;
import dev.nacre.mammo.task.LabelScheme;
import dev.nacre.mammo.task.OutputCalibration;
import dev.nacre.nn.Parameter;
import dev.nacre.nn.Pass;
import dev.nacre.nn.linear.LinearClassifier;
import dev.nacre.nn.published.Licence;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A fine-tuned model with all that belongs to it: pictures in, scores out. Results depend on the input alone. Safe for
 * many threads. Research use, not for diagnosis.
 *
 * @param model       the network
 * @param scheme      what its outputs mean
 * @param pictures    how files become its input
 * @param calibration how likely outputs are right, where that was fitted
 * @param licence     what the publisher of the weights that it began with asks, where it restricts use
 */
public record FineTunedPredictor(PictureClassifier model, LabelScheme scheme, PixelRecipe pictures,
        Optional<OutputCalibration> calibration, Optional<Licence> licence) {
    private static final int CHANNELS = 3;

    /** Refuses a model with another number of outputs. */
    public FineTunedPredictor {
        if (model.classes() != scheme.outputs()) {
            throw new IllegalArgumentException("a model of " + model.classes() + " outputs and " + scheme.outputs()
                    + " labels " + scheme.names());
        }
    }

    /**
     * Loads a file that fine-tuning wrote.
     *
     * @throws dev.nacre.core.io.CheckpointException if it is missing, damaged or of another model; one sentence
     */
    public static FineTunedPredictor load(Path file) {
        return FineTunedFile.read(file);
    }

    /**
     * Loads a classifier that Mammo-CLIP's downstream training wrote, for pictures of 1520 × 912 prepared as there.
     *
     * @param scheme what its outputs mean, which the file does not say
     * @throws dev.nacre.core.io.CheckpointException if it is missing, damaged, of another model, or has another number
     *                                               of outputs
     */
    public static FineTunedPredictor loadPublished(Path file, LabelScheme scheme) {
        return FineTunedFile.readPublished(file, scheme);
    }

    /**
     * What the model says of a picture.
     *
     * @throws dev.nacre.nn.InputException if the file is missing, unreadable or constant
     */
    public PictureScores score(Path file) {
        float[] prepared = pictures.prepare(MammogramReader.read(file));
        return scores(new PictureBatch(1, pictures.fit().height(), pictures.fit().width(), prepared)).getFirst();
    }

    /** What the model says of prepared pictures, in their order. */
    public List<PictureScores> scores(Pictures batch) {
        List<PictureScores> scores = new ArrayList<>();
        for (double[] logits : logits(model, batch)) {
            scores.add(new PictureScores(logits, scheme.probabilities(logits),
                    calibration.map(fitted -> fitted.probabilities(logits))));
        }
        return scores;
    }

    /** The linear layer by itself, of the encoder's pooled features: for exact maps of its evidence. */
    public LinearClassifier head() {
        Map<String, Parameter> parameters = model.head().parameters();
        double[] weights = parameters.get("weight").value().toDoubles();
        int outputs = scheme.outputs();
        double[][] rows = new double[outputs][weights.length / outputs];
        for (int place = 0; place < weights.length; place++) {
            rows[place % outputs][place / outputs] = weights[place];
        }
        return new LinearClassifier(rows, parameters.get("bias").value().toDoubles());
    }

    /** {@code [pictures][outputs]}. */
    static double[][] logits(PictureClassifier model, Pictures batch) {
        double[][] rows = new double[batch.pictures()][];
        Scope.run("scoring pictures", () -> {
            double[] values = model.forward(batch.tensor(CHANNELS), Pass.EVAL).toDoubles();
            for (int row = 0; row < rows.length; row++) {
                rows[row] = Arrays.copyOfRange(values, row * model.classes(), (row + 1) * model.classes());
            }
        });
        return rows;
    }
}
