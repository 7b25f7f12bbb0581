package dev.nacre.nn.metric;

import dev.nacre.nn.InputException;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * How often each class was taken for each. The array is not copied.
 *
 * @param counts {@code [true class][predicted class]}
 */
public record ConfusionMatrix(long[][] counts) {
    /**
     * Counts.
     *
     * @param classes how many there are; labels are 0 to classes − 1
     * @throws InputException if there is no case, or a label that is no class
     */
    public static ConfusionMatrix of(int[] labels, int[] predicted, int classes) {
        if (labels.length != predicted.length) {
            throw new IllegalArgumentException(labels.length + " labels and " + predicted.length
                    + " predictions: give one of each for every case");
        }
        if (labels.length == 0) {
            throw new InputException("a confusion matrix needs a case: give at least one");
        }
        long[][] counts = new long[classes][classes];
        for (int index = 0; index < labels.length; index++) {
            if (Math.min(labels[index], predicted[index]) < 0
                    || Math.max(labels[index], predicted[index]) >= classes) {
                throw new InputException("case " + (index + 1) + " of " + labels.length + " is of class "
                        + labels[index] + " and was taken for " + predicted[index] + ": classes are 0 to "
                        + (classes - 1));
            }
            counts[labels[index]][predicted[index]]++;
        }
        return new ConfusionMatrix(counts);
    }

    /** The share of cases taken for what they are. */
    public double accuracy() {
        long right = 0;
        for (int one = 0; one < counts.length; one++) {
            right += counts[one][one];
        }
        return (double) right / Arrays.stream(rows()).sum();
    }

    /** The mean over classes that occur of the share of their cases that were found. */
    public double balancedAccuracy() {
        long[] rows = rows();
        double sum = 0;
        int occurring = 0;
        for (int one = 0; one < counts.length; one++) {
            if (rows[one] > 0) {
                sum += (double) counts[one][one] / rows[one];
                occurring++;
            }
        }
        return sum / occurring;
    }

    /** 2 TP / (2 TP + FP + FN) of one class; 0 if it neither occurs nor was predicted. */
    public double f1(int one) {
        long either = rows()[one] + columns()[one];
        return either == 0 ? 0 : 2.0 * counts[one][one] / either;
    }

    /** The mean of {@link #f1} over classes that occur or were predicted. */
    public double macroF1() {
        long[] rows = rows();
        long[] columns = columns();
        double sum = 0;
        int occurring = 0;
        for (int one = 0; one < counts.length; one++) {
            if (rows[one] + columns[one] > 0) {
                sum += f1(one);
                occurring++;
            }
        }
        return sum / occurring;
    }

    /** Cohen's kappa (1960): how far agreement is beyond chance. 1 if all cases and predictions are of one class. */
    public double kappa() {
        return kappa(distance -> distance == 0 ? 0 : 1);
    }

    /** {@link #kappa} with disagreement weighted by the distance of the classes, which must be ordered (Cohen 1968). */
    public double linearKappa() {
        return kappa(distance -> distance);
    }

    /** {@link #kappa} with disagreement weighted by the squared distance of the classes, which must be ordered. */
    public double quadraticKappa() {
        return kappa(distance -> distance * distance);
    }

    /** 1 − Σ w observed / Σ w expected. */
    private double kappa(DoubleUnaryOperator weightOfDistance) {
        long[] rows = rows();
        long[] columns = columns();
        double all = Arrays.stream(rows).sum();
        double observed = 0;
        double expected = 0;
        for (int one = 0; one < counts.length; one++) {
            for (int other = 0; other < counts.length; other++) {
                double weight = weightOfDistance.applyAsDouble(Math.abs(one - other));
                observed += weight * counts[one][other];
                expected += weight * rows[one] * columns[other] / all;
            }
        }
        return expected == 0 ? 1 : 1 - observed / expected;
    }

    private long[] rows() {
        return Arrays.stream(counts).mapToLong(row -> Arrays.stream(row).sum()).toArray();
    }

    private long[] columns() {
        long[] columns = new long[counts.length];
        for (long[] row : counts) {
            for (int one = 0; one < columns.length; one++) {
                columns[one] += row[one];
            }
        }
        return columns;
    }
}
