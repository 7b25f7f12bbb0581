package dev.nacre.nn.text.pipeline;

import java.util.Arrays;

/** Which pairs of neighbouring tokens become one, in which order, and into what. */
final class MergeTable {
    /** No merge. */
    static final int NONE = -1;

    private final long[] pairs;
    private final int[] ranks;
    private final int[] results;

    /**
     * @param merges pairs in the order of their ranks, see {@link #pair}; of one that stands twice, the last counts
     * @param joined the token that each becomes
     */
    MergeTable(long[] merges, int[] joined) {
        pairs = Arrays.stream(merges).sorted().distinct().toArray();
        ranks = new int[pairs.length];
        results = new int[pairs.length];
        for (int rank = 0; rank < merges.length; rank++) {
            int place = Arrays.binarySearch(pairs, merges[rank]);
            ranks[place] = rank;
            results[place] = joined[rank];
        }
    }

    /** Two tokens' ids as one number. */
    static long pair(int left, int right) {
        return (long) left << 32 | right;
    }

    /** The place of a pair in this table, or {@link #NONE}. */
    int find(int left, int right) {
        return Math.max(NONE, Arrays.binarySearch(pairs, pair(left, right)));
    }

    /** The smaller, the earlier it is applied. */
    int rank(int place) {
        return ranks[place];
    }

    int result(int place) {
        return results[place];
    }
}
