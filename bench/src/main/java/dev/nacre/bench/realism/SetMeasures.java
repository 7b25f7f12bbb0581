package dev.nacre.bench.realism;

import dev.nacre.mammo.realism.MammogramMeasures;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * What was measured of a set.
 *
 * @param name of the set
 * @param pictures measures of those that could be measured
 * @param refused why others could not, by file name
 */
record SetMeasures(String name, List<MammogramMeasures> pictures, Map<String, String> refused) {

    /** Mean and standard deviation of one number of each picture; numbers that are none are left out. */
    Spread spread(ToDoubleFunction<MammogramMeasures> measure) {
        double[] numbers = pictures.stream().mapToDouble(measure).filter(Double::isFinite).toArray();
        double sum = 0;
        for (double number : numbers) {
            sum += number;
        }
        double mean = sum / numbers.length;
        double squares = 0;
        for (double number : numbers) {
            squares += (number - mean) * (number - mean);
        }
        return new Spread(mean, Math.sqrt(squares / numbers.length));
    }

    /** Means of a row of numbers of each picture. */
    double[] means(Function<MammogramMeasures, double[]> measure) {
        double[] means = new double[measure.apply(pictures.getFirst()).length];
        for (int index = 0; index < means.length; index++) {
            int place = index;
            means[index] = spread(picture -> measure.apply(picture)[place]).mean();
        }
        return means;
    }

    /**
     * Of a number over pictures.
     *
     * @param mean over them
     * @param deviation standard deviation over them
     */
    record Spread(double mean, double deviation) {
    }
}
