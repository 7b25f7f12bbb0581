package dev.nacre.nn.metric;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How far the runs of words of a text are those of a reference (Papineni et al. 2002): the geometric mean of the
 * precisions of runs of 1 to n words, each counted at most as often as the reference has it, times
 * {@code exp(1 − reference / text)} where the text is shorter. Not smoothed: 0 once a length of runs has no match.
 */
public final class Bleu {
    private Bleu() {
    }

    /**
     * BLEU-n of one text, 0 to 1.
     *
     * @param longest n, at least 1
     */
    public static double of(List<String> reference, List<String> text, int longest) {
        double logarithms = 0;
        for (int length = 1; length <= longest; length++) {
            Map<List<String>, Integer> allowed = runs(reference, length);
            int matches = 0;
            for (Map.Entry<List<String>, Integer> run : runs(text, length).entrySet()) {
                matches += Math.min(run.getValue(), allowed.getOrDefault(run.getKey(), 0));
            }
            if (matches == 0) {
                return 0;
            }
            logarithms += StrictMath.log((double) matches / (text.size() - length + 1));
        }
        double brevity = Math.min(0, 1 - (double) reference.size() / text.size());
        return StrictMath.exp(brevity + logarithms / longest);
    }

    private static Map<List<String>, Integer> runs(List<String> words, int length) {
        Map<List<String>, Integer> runs = new HashMap<>();
        for (int start = 0; start + length <= words.size(); start++) {
            runs.merge(words.subList(start, start + length), 1, Integer::sum);
        }
        return runs;
    }
}
