package dev.nacre.mammo.task.zeroshot;

import dev.nacre.core.Scope;
import dev.nacre.core.Tensor;
import dev.nacre.core.op.L2Normalize;
import dev.nacre.mammo.clip.MammoClip;
import dev.nacre.mammo.clip.MammoClipPredictor;
import dev.nacre.mammo.clip.ZeroShotScores;
import dev.nacre.mammo.task.attribution.ZeroShotScore;
import java.util.Arrays;

/**
 * Tells classes of pictures by sentences alone. The vectors of a class's sentences are averaged as the model gives
 * them, before anything is brought to length 1, so that a sentence of which the model has more to say counts for more.
 * No score is a probability of a disease. Research use, not for diagnosis.
 */
public final class ZeroShotClassifier {
    private final PromptClasses prompts;
    private final float[][] vectors;
    private final double scale;

    private ZeroShotClassifier(PromptClasses prompts, float[][] vectors, double scale) {
        this.prompts = prompts;
        this.vectors = vectors;
        this.scale = scale;
    }

    /**
     * Of a trained model.
     *
     * @throws dev.nacre.nn.InputException           if the model came without a tokenizer
     * @throws dev.nacre.core.io.CheckpointException as {@link MammoClipPredictor#readTextEncoder}
     */
    public static ZeroShotClassifier of(MammoClipPredictor model, PromptClasses prompts) {
        float[][] vectors = prompts.classes().stream().map(one -> model.meanOfTexts(one.sentences()))
                .toArray(float[][]::new);
        return new ZeroShotClassifier(prompts, vectors, model.scale());
    }

    /**
     * The contrast of two classes as a score whose slopes and maps can be asked for.
     *
     * @param model that this classifier was made of
     * @throws IllegalStateException if there are more than two classes
     */
    public ZeroShotScore contrast(MammoClip model) {
        requireTwo();
        float[][] units = new float[2][];
        Scope.run("vectors of length 1", () -> Arrays.setAll(units, one -> L2Normalize.of(
                Tensor.of(vectors[one], 1, vectors[one].length), 1).toFloats()));
        return new ZeroShotScore(model, units[1], units[0]);
    }

    private void requireTwo() {
        if (vectors.length != 2) {
            throw new IllegalStateException("a contrast is between two classes, and there are " + prompts.names());
        }
    }

    /** The model's trained scale: the sigmoid of it times a contrast is a probability of the second of two classes. */
    public double scale() {
        return scale;
    }

    /** The question that it answers. */
    public PromptClasses prompts() {
        return prompts;
    }

    /**
     * How well each class fits each picture: cosines, and probabilities with the model's trained scale and, as
     * Mammo-CLIP's published evaluation has them, without it.
     *
     * @param pictures vectors, {@code [pictures][embedding]}
     * @return of each picture a score for each class, in the classes' order
     */
    public ZeroShotScores scores(float[][] pictures) {
        return new ZeroShotScores(pictures, vectors, scale);
    }

    /** The class that fits each picture best, of equal ones the first: {@code [pictures]}. */
    public int[] best(float[][] pictures) {
        ZeroShotScores scores = scores(pictures);
        int[] best = new int[pictures.length];
        for (int picture = 0; picture < best.length; picture++) {
            for (int other = 1; other < vectors.length; other++) {
                best[picture] = scores.cosine(picture, other) > scores.cosine(picture, best[picture]) ? other
                        : best[picture];
            }
        }
        return best;
    }

    /**
     * How much better the second of two classes fits each picture than the first: the difference of their cosines, −2
     * to 2. Orders pictures as both kinds of probabilities do, without their rounding.
     *
     * @throws IllegalStateException if there are more than two classes
     */
    public double[] contrasts(float[][] pictures) {
        requireTwo();
        ZeroShotScores scores = scores(pictures);
        double[] contrasts = new double[pictures.length];
        Arrays.setAll(contrasts, picture -> scores.cosine(picture, 1) - scores.cosine(picture, 0));
        return contrasts;
    }
}
