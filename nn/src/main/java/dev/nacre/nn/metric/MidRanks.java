package dev.nacre.nn.metric;

/**
 * Ranks from 1 for the lowest; equal values share the mean of their ranks.
 *
 * @param ranks of each value, in the given order
 * @param tied Σ (t³ − t) over groups of t equal values, by which ties narrow the distribution of rank sums
 */
record MidRanks(double[] ranks, double tied) {
    static MidRanks of(double[] values) {
        int[] order = SortedOrder.rising(values);
        double[] ranks = new double[values.length];
        double tied = 0;
        int begin = 0;
        while (begin < order.length) {
            int end = begin + 1;
            while (end < order.length && values[order[end]] == values[order[begin]]) {
                end++;
            }
            for (int place = begin; place < end; place++) {
                ranks[order[place]] = (begin + 1 + end) / 2.0;
            }
            double equal = end - begin;
            tied += equal * equal * equal - equal;
            begin = end;
        }
        return new MidRanks(ranks, tied);
    }
}
