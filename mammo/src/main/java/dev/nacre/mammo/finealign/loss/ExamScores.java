package dev.nacre.mammo.finealign.loss;

import dev.nacre.core.Tensor;

/**
 * How well exams and reports fit (specification §2.4, §2.15): S_ij = τ·Σ_v p_iv·cos(z_iv, t_j) / Σ_v p_iv over the
 * views that are there. With four views this is the precursor's block mean (§1.4), which repeats each report for its
 * views: (1/16)·Σ_vw s(4i + v, 4j + w).
 */
public final class ExamScores {
    private ExamScores() {
    }

    /**
     * Scores {@code [exams, reports]}.
     *
     * @param vectors {@code [exams, 4, width]} unit vectors of pictures
     * @param present {@code [exams, 4]}, 1 where the view is there
     * @param reports {@code [reports, width]} unit vectors
     * @param scale τ, a scalar
     */
    public static Tensor of(Tensor vectors, Tensor present, Tensor reports, Tensor scale) {
        return means(vectors, present).matmul(reports.transpose(0, 1)).mul(scale);
    }

    /**
     * Means of what belongs to views over those that are there, {@code [exams, …]}; 0 for an exam without any.
     *
     * @param ofViews {@code [exams, 4, any]}
     * @param present {@code [exams, 4]}
     */
    public static Tensor means(Tensor ofViews, Tensor present) {
        Tensor counts = present.sumKeep(1).clamp(1, Double.POSITIVE_INFINITY);
        return ofViews.mul(present.unsqueeze(2)).sum(1).div(counts);
    }
}
