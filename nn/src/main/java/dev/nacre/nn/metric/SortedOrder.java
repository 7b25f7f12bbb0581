package dev.nacre.nn.metric;

import java.util.Comparator;
import java.util.stream.IntStream;

/** Indices of values in the order of the values; those of equal values stay in the order given. */
final class SortedOrder {
    private SortedOrder() {
    }

    /** Lowest first; NaN last. */
    static int[] rising(double[] values) {
        return IntStream.range(0, values.length).boxed()
                .sorted(Comparator.comparingDouble((Integer index) -> values[index]))
                .mapToInt(Integer::intValue).toArray();
    }

    /** Highest first; NaN last. */
    static int[] falling(double[] values) {
        return IntStream.range(0, values.length).boxed()
                .sorted(Comparator.comparingDouble((Integer index) -> -values[index]))
                .mapToInt(Integer::intValue).toArray();
    }
}
