package dev.nacre.mammo.task.factor;

import dev.nacre.core.Scope;
import dev.nacre.mammo.clip.MammoClipPredictor;
import dev.nacre.nn.Pass;
import dev.nacre.nn.text.TokenBatch;
import java.util.Arrays;
import java.util.List;

/**
 * The vector of an attribute: the mean over its sentences of what the text projection gives, then made 1 long. Long
 * vectors so count for more than they would after each was made 1 long.
 */
final class SentenceMean {
    private static final int SENTENCES = 32;

    private SentenceMean() {
    }

    /**
     * The vector, {@code [embedding]}.
     *
     * @throws dev.nacre.nn.InputException if the model came without a tokenizer
     */
    static float[] of(MammoClipPredictor clip, List<String> sentences) {
        double[] sum = new double[clip.model().config().embedding()];
        for (int first = 0; first < sentences.size(); first += SENTENCES) {
            TokenBatch batch = clip.encode(sentences.subList(first, Math.min(sentences.size(), first + SENTENCES)));
            clip.readTextEncoder();
            Scope.run("embedding sentences", () -> {
                float[] some = clip.model().embedTexts(batch.idTensor(), batch.attentionMaskTensor(), Pass.EVAL)
                        .toFloats();
                for (int index = 0; index < some.length; index++) {
                    sum[index % sum.length] += some[index];
                }
            });
        }
        double length = Math.sqrt(Arrays.stream(sum).map(value -> value * value).sum());
        float[] unit = new float[sum.length];
        for (int index = 0; index < unit.length; index++) {
            unit[index] = (float) (sum[index] / Math.max(length, Float.MIN_NORMAL));
        }
        return unit;
    }
}
