package dev.nacre.nn.linear;

import dev.nacre.nn.InputException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Chooses the penalty of a regression by cross-validation inside the training cases: the one with the smallest cross
 * entropy of cases that were held out, of equal ones the larger.
 *
 * @param penalties to choose from, above 0
 * @param folds     into which cases are dealt, group by group
 */
public record PenaltyChoice(List<Double> penalties, GroupFolds folds) {
    /** From almost free to almost forbidden, two in each power of ten. */
    public static final List<Double> USUAL = List.of(1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2, 1e-1, 3e-1, 1.0);

    /** Copies the list, largest first; refuses an empty one. */
    public PenaltyChoice {
        penalties = penalties.stream().sorted(Comparator.reverseOrder()).toList();
        if (penalties.isEmpty() || !penalties.stream().allMatch(one -> one > 0 && one < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("penalties " + penalties
                    + " to choose from: give at least one, all finite and above 0");
        }
    }

    /**
     * What was found.
     *
     * @param best   the chosen regression
     * @param tried  penalties, largest first
     * @param losses mean cross entropy of held-out cases for each
     */
    public record Result(PenalisedRegression best, List<Double> tried, List<Double> losses) { }

    /**
     * Chooses.
     *
     * @param regression which but for its penalty is the wanted one
     * @param cases      of training alone
     * @param groups     of each case, whose it is; those of one group are never on both sides
     * @throws InputException if there are fewer groups than folds, or some fold leaves a single class to learn from
     */
    public Result choose(PenalisedRegression regression, LabelledFeatures cases, List<String> groups) {
        int[] dealt = folds.of(groups, cases.classes());
        double[] sums = new double[penalties.size()];
        double weight = 0;
        for (int fold = 0; fold < folds.folds(); fold++) {
            int own = fold;
            LabelledFeatures held = cases.chosen(numbers(dealt, own, true));
            LabelledFeatures others = cases.chosen(numbers(dealt, own, false));
            double heldWeight = IntStream.range(0, held.cases()).mapToDouble(row -> held.weights()[row]).sum();
            weight += heldWeight;
            LinearClassifier last = null;
            for (int number = 0; number < sums.length; number++) {
                PenalisedRegression one = regression.withPenalty(penalties.get(number));
                // Each begins where the larger penalty before it ended.
                last = (last == null ? one.fit(others) : one.fit(others, last)).classifier();
                sums[number] += heldWeight * last.entropy(held);
            }
        }
        List<Double> losses = new ArrayList<>();
        int best = 0;
        for (int number = 0; number < sums.length; number++) {
            losses.add(sums[number] / weight);
            best = sums[number] < sums[best] ? number : best;
        }
        return new Result(regression.withPenalty(penalties.get(best)), penalties, List.copyOf(losses));
    }

    private static int[] numbers(int[] dealt, int fold, boolean inside) {
        return IntStream.range(0, dealt.length).filter(row -> dealt[row] == fold == inside).toArray();
    }
}
