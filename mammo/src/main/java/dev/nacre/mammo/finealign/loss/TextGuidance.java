package dev.nacre.mammo.finealign.loss;

import dev.nacre.core.Autograd;
import dev.nacre.core.Tensor;
import dev.nacre.core.op.IndexSelect;
import dev.nacre.mammo.exam.ExamView;
import dev.nacre.mammo.image.PictureBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The report shows the awareness map where to look (specification §2.6, L_txt). For each picture of a breast in which
 * the report finds something, G = max over those sentences of cos(q_s, P'), smoothed by a Gaussian of 1.5 places inside
 * the tissue; the top 2 % of the places are to be 1, the bottom 80 % to be 0, and the cross entropy of a, averaged over
 * each place's pixels, with that is the loss. Nothing flows back through G. As only the order of G counts, it is not
 * standardised.
 */
public final class TextGuidance {
    private static final double TOP = 0.02;
    private static final double BOTTOM = 0.8;
    private static final double SIGMA = 1.5;
    /** Four standard deviations. */
    private static final int REACH = 6;
    private static final double LEAST = 1e-6;

    private TextGuidance() {
    }

    /**
     * The loss; none where no picture shows a breast in which the report finds something.
     *
     * @param awareness a, {@code [n, height, width, 1]}
     * @param tissue of the n pictures, 1 where lesions are looked for
     * @param slots of the n pictures, 4·exam + view
     * @param tokens {@code [exams, 4, rows, columns, width]} unit vectors of places
     * @param sentences {@code [exams, sentences, width]} unit vectors
     * @param abnormal which of them say that something is there; those that name no side guide nothing
     */
    public static Optional<Tensor> of(Tensor awareness, PictureBatch tissue, int[] slots, Tensor tokens,
            Tensor sentences, List<AbnormalSentence> abnormal) {
        int rows = Math.toIntExact(tokens.size(2));
        int columns = Math.toIntExact(tokens.size(3));
        int places = rows * columns;
        List<Integer> guided = new ArrayList<>();
        List<double[]> wanted = new ArrayList<>();
        for (int k = 0; k < slots.length; k++) {
            ExamView view = ExamView.values()[slots[k] % ExamView.COUNT];
            int exam = slots[k] / ExamView.COUNT;
            List<AbnormalSentence> own = abnormal.stream().filter(one -> one.exam() == exam
                    && one.sides().contains(view.side())).toList();
            boolean[] inside = insidePlaces(tissue, k, rows, columns);
            if (!own.isEmpty() && count(inside) > 1) {
                guided.add(k);
                float[] map = map(tokens, slots[k], sentences, own);
                wanted.add(weights(smoothed(map, inside, rows, columns), inside));
            }
        }
        if (guided.isEmpty()) {
            return Optional.empty();
        }
        int n = guided.size();
        double[] yes = new double[n * places];
        double[] no = new double[n * places];
        for (int k = 0; k < n; k++) {
            for (int i = 0; i < places; i++) {
                double weight = wanted.get(k)[i] / n;
                yes[k * places + i] = Math.min(0, -weight);
                no[k * places + i] = Math.min(0, weight);
            }
        }
        Tensor chosen = IndexSelect.of(awareness, 0, Tensor.of(guided.stream().mapToInt(Integer::intValue).toArray()));
        Tensor p = pooled(chosen, rows, columns).clamp(LEAST, 1 - LEAST);
        return Optional.of(p.log().mul(Constant.like(p, yes, n, places)).sum()
                .add(p.neg().add(1).log().mul(Constant.like(p, no, n, places)).sum()));
    }

    private static Tensor pooled(Tensor maps, int rows, int columns) {
        long n = maps.size(0);
        return maps.reshape(n, rows, maps.size(1) / rows, columns, maps.size(2) / columns).mean(2, 4)
                .reshape(n, (long) rows * columns);
    }

    private static float[] map(Tensor tokens, int slot, Tensor sentences, List<AbnormalSentence> own) {
        return Autograd.withoutGradients(() -> {
            Tensor places = tokens.flatten(2, 3).flatten(0, 1).select(0, slot);
            Tensor texts = AbnormalSentence.vectors(own, sentences);
            return places.matmul(texts.transpose(0, 1)).max(1).getFirst();
        }).toFloats();
    }

    /** Places of which at least half is tissue. */
    private static boolean[] insidePlaces(PictureBatch tissue, int picture, int rows, int columns) {
        int high = tissue.height() / rows;
        int wide = tissue.width() / columns;
        boolean[] inside = new boolean[rows * columns];
        for (int place = 0; place < inside.length; place++) {
            double sum = 0;
            for (int y = 0; y < high; y++) {
                for (int x = 0; x < wide; x++) {
                    int row = place / columns * high + y;
                    int column = place % columns * wide + x;
                    sum += tissue.values()[(picture * tissue.height() + row) * tissue.width() + column];
                }
            }
            inside[place] = 2 * sum >= high * wide;
        }
        return inside;
    }

    private static double[] smoothed(float[] map, boolean[] inside, int rows, int columns) {
        double[] gauss = new double[REACH + 1];
        for (int distance = 0; distance <= REACH; distance++) {
            gauss[distance] = StrictMath.exp(-distance * distance / (2 * SIGMA * SIGMA));
        }
        double[] smoothed = new double[map.length];
        for (int to = 0; to < map.length; to++) {
            int row = to / columns;
            int column = to % columns;
            double sum = 0;
            double norm = 0;
            for (int y = Math.max(0, row - REACH); y <= Math.min(rows - 1, row + REACH); y++) {
                for (int x = Math.max(0, column - REACH); x <= Math.min(columns - 1, column + REACH); x++) {
                    if (inside[y * columns + x]) {
                        double weight = gauss[Math.abs(y - row)] * gauss[Math.abs(x - column)];
                        sum += weight * map[y * columns + x];
                        norm += weight;
                    }
                }
            }
            smoothed[to] = norm == 0 ? 0 : sum / norm;
        }
        return smoothed;
    }

    /** How much a place counts in the mean over those that count: above 0 for a wanted 1, below 0 for a wanted 0. */
    private static double[] weights(double[] map, boolean[] inside) {
        double[] sorted = new double[count(inside)];
        int next = 0;
        for (int i = 0; i < map.length; i++) {
            if (inside[i]) {
                sorted[next++] = map[i];
            }
        }
        Arrays.sort(sorted);
        int top = Math.max(1, (int) Math.round(TOP * sorted.length));
        int bottom = Math.min(sorted.length - top, (int) (BOTTOM * sorted.length));
        double least = sorted[sorted.length - top];
        double most = bottom == 0 ? Double.NEGATIVE_INFINITY : sorted[bottom - 1];
        double[] weights = new double[map.length];
        int counted = 0;
        for (int i = 0; i < map.length; i++) {
            weights[i] = !inside[i] ? 0 : map[i] >= least ? 1 : map[i] <= most ? -1 : 0;
            counted += weights[i] == 0 ? 0 : 1;
        }
        for (int i = 0; i < map.length; i++) {
            weights[i] /= counted;
        }
        return weights;
    }

    private static int count(boolean[] inside) {
        int count = 0;
        for (boolean place : inside) {
            count += place ? 1 : 0;
        }
        return count;
    }
}
