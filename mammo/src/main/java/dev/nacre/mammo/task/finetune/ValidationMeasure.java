package dev.nacre.mammo.task.finetune;

import dev.nacre.core.Scope;
import dev.nacre.core.Tensor;
import dev.nacre.mammo.task.LabelScheme;
import dev.nacre.mammo.task.LabelledPicture;
import dev.nacre.nn.InputException;
import dev.nacre.nn.metric.ScoredCases;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** By what the checkpoint is chosen, on validation pictures. */
public enum ValidationMeasure {
    /** The loss without weights on the positives. */
    CROSS_ENTROPY {
        @Override
        double of(LabelScheme scheme, List<LabelledPicture> pictures, double[][] logits) {
            float[] values = new float[logits.length * scheme.outputs()];
            for (int place = 0; place < values.length; place++) {
                values[place] = (float) logits[place / scheme.outputs()][place % scheme.outputs()];
            }
            double[] loss = new double[1];
            Scope.run("validation loss", () -> loss[0] = LabelLoss.plain(scheme).of(
                    Tensor.of(values, logits.length, scheme.outputs()),
                    pictures.stream().map(LabelledPicture::labels).toList()).item());
            return loss[0];
        }
    },
    /**
     * One minus the area under the ROC curve: the mean over findings, or over classes against all others, as far as
     * both kinds are there.
     */
    AREA {
        @Override
        double of(LabelScheme scheme, List<LabelledPicture> pictures, double[][] logits) {
            return 1 - IntStream.range(0, scheme.outputs())
                    .filter(output -> scheme.hasBoth(pictures, output))
                    .mapToDouble(output -> area(scheme, pictures, logits, output)).average().orElseThrow();
        }
    };

    /** Smaller is better. @param logits {@code [pictures][outputs]} */
    abstract double of(LabelScheme scheme, List<LabelledPicture> pictures, double[][] logits);

    /**
     * Looks whether pictures can be validated on.
     *
     * @throws InputException if labels are not of the scheme or one is unknown of every picture, or if of no output
     *                        there are both kinds
     */
    static void check(LabelScheme scheme, List<LabelledPicture> pictures) {
        scheme.check(pictures);
        if (!pictures.stream().allMatch(LabelledPicture::isKnown)) {
            throw new InputException("of a picture to validate on no label is known: leave it out");
        }
        if (IntStream.range(0, scheme.outputs()).noneMatch(output -> scheme.hasBoth(pictures, output))) {
            throw new InputException("the " + pictures.size() + " pictures to validate on all have the same labels:"
                    + " validate on pictures of both kinds");
        }
    }

    private static double area(LabelScheme scheme, List<LabelledPicture> pictures, double[][] logits, int output) {
        int[] own = scheme.known(pictures, output);
        boolean[] positive = new boolean[own.length];
        for (int place = 0; place < own.length; place++) {
            positive[place] = scheme.label(pictures.get(own[place]), output) == 1;
        }
        return ScoredCases.of(positive, Arrays.stream(own).mapToDouble(number ->
                scheme.probabilities(logits[number])[output]).toArray()).area();
    }
}
