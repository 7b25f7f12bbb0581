package dev.nacre.mammo.finealign.loss;

import dev.nacre.core.Tensor;

/**
 * The symmetric contrastive loss with soft targets (specification §2.4, §2.15): with T_r and T_c the targets normalised
 * by rows and by columns, L = ½·[−mean_i Σ_j T_r,ij·log softmax_j(S)_ij − mean_j Σ_i T_c,ij·log softmax_i(S)_ij]. Rows
 * and columns without a target take no part in their mean; they still stand among the others' wrong answers. With the
 * identity as targets it is half the precursor's sum of two cross entropies.
 */
public final class SoftContrast {
    private SoftContrast() {
    }

    /**
     * The loss, a scalar.
     *
     * @param scores {@code [rows, columns]}
     * @param targets {@code [rows][columns]}, not negative, some of them above 0
     */
    public static Tensor of(Tensor scores, double[][] targets) {
        int rows = targets.length;
        int columns = targets[0].length;
        double[] rowSums = new double[rows];
        double[] columnSums = new double[columns];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                rowSums[i] += targets[i][j];
                columnSums[j] += targets[i][j];
            }
        }
        double[] byRow = new double[rows * columns];
        double[] byColumn = new double[rows * columns];
        int[] counted = {counted(rowSums), counted(columnSums)};
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                if (targets[i][j] > 0) {
                    byRow[i * columns + j] = targets[i][j] / (rowSums[i] * counted[0]);
                    byColumn[i * columns + j] = targets[i][j] / (columnSums[j] * counted[1]);
                }
            }
        }
        Tensor there = scores.logSoftmax(1).mul(Constant.like(scores, byRow, rows, columns)).sum();
        Tensor back = scores.logSoftmax(0).mul(Constant.like(scores, byColumn, rows, columns)).sum();
        return there.add(back).mul(-0.5);
    }

    /** The loss where row i belongs to column i. */
    public static Tensor ofPairs(Tensor scores) {
        int n = Math.toIntExact(scores.size(0));
        double[][] own = new double[n][n];
        for (int i = 0; i < n; i++) {
            own[i][i] = 1;
        }
        return of(scores, own);
    }

    private static int counted(double[] sums) {
        int counted = 0;
        for (double sum : sums) {
            counted += sum > 0 ? 1 : 0;
        }
        return counted;
    }
}
