package dev.nacre.mammo.task.factor;

import dev.nacre.mammo.clip.MammoClipPredictor;
import java.util.List;

/** The vector of an attribute: the mean of its sentences, made 1 long. */
final class SentenceMean {
    private SentenceMean() {
    }

    /**
     * The vector, {@code [embedding]}.
     *
     * @throws dev.nacre.nn.InputException if the model came without a tokenizer
     */
    static float[] of(MammoClipPredictor clip, List<String> sentences) {
        float[] mean = clip.meanOfTexts(sentences);
        double squares = 0;
        for (float value : mean) {
            squares += (double) value * value;
        }
        double length = Math.max(Math.sqrt(squares), Float.MIN_NORMAL);
        float[] unit = new float[mean.length];
        for (int element = 0; element < unit.length; element++) {
            unit[element] = (float) (mean[element] / length);
        }
        return unit;
    }
}
