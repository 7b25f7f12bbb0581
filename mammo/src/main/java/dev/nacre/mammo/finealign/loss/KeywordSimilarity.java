package dev.nacre.mammo.finealign.loss;

import dev.nacre.mammo.exam.ExamReport;
import dev.nacre.mammo.exam.KeywordSet;
import java.util.List;

/**
 * How much what two reports say agrees (specification §2.4), for all pairs of a batch.
 *
 * @param shares {@code [exams][exams]}, J = |both| / |either|, see {@link KeywordSet#similarity}; 1 where they say the
 *     same
 * @param common {@code [exams][exams]}, |both|, which the precursor counted (§1.4-3)
 */
public record KeywordSimilarity(double[][] shares, int[][] common) {
    /** Compares the reports of a batch. */
    public static KeywordSimilarity of(List<ExamReport> reports) {
        int exams = reports.size();
        double[][] shares = new double[exams][exams];
        int[][] common = new int[exams][exams];
        for (int i = 0; i < exams; i++) {
            KeywordSet own = reports.get(i).keywords();
            for (int j = 0; j < exams; j++) {
                KeywordSet other = reports.get(j).keywords();
                shares[i][j] = i == j ? 1 : own.similarity(other);
                common[i][j] = (int) own.keywords().stream().filter(other.keywords()::contains).count();
            }
        }
        return new KeywordSimilarity(shares, common);
    }

    /** Number of exams. */
    public int exams() {
        return shares.length;
    }

    /**
     * Which texts are right for which pictures, {@code [exams][exams]}: 1 for an exam's own report, {@code share} for
     * another report that says the same, 0 otherwise: T of §2.4 before it is normalised.
     */
    public double[][] targets(double share) {
        int exams = exams();
        double[][] targets = new double[exams][exams];
        for (int i = 0; i < exams; i++) {
            for (int j = 0; j < exams; j++) {
                targets[i][j] = i == j ? 1 : shares[i][j] == 1 ? share : 0;
            }
        }
        return targets;
    }
}
