package dev.nacre.mammo.clip;

import dev.nacre.nn.InputException;
import dev.nacre.nn.metric.ScoredCases;
import java.nio.file.Path;
import java.util.List;

/**
 * A question that a pre-training is asked after each epoch, on labelled pictures of the validation part: what it
 * learned from texts, seen without any training on labels. The array is not copied.
 *
 * @param name     in the log, such as mass
 * @param prompts  how the question is put
 * @param pictures files
 * @param positive of each picture, whether it has what is asked for
 */
public record ZeroShotCheck(String name, PromptPair prompts, List<Path> pictures, boolean[] positive) {
    private static final int BATCH = 8;

    /** Copies the list; refuses pictures that are all of one kind. */
    public ZeroShotCheck {
        pictures = List.copyOf(pictures);
        if (pictures.size() != positive.length) {
            throw new IllegalArgumentException(pictures.size() + " pictures and " + positive.length
                    + " labels: give one of each");
        }
        if (pictures.isEmpty() || allAre(positive, true) || allAre(positive, false)) {
            throw new InputException("the pictures by which " + name + " is checked are all of one kind: give some with"
                    + " and some without, or leave the check out");
        }
    }

    private static boolean allAre(boolean[] labels, boolean kind) {
        for (boolean label : labels) {
            if (label != kind) {
                return false;
            }
        }
        return true;
    }

    /** The area under the ROC curve. */
    double area(MammoClipPredictor model) {
        float[][] vectors = new FileEmbedder(model, BATCH).pictures(pictures, done -> { });
        return ScoredCases.of(positive, prompts.scores(model, vectors)).area();
    }
}
