package dev.nacre.mammo.clip;

import java.util.List;

/**
 * Sentences that say that something is there, and sentences that say that it is not. Several wordings of each are
 * averaged, so that no single wording decides (Radford et al. 2021, section 3.1.4).
 *
 * @param present at least one sentence
 * @param absent  at least one sentence
 */
public record PromptPair(List<String> present, List<String> absent) {
    /** Copies the lists; refuses empty ones. */
    public PromptPair {
        present = List.copyOf(present);
        absent = List.copyOf(absent);
        if (present.isEmpty() || absent.isEmpty()) {
            throw new IllegalArgumentException("a pair of prompts needs a sentence for each side, got "
                    + present.size() + " and " + absent.size());
        }
    }

    /**
     * How much better the first side fits each picture than the second: the cosine with its mean vector minus the
     * cosine with the other, −2 to 2. No probability of a disease.
     *
     * @param pictures vectors, {@code [pictures][embedding]}
     * @return {@code [pictures]}
     */
    public double[] scores(MammoClipPredictor model, float[][] pictures) {
        float[][] sides = {model.meanOfTexts(present), model.meanOfTexts(absent)};
        ZeroShotScores cosines = model.zeroShot(pictures, sides);
        double[] scores = new double[pictures.length];
        for (int picture = 0; picture < scores.length; picture++) {
            scores[picture] = cosines.cosine(picture, 0) - cosines.cosine(picture, 1);
        }
        return scores;
    }
}
