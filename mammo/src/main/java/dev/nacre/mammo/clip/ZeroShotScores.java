package dev.nacre.mammo.clip;

import java.util.stream.IntStream;

/**
 * How well each of several sentences fits each of several pictures: cosines of their vectors, and what follows
 * from them. Scores compare sentences with one another and are no diagnosis.
 */
public final class ZeroShotScores {
    private final int sentences;
    private final double scale;
    private final double[][] cosines;

    /**
     * @param pictures {@code [pictures, width]}, vectors of any length above 0
     * @param sentences {@code [sentences, width]}, vectors of any length above 0
     * @param scale the model's trained factor on cosines, exp(logit_scale)
     */
    public ZeroShotScores(float[][] pictures, float[][] sentences, double scale) {
        this.sentences = sentences.length;
        this.scale = scale;
        this.cosines = new double[pictures.length][sentences.length];
        for (int picture = 0; picture < pictures.length; picture++) {
            for (int sentence = 0; sentence < sentences.length; sentence++) {
                cosines[picture][sentence] = cosine(pictures[picture], sentences[sentence]);
            }
        }
    }

    /** Number of pictures. */
    public int pictures() {
        return cosines.length;
    }

    /** Number of sentences. */
    public int sentences() {
        return sentences;
    }

    /** Cosine of the angle between a picture's vector and a sentence's, −1 to 1. */
    public double cosine(int picture, int sentence) {
        return cosines[picture][sentence];
    }

    /** The share of a sentence among all, softmax of the cosines times the trained scale. */
    public double probability(int picture, int sentence) {
        return share(picture, sentence, scale);
    }

    /**
     * The share of a sentence among all without the trained scale, as Mammo-CLIP's published evaluation reports it. All
     * shares are close to one another; only their order means something.
     */
    public double publishedScore(int picture, int sentence) {
        return share(picture, sentence, 1);
    }

    /** Place of a sentence for a picture, 1 for the best; equal cosines share the better place. */
    public int rank(int picture, int sentence) {
        double own = cosines[picture][sentence];
        return 1 + (int) IntStream.range(0, sentences).filter(other -> cosines[picture][other] > own).count();
    }

    private double share(int picture, int sentence, double factor) {
        // Relative to the sentence asked for, so that no exponential overflows to a quotient of infinities.
        double own = cosines[picture][sentence];
        double sum = 0;
        for (double cosine : cosines[picture]) {
            sum += StrictMath.exp(factor * (cosine - own));
        }
        return 1 / sum;
    }

    private static double cosine(float[] first, float[] second) {
        if (first.length != second.length) {
            throw new IllegalArgumentException("vectors of " + first.length + " and " + second.length
                    + " numbers have no cosine: do both come from one model?");
        }
        double product = 0;
        double firstSquare = 0;
        double secondSquare = 0;
        for (int index = 0; index < first.length; index++) {
            product += (double) first[index] * second[index];
            firstSquare += (double) first[index] * first[index];
            secondSquare += (double) second[index] * second[index];
        }
        return product / Math.sqrt(firstSquare * secondSquare);
    }
}
