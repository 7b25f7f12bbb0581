package dev.nacre.mammo.finealign.inference;

import dev.nacre.mammo.data.Laterality;
import java.util.List;
import java.util.Map;

/**
 * The prompts of a bank as vectors of one model. Arrays are not copied and have length 1 each.
 *
 * @param names of the sets of findings
 * @param sides the vectors for each breast
 */
public record PromptVectors(List<String> names, Map<Laterality, Side> sides) {
    /** Copies both. */
    public PromptVectors {
        names = List.copyOf(names);
        sides = Map.copyOf(sides);
    }

    /**
     * For one breast.
     *
     * @param findings of each set of findings as a sentence, to compare places with: {@code [sets][width]}
     * @param present all sentences of findings together: {@code [width]}
     * @param absent all sentences of normal tissue together: {@code [width]}
     * @param presentReports of each set of findings as a report, to compare breasts with: {@code [sets][width]}
     * @param absentReports of each set of normal tissue as a report: {@code [sets][width]}
     */
    public record Side(float[][] findings, float[] present, float[] absent, float[][] presentReports,
            float[][] absentReports) {
    }

    /** The mean of vectors, brought to length 1. */
    static float[] direction(List<float[]> vectors) {
        double[] sum = new double[vectors.getFirst().length];
        double square = 0;
        for (int element = 0; element < sum.length; element++) {
            for (float[] vector : vectors) {
                sum[element] += vector[element];
            }
            square += sum[element] * sum[element];
        }
        float[] direction = new float[sum.length];
        double length = Math.sqrt(square);
        for (int element = 0; length > 0 && element < direction.length; element++) {
            direction[element] = (float) (sum[element] / length);
        }
        return direction;
    }
}
