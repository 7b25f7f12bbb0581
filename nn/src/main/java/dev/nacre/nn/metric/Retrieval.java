package dev.nacre.nn.metric;

import dev.nacre.nn.InputException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where, among all answers in the order of their similarity, each question finds a right one (Radford et al. 2021 and
 * before: recall@k of images and texts). A wrong answer that is as similar as the right one stands before it: were ties
 * broken in favour of the model, one that finds everything equally similar would be perfect.
 *
 * @param ranks of each question, 1 for a right answer in front
 */
public record Retrieval(List<Integer> ranks) {
    /** Copies the list; refuses none, and ranks below 1. */
    public Retrieval {
        ranks = List.copyOf(ranks);
        if (ranks.isEmpty() || ranks.stream().anyMatch(rank -> rank < 1)) {
            throw new IllegalArgumentException("ranks " + ranks + ": give at least one, from 1 on");
        }
    }

    /**
     * Each row asks, each column answers.
     *
     * @param similarities higher meaning more similar: {@code [questions][answers]}
     * @param asked        of each question, what it asks for, such as its caption
     * @param answered     of each answer, what it says: right are all that equal what is asked for
     * @throws InputException if there is no question, one has no right answer, or a similarity is not a number
     */
    public static Retrieval ofRows(double[][] similarities, List<?> asked, List<?> answered) {
        if (similarities.length != asked.size()
                || Arrays.stream(similarities).anyMatch(row -> row.length != answered.size())) {
            throw new IllegalArgumentException("a matrix of " + similarities.length + " rows, " + asked.size()
                    + " questions and " + answered.size() + " answers: give a row for each question, with a column for"
                    + " each answer");
        }
        if (similarities.length == 0) {
            throw new InputException("retrieval needs a question: give at least one");
        }
        return new Retrieval(IntStream.range(0, similarities.length)
                .mapToObj(row -> rank(similarities[row], row, asked.get(row), answered)).toList());
    }

    /**
     * Each row asks for the column of the same number.
     *
     * @param similarities {@code [pairs][pairs]}
     * @throws InputException as {@link #ofRows(double[][], List, List)}
     */
    public static Retrieval ofRows(double[][] similarities) {
        List<Integer> own = IntStream.range(0, similarities.length).boxed().toList();
        return ofRows(similarities, own, own);
    }

    /**
     * The other way: each column asks, each row answers.
     *
     * @param similarities higher meaning more similar: {@code [answers][questions]}
     * @param answered     of each row, what it says
     * @param asked        of each column, what it asks for
     * @throws InputException as {@link #ofRows(double[][], List, List)}
     */
    public static Retrieval ofColumns(double[][] similarities, List<?> answered, List<?> asked) {
        double[][] turned = new double[similarities.length == 0 ? 0 : asked.size()][similarities.length];
        for (int row = 0; row < similarities.length; row++) {
            if (similarities[row].length != asked.size()) {
                throw new IllegalArgumentException("row " + (row + 1) + " of " + similarities.length + " has "
                        + similarities[row].length + " columns, and there are " + asked.size()
                        + " questions: give a column for each");
            }
            for (int column = 0; column < turned.length; column++) {
                turned[column][row] = similarities[row][column];
            }
        }
        return ofRows(turned, asked, answered);
    }

    /**
     * Each column asks for the row of the same number.
     *
     * @param similarities {@code [pairs][pairs]}
     * @throws InputException as {@link #ofRows(double[][], List, List)}
     */
    public static Retrieval ofColumns(double[][] similarities) {
        List<Integer> own = IntStream.range(0, similarities.length).boxed().toList();
        return ofColumns(similarities, own, own);
    }

    private static int rank(double[] similarities, int question, Object asked, List<?> answered) {
        double best = Double.NEGATIVE_INFINITY;
        boolean found = false;
        for (int answer = 0; answer < similarities.length; answer++) {
            if (Double.isNaN(similarities[answer])) {
                throw new InputException("question " + (question + 1) + " and answer " + (answer + 1)
                        + " have a similarity that is not a number: leave one out, or mend what gave it");
            }
            if (answered.get(answer).equals(asked)) {
                best = Math.max(best, similarities[answer]);
                found = true;
            }
        }
        if (!found) {
            throw new InputException("question " + (question + 1) + " has no right answer among these "
                    + similarities.length + ": leave it out, or give its answer");
        }
        int rank = 1;
        for (int answer = 0; answer < similarities.length; answer++) {
            rank += similarities[answer] >= best && !answered.get(answer).equals(asked) ? 1 : 0;
        }
        return rank;
    }

    /**
     * The share of questions with a right answer among the first k, 0 to 1.
     *
     * @param k at least 1
     */
    public double recall(int k) {
        if (k < 1) {
            throw new IllegalArgumentException("recall at " + k + ": give at least 1");
        }
        return (double) ranks.stream().filter(rank -> rank <= k).count() / ranks.size();
    }

    /** Half of the questions find a right answer at least that early; between both middle ranks of an even number. */
    public double medianRank() {
        int[] sorted = ranks.stream().mapToInt(Integer::intValue).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2.0;
    }

    /** Mean of the ranks, which a few lost questions dominate. */
    public double meanRank() {
        return ranks.stream().mapToInt(Integer::intValue).average().orElseThrow();
    }
}
