package dev.nacre.mammo.clip;

import dev.nacre.core.Scope;
import dev.nacre.core.Tensor;
import dev.nacre.core.op.L2Normalize;
import dev.nacre.mammo.data.Breast;
import dev.nacre.mammo.data.PairSampler;
import dev.nacre.nn.Pass;
import dev.nacre.nn.data.Prefetch;
import dev.nacre.nn.metric.Retrieval;
import dev.nacre.nn.text.TokenBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a Mammo-CLIP can do with rows that it does not learn from: the loss, which depends on the size of a batch, how
 * often a picture finds its text among all, and a text its picture, and the areas under the curves of some questions.
 *
 * @param loader makes batches of rows
 * @param rows   that are held out, of other patients; at least one
 * @param loss   that is made small
 * @param checks questions; maybe none
 */
record PretrainingValidation(ClipLoader loader, List<Breast> rows, PretrainingLoss loss, List<ZeroShotCheck> checks) {
    /** In recall at k. */
    static final int[] RANKS = {1, 5, 10};
    /** The first of the rows, among which retrieval looks: a matrix of all pairs of more would be large. */
    private static final int MOST_RETRIEVED = 2000;
    private static final int CHANNELS = 3;

    PretrainingValidation {
        rows = List.copyOf(rows);
        checks = List.copyOf(checks);
    }

    /**
     * What was measured.
     *
     * @param loss     mean over the rows; a smaller last batch counts for as many as it has
     * @param pictures of pictures that look for their text, {@link #RANKS}: {@code [3]}
     * @param texts    of texts that look for their picture: {@code [3]}
     * @param areas    of each check
     */
    record Measured(double loss, double[] pictures, double[] texts, double[] areas) {
    }

    /** Measures a model; in evaluation, without gradients. */
    Measured of(MammoClipPredictor predictor) {
        List<float[]> pictures = new ArrayList<>();
        List<float[]> texts = new ArrayList<>();
        double[] sum = new double[1];
        try (Prefetch<ClipBatch> batches = loader.validation(rows)) {
            while (batches.hasNext()) {
                try (ClipBatch batch = batches.next()) {
                    Scope.run("validation", () ->
                            sum[0] += batch.size() * loss(predictor.model(), batch, pictures, texts));
                }
            }
        }
        double[][] similarities = similarities(pictures, texts);
        List<String> said = rows.stream().limit(similarities.length)
                .map(row -> PairSampler.fixed(row).firstText()).toList();
        return new Measured(sum[0] / rows.size(), recalls(Retrieval.ofRows(similarities, said, said)),
                recalls(Retrieval.ofColumns(similarities, said, said)),
                checks.stream().mapToDouble(check -> check.area(predictor)).toArray());
    }

    private double loss(MammoClip model, ClipBatch batch, List<float[]> pictures, List<float[]> texts) {
        List<Tensor> seen = new ArrayList<>();
        List<Tensor> read = new ArrayList<>();
        for (int number = 0; number < loss.each(); number++) {
            seen.add(model.embedImages(batch.pictures().get(number).tensor(CHANNELS), Pass.EVAL));
            TokenBatch tokens = batch.texts().get(number);
            read.add(model.embedTexts(tokens.idTensor(), tokens.attentionMaskTensor(), Pass.EVAL));
        }
        keep(seen.getFirst(), batch.size(), pictures);
        keep(read.getFirst(), batch.size(), texts);
        return loss.of(seen, read, model.logitScale()).item();
    }

    private static void keep(Tensor vectors, int rows, List<float[]> kept) {
        float[] values = L2Normalize.of(vectors, 1).toFloats();
        int length = values.length / rows;
        for (int row = 0; row < rows && kept.size() < MOST_RETRIEVED; row++) {
            kept.add(Arrays.copyOfRange(values, row * length, (row + 1) * length));
        }
    }

    private static double[][] similarities(List<float[]> pictures, List<float[]> texts) {
        double[][] similarities = new double[pictures.size()][texts.size()];
        for (int picture = 0; picture < similarities.length; picture++) {
            for (int text = 0; text < similarities[picture].length; text++) {
                double sum = 0;
                for (int element = 0; element < pictures.get(picture).length; element++) {
                    sum += (double) pictures.get(picture)[element] * texts.get(text)[element];
                }
                similarities[picture][text] = sum;
            }
        }
        return similarities;
    }

    private static double[] recalls(Retrieval retrieval) {
        return Arrays.stream(RANKS).mapToDouble(retrieval::recall).toArray();
    }
}
