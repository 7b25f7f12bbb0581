package dev.nacre.nn.linear;

import dev.nacre.nn.InputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Chooses the penalty of a regression by cross-validation inside the training cases: the one with the smallest cross
 * entropy of cases that were held out, of equal ones the larger. It goes from large penalties to small ones, whose fits
 * take ever more steps, and ends where two in a row were worse than the best before them.
 *
 * @param penalties to choose from, above 0
 * @param folds     into which cases are dealt, group by group
 */
public record PenaltyChoice(List<Double> penalties, GroupFolds folds) {
    private static final int PATIENCE = 2;
    /** From almost free to almost forbidden, two in each power of ten; few cases of many features ask for much. */
    public static final List<Double> USUAL =
            List.of(1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2, 1e-1, 3e-1, 1.0, 3.0, 10.0, 30.0, 100.0);

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
    public record Result(PenalisedRegression best, List<Double> tried, List<Double> losses) {
        /** Copies the lists. */
        public Result {
            tried = List.copyOf(tried);
            losses = List.copyOf(losses);
        }
    }

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
        List<Fold> all = IntStream.range(0, folds.folds()).mapToObj(fold -> new Fold(
                cases.chosen(numbers(dealt, fold, false)), cases.chosen(numbers(dealt, fold, true)))).toList();
        double weight = Arrays.stream(cases.weights()).sum();
        LinearClassifier[] last = new LinearClassifier[all.size()];
        List<Double> losses = new ArrayList<>();
        int best = 0;
        for (int number = 0; number < penalties.size() && number - best <= PATIENCE; number++) {
            PenalisedRegression one = regression.withPenalty(penalties.get(number));
            double sum = 0;
            for (int fold = 0; fold < last.length; fold++) {
                LabelledFeatures others = all.get(fold).others();
                // Each begins where the larger penalty before it ended.
                last[fold] = (number == 0 ? one.fit(others) : one.fit(others, last[fold])).classifier();
                sum += last[fold].entropy(all.get(fold).held()) * all.get(fold).weight();
            }
            losses.add(sum / weight);
            best = losses.get(number) < losses.get(best) ? number : best;
        }
        return new Result(regression.withPenalty(penalties.get(best)), penalties.subList(0, losses.size()), losses);
    }

    /** Cases to learn from and cases to judge by. */
    private record Fold(LabelledFeatures others, LabelledFeatures held) {
        double weight() {
            return Arrays.stream(held.weights()).sum();
        }
    }

    private static int[] numbers(int[] dealt, int fold, boolean inside) {
        return IntStream.range(0, dealt.length).filter(row -> dealt[row] == fold == inside).toArray();
    }
}
