package dev.nacre.nn.text.pipeline;

import java.util.Arrays;
import java.util.PriorityQueue;

/**
 * One word on its way from characters to tokens: again and again the neighbours whose merge has the lowest rank become
 * one, the leftmost first among equals. For n characters, O(n log n).
 */
final class Merging {
    private static final int END = -1;

    private final MergeTable merges;
    private final int[] tokens;
    private final int[] before;
    private final int[] after;
    private final PriorityQueue<Candidate> candidates = new PriorityQueue<>();

    /** Two neighbours that could become one, unless one of them has changed in the meantime. */
    private record Candidate(int rank, int at, int left, int right, int result) implements Comparable<Candidate> {
        @Override
        public int compareTo(Candidate other) {
            return rank != other.rank ? Integer.compare(rank, other.rank) : Integer.compare(at, other.at);
        }
    }

    Merging(MergeTable merges, int[] characters) {
        this.merges = merges;
        tokens = characters.clone();
        before = new int[tokens.length];
        after = new int[tokens.length];
        Arrays.setAll(before, at -> at - 1);
        Arrays.setAll(after, at -> at + 1 < tokens.length ? at + 1 : END);
        for (int at = 0; at < tokens.length; at++) {
            consider(at);
        }
    }

    private void consider(int at) {
        if (at == END || after[at] == END) {
            return;
        }
        int left = tokens[at];
        int right = tokens[after[at]];
        int place = merges.find(left, right);
        if (place != MergeTable.NONE) {
            candidates.add(new Candidate(merges.rank(place), at, left, right, merges.result(place)));
        }
    }

    /** Adds the tokens that are left when nothing merges any more. */
    void into(Ids ids) {
        while (!candidates.isEmpty()) {
            apply(candidates.poll());
        }
        for (int at = 0; at < tokens.length; at = after[at] == END ? tokens.length : after[at]) {
            ids.add(tokens[at]);
        }
    }

    private void apply(Candidate candidate) {
        int at = candidate.at;
        int next = after[at];
        if (tokens[at] != candidate.left || next == END || tokens[next] != candidate.right) {
            return;
        }
        tokens[at] = candidate.result;
        tokens[next] = MergeTable.NONE;
        after[at] = after[next];
        if (after[at] != END) {
            before[after[at]] = at;
        }
        consider(at);
        consider(before[at]);
    }
}
