package dev.nacre.nn.linear;

import dev.nacre.core.Key;
import dev.nacre.nn.InputException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Cases in folds for cross-validation: those of one group, such as a patient, are in one fold, and groups of every
 * kind are dealt out evenly. A group is of the kind of its rarest class, so that rare classes are in as many folds as
 * can be.
 *
 * @param folds how many, at least 2
 * @param key   of the order in which groups are dealt out
 */
public record GroupFolds(int folds, Key key) {
    /** Refuses a single fold. */
    public GroupFolds {
        if (folds < 2) {
            throw new IllegalArgumentException(folds + " folds leave nothing to judge by: give at least 2");
        }
    }

    /**
     * The fold of each case, from 0.
     *
     * @param groups  of each case, whose it is
     * @param classes of each case, from 0
     * @throws InputException if there are fewer groups than folds
     */
    public int[] of(List<String> groups, int[] classes) {
        if (groups.size() != classes.length) {
            throw new IllegalArgumentException(groups.size() + " groups and " + classes.length
                    + " classes: give one of each for every case");
        }
        Map<Integer, Integer> counts = new TreeMap<>();
        for (int one : classes) {
            counts.merge(one, 1, Integer::sum);
        }
        Map<String, Integer> kinds = new LinkedHashMap<>();
        for (int row = 0; row < classes.length; row++) {
            kinds.merge(groups.get(row), classes[row], (one, other) -> rarer(one, other, counts));
        }
        if (kinds.size() < folds) {
            throw new InputException("there are " + kinds.size() + " patients or other groups, too few for " + folds
                    + " folds: choose fewer folds, or give more cases");
        }
        Map<String, Integer> dealt = new LinkedHashMap<>();
        for (int kind : counts.keySet()) {
            List<String> own = new ArrayList<>();
            kinds.forEach((group, its) -> {
                if (its == kind) {
                    own.add(group);
                }
            });
            // One kind goes on where the last one ended, so that folds differ by one group at most.
            for (int place : key.child(kind).permutation(own.size())) {
                dealt.put(own.get(place), dealt.size() % folds);
            }
        }
        return groups.stream().mapToInt(dealt::get).toArray();
    }

    private static int rarer(int one, int other, Map<Integer, Integer> counts) {
        int difference = counts.get(one) - counts.get(other);
        return difference < 0 || difference == 0 && one > other ? one : other;
    }
}
