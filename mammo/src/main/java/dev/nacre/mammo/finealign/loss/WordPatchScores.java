package dev.nacre.mammo.finealign.loss;

import dev.nacre.core.Tensor;
import dev.nacre.core.op.Concat;
import dev.nacre.core.op.L2Normalize;
import dev.nacre.core.op.Recompute;
import java.util.ArrayList;
import java.util.List;

/**
 * How well the words of reports are found in exams (GLoRIA, Huang et al. 2021; specification §1.4-2, §2.5, §2.15). For
 * word t of report j and place n of picture a: α = softmax_n(4·softmax_t(p_n·w_t)), c_t = Σ_n α_tn·p_n,
 * s = τ·log Σ_t exp(5·cos(w_t, c_t)), in the recommended mode less τ·log(words), and the mean of s over the views that
 * are there. As the length of c_t does not matter, α's denominator is never computed.
 *
 * <p>Products of all places with all words are made for as many reports at a time as fit a bound; where that takes
 * several rounds, they are computed again on the way back instead of being kept.
 */
public final class WordPatchScores {
    private static final double SHARPNESS_OF_PLACES = 4;
    private static final double SHARPNESS_OF_WORDS = 5;
    private static final long PRODUCTS_AT_A_TIME = 1L << 24;

    private WordPatchScores() {
    }

    /** Whether a long report scores more than a short one. */
    public enum Length {
        /** As in the precursor: more words, higher scores. */
        COUNTS,
        /** As recommended: the mean over the words instead of their sum. */
        DOES_NOT_COUNT
    }

    /**
     * Scores {@code [exams, reports]}.
     *
     * @param tokens {@code [exams, 4, rows, columns, width]} unit vectors of places
     * @param present {@code [exams, 4]}, 1 where the view is there
     * @param words {@code [reports, words, width]}
     * @param wordMask {@code [reports, words]}, 1 where a word is; at least one in each report
     * @param scale τ, a scalar
     */
    public static Tensor of(Tensor tokens, Tensor present, Tensor words, Tensor wordMask, Tensor scale,
            Length length) {
        return of(tokens, present, words, wordMask, scale, length, PRODUCTS_AT_A_TIME);
    }

    static Tensor of(Tensor tokens, Tensor present, Tensor words, Tensor wordMask, Tensor scale, Length length,
            long productsAtATime) {
        Tensor places = tokens.flatten(2, 3).flatten(0, 1);
        long reports = words.size(0);
        long ofOne = places.size(0) * places.size(1) * words.size(1);
        long atATime = Math.clamp(productsAtATime / ofOne, 1, reports);
        List<Tensor> parts = new ArrayList<>();
        for (long first = 0; first < reports; first += atATime) {
            long end = Math.min(reports, first + atATime);
            Tensor mask = wordMask.slice(0, first, end);
            List<Tensor> inputs = List.of(places, words.slice(0, first, end));
            parts.add(atATime == reports ? evidence(inputs, mask, length)
                    : Recompute.checkpoint(in -> List.of(evidence(in, mask, length)), inputs).getFirst());
        }
        Tensor ofPictures = Concat.of(1, parts);
        return ExamScores.means(ofPictures.reshape(present.size(0), present.size(1), reports), present).mul(scale);
    }

    /** s / τ, {@code [pictures, reports]}. */
    private static Tensor evidence(List<Tensor> placesAndWords, Tensor wordMask, Length length) {
        Tensor places = placesAndWords.getFirst();
        Tensor words = placesAndWords.getLast();
        long pictures = places.size(0);
        long reports = words.size(0);
        long most = words.size(1);
        Tensor flat = words.flatten(0, 1);
        Tensor none = wordMask.sub(1).mul(-Constant.EXCLUDED);
        Tensor products = places.flatten(0, 1).matmul(flat.transpose(0, 1)).reshape(-1, reports, most);
        Tensor attention = products.add(none).softmax(2).mul(SHARPNESS_OF_PLACES).exp();
        Tensor seen = attention.reshape(pictures, -1, reports * most).transpose(1, 2).matmul(places);
        Tensor cosines = L2Normalize.of(seen, 2).mul(L2Normalize.of(flat, 1)).sum(2).reshape(pictures, reports, most);
        Tensor evidence = cosines.mul(SHARPNESS_OF_WORDS).add(none).logSumExp(2);
        return length == Length.COUNTS ? evidence : evidence.sub(wordMask.sum(1).log());
    }
}
