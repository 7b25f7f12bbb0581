package dev.nacre.nn.metric;

import java.util.Comparator;
import java.util.stream.IntStream;

/** Probabilities of several tests made fit to be read together (Holm 1979): the family errs no more often than one. */
public final class Holm {
    private Holm() {
    }

    /**
     * Of k tests, the lowest p is multiplied by k, the next by k − 1 and so on; none may fall below one before it, nor
     * exceed 1.
     *
     * @param p of each test
     * @return adjusted, in the given order
     */
    public static double[] adjusted(double... p) {
        int[] order = IntStream.range(0, p.length).boxed()
                .sorted(Comparator.comparingDouble((Integer index) -> p[index]))
                .mapToInt(Integer::intValue).toArray();
        double[] adjusted = new double[p.length];
        double highest = 0;
        for (int place = 0; place < order.length; place++) {
            highest = Math.max(highest, Math.min(1, (p.length - place) * p[order[place]]));
            adjusted[order[place]] = highest;
        }
        return adjusted;
    }
}
