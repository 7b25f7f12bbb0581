package dev.nacre.nn.metric;

import dev.nacre.core.io.Json;
import java.util.ArrayList;
import java.util.List;

/**
 * The rising steps nearest to the truth in squares, found by pooling adjacent violators (Ayer et al. 1955; for
 * calibration Zadrozny and Elkan 2002): cases with neighbouring scores are pooled until the share of positive ones
 * rises from pool to pool. Between two pools probabilities are linear, outside of all they stay. Needs some hundred
 * cases, and gives 0 and 1 where the lowest and highest scores are of one class, so that a single surprise has an
 * infinite cross-entropy.
 *
 * @param knots the lowest and the highest score of each pool, one where they are equal; scores rising
 */
public record IsotonicRegression(List<Knot> knots) implements Calibration {
    static final String KIND = "isotonic";

    /**
     * An end of a pool.
     *
     * @param score       of a case
     * @param probability share of positive cases in the pool
     */
    public record Knot(double score, double probability) {
    }

    /** Cases of neighbouring scores. */
    private record Pool(double lowest, double highest, long positives, long cases) {
        Pool with(Pool next) {
            return new Pool(lowest, next.highest, positives + next.positives, cases + next.cases);
        }

        /** In whole numbers, so that equal shares are seen to be equal. */
        boolean below(Pool next) {
            return positives * next.cases < next.positives * cases;
        }

        double share() {
            return (double) positives / cases;
        }
    }

    /** Copies the list; refuses scores and probabilities that do not rise. */
    public IsotonicRegression {
        knots = List.copyOf(knots);
        if (knots.isEmpty()) {
            throw new IllegalArgumentException("steps without a knot: give at least one");
        }
        for (int index = 0; index < knots.size(); index++) {
            Knot knot = knots.get(index);
            boolean rising = index == 0 || knots.get(index - 1).score < knot.score
                    && knots.get(index - 1).probability <= knot.probability;
            if (!rising || !Double.isFinite(knot.score) || !(knot.probability >= 0 && knot.probability <= 1)) {
                throw new IllegalArgumentException("knot " + (index + 1) + " of " + knots.size() + ", " + knot
                        + ": give rising finite scores, and probabilities from 0 to 1 that do not fall");
            }
        }
    }

    /**
     * Fits. O(n log n). Cases with equal scores are one pool from the start.
     *
     * @param positive of each validation case, whether it has what is looked for
     * @param scores   of each, finite
     * @throws dev.nacre.nn.InputException if all cases are of one class, or a score is not a finite number
     */
    public static IsotonicRegression of(boolean[] positive, double[] scores) {
        CalibrationCases.check(positive, scores);
        ScoredCases cases = ScoredCases.of(positive, scores);
        List<Pool> pools = new ArrayList<>();
        int place = scores.length - 1;
        for (int run = cases.ends().length - 1; run >= 0; run--) {
            int begin = run == 0 ? 0 : cases.ends()[run - 1];
            double score = scores[cases.order()[begin]];
            Pool pool = new Pool(score, score, 0, 0);
            for (; place >= begin; place--) {
                pool = pool.with(new Pool(score, score, positive[cases.order()[place]] ? 1 : 0, 1));
            }
            while (!pools.isEmpty() && !pools.getLast().below(pool)) {
                pool = pools.removeLast().with(pool);
            }
            pools.add(pool);
        }
        List<Knot> knots = new ArrayList<>();
        for (Pool pool : pools) {
            knots.add(new Knot(pool.lowest, pool.share()));
            if (pool.highest > pool.lowest) {
                knots.add(new Knot(pool.highest, pool.share()));
            }
        }
        return new IsotonicRegression(knots);
    }

    @Override
    public double probability(double score) {
        if (Double.isNaN(score)) {
            return Double.NaN;
        } else if (score <= knots.getFirst().score) {
            return knots.getFirst().probability;
        } else if (score >= knots.getLast().score) {
            return knots.getLast().probability;
        }
        int below = 0;
        int above = knots.size() - 1;
        while (above - below > 1) {
            int middle = (below + above) / 2;
            if (knots.get(middle).score <= score) {
                below = middle;
            } else {
                above = middle;
            }
        }
        Knot low = knots.get(below);
        Knot high = knots.get(above);
        double part = (score - low.score) / (high.score - low.score);
        return low.probability + part * (high.probability - low.probability);
    }

    @Override
    public Json.Fields toJson() {
        return Json.object().with("kind", KIND).with("knots", new Json.Items(knots.stream().map(knot ->
                (Json) Json.object().with("score", knot.score).with("probability", knot.probability)).toList()));
    }

    static IsotonicRegression fromJson(Json json) {
        return new IsotonicRegression(json.get("knots").items().stream().map(knot ->
                new Knot(knot.get("score").decimal(), knot.get("probability").decimal())).toList());
    }
}
