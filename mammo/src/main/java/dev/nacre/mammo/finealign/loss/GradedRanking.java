package dev.nacre.mammo.finealign.loss;

import dev.nacre.core.Key;
import dev.nacre.core.Tensor;
import dev.nacre.core.op.IndexSelect;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;

/**
 * From coarse to fine: exams whose reports agree more are to be more alike, beyond right and wrong (specification
 * §2.4): for pairs of pairs with J_ij + gap &lt; J_kl the mean of softplus(m + s_ij − s_kl), s = (S_ij + S_ji) / 2τ.
 * Its derivative is ±σ(m + s_ij − s_kl) of each.
 */
public final class GradedRanking {
    private static final int PAIRS = 256;
    private static final double MARGIN = 0.05;
    private static final double GAP = 0.1;

    private GradedRanking() {
    }

    /**
     * The recommended loss over 256 pairs of pairs, drawn with replacement where there are more; none where no two
     * pairs differ by more than 0.1.
     *
     * @param scores {@code [exams, exams]}, S / τ
     * @param similarity J of the same exams
     * @param key of the draw
     */
    public static Optional<Tensor> of(Tensor scores, double[][] similarity, Key key) {
        Candidates candidates = Candidates.of(similarity);
        if (candidates.total() == 0) {
            return Optional.empty();
        }
        int count = Math.toIntExact(Math.min(PAIRS, candidates.total()));
        int[] low = new int[count];
        int[] high = new int[count];
        for (int k = 0; k < count; k++) {
            candidates.choose(count < PAIRS ? k : key.below(candidates.total(), k), k, low, high);
        }
        Tensor symmetric = symmetric(scores);
        Tensor wrong = IndexSelect.of(symmetric, 0, Tensor.of(low, count));
        Tensor right = IndexSelect.of(symmetric, 0, Tensor.of(high, count));
        return Optional.of(wrong.sub(right).add(MARGIN).softplus().mean());
    }

    /**
     * The precursor's loss (§1.4-3): softplus(s_ij − s_kl), no margin and no division by τ, the mean over all pairs of
     * pairs of which the first has fewer keywords in common; none where all have as many.
     *
     * @param scores {@code [exams, exams]}
     * @param common number of keywords that two reports have in common
     */
    public static Optional<Tensor> byCounts(Tensor scores, int[][] common) {
        int exams = common.length;
        int pairs = exams * (exams - 1) / 2;
        int[] places = new int[pairs];
        int[] counts = new int[pairs];
        int next = 0;
        for (int i = 0; i < exams; i++) {
            for (int j = i + 1; j < exams; j++) {
                places[next] = i * exams + j;
                counts[next++] = common[i][j];
            }
        }
        double[] weights = new double[pairs * pairs];
        int ordered = 0;
        for (int p = 0; p < pairs; p++) {
            for (int q = 0; q < pairs; q++) {
                if (counts[p] < counts[q]) {
                    weights[p * pairs + q] = 1;
                    ordered++;
                }
            }
        }
        if (ordered == 0) {
            return Optional.empty();
        }
        Tensor s = IndexSelect.of(symmetric(scores), 0, Tensor.of(places, pairs));
        Tensor differences = s.unsqueeze(1).sub(s.unsqueeze(0)).softplus();
        return Optional.of(differences.mul(Constant.like(scores, weights, pairs, pairs)).sum().mul(1.0 / ordered));
    }

    /** (S + Sᵀ) / 2 as one row. */
    private static Tensor symmetric(Tensor scores) {
        return scores.add(scores.transpose(0, 1)).mul(0.5).reshape(-1);
    }

    /**
     * Pairs by rising similarity, and before each how many pairs of pairs begin with an earlier one.
     *
     * @param places where each pair stands in a matrix read as one row
     * @param before {@code [pairs + 1]}
     */
    private record Candidates(int[] places, long[] before) {
        static Candidates of(double[][] similarity) {
            int exams = similarity.length;
            int[] places = new int[exams * (exams - 1) / 2];
            int next = 0;
            for (int i = 0; i < exams; i++) {
                for (int j = i + 1; j < exams; j++) {
                    places[next++] = i * exams + j;
                }
            }
            places = Arrays.stream(places).boxed()
                    .sorted(Comparator.comparingDouble(place -> similarity[place / exams][place % exams]))
                    .mapToInt(Integer::intValue).toArray();
            long[] before = new long[places.length + 1];
            int first = 0;
            for (int p = 0; p < places.length; p++) {
                double least = similarity[places[p] / exams][places[p] % exams] + GAP;
                while (first < places.length && similarity[places[first] / exams][places[first] % exams] <= least) {
                    first++;
                }
                before[p + 1] = before[p] + places.length - first;
            }
            return new Candidates(places, before);
        }

        long total() {
            return before[places.length];
        }

        /** Pair of pairs number {@code drawn}; those that begin with one pair end with the most alike. */
        void choose(long drawn, int k, int[] low, int[] high) {
            int p = Arrays.binarySearch(before, drawn);
            p = p < 0 ? -p - 2 : p;
            while (before[p + 1] == before[p]) {
                p++;
            }
            low[k] = places[p];
            high[k] = places[Math.toIntExact(places.length - 1 - (drawn - before[p]))];
        }
    }
}
