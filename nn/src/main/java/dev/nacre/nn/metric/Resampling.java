package dev.nacre.nn.metric;

import dev.nacre.core.Key;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How a bootstrap draws its cases with replacement. */
public sealed interface Resampling {
    /** Number of cases. */
    int cases();

    /** How often each case is drawn in the replicate of this key: {@code [cases]}. */
    int[] draw(Key key);

    /** As many positive and as many negative cases as there are, each drawn among its own. For independent cases. */
    static Resampling stratified(boolean[] positive) {
        Map<Boolean, List<Integer>> strata = new LinkedHashMap<>();
        for (int index = 0; index < positive.length; index++) {
            strata.computeIfAbsent(positive[index], label -> new ArrayList<>()).add(index);
        }
        return new Stratified(positive.length, strata.values().stream().map(Resampling::indices).toList());
    }

    /**
     * As many groups as there are, each with all of its cases. For cases that belong together, such as the two breasts
     * of a patient: drawing them one by one would make intervals too narrow.
     *
     * @param groups of each case, anything that tells groups apart by {@code equals}
     */
    static Resampling byGroup(List<?> groups) {
        Map<Object, List<Integer>> members = new LinkedHashMap<>();
        for (int index = 0; index < groups.size(); index++) {
            members.computeIfAbsent(groups.get(index), group -> new ArrayList<>()).add(index);
        }
        return new ByGroup(groups.size(), members.values().stream().map(Resampling::indices).toList());
    }

    private static int[] indices(List<Integer> members) {
        return members.stream().mapToInt(Integer::intValue).toArray();
    }

    /** See {@link #stratified}. */
    record Stratified(int cases, List<int[]> strata) implements Resampling {
        @Override
        public int[] draw(Key key) {
            int[] times = new int[cases];
            long position = 0;
            for (int[] stratum : strata) {
                for (int drawn = 0; drawn < stratum.length; drawn++) {
                    times[stratum[(int) key.below(stratum.length, position++)]]++;
                }
            }
            return times;
        }
    }

    /** See {@link #byGroup}. */
    record ByGroup(int cases, List<int[]> groups) implements Resampling {
        @Override
        public int[] draw(Key key) {
            int[] times = new int[cases];
            for (int drawn = 0; drawn < groups.size(); drawn++) {
                for (int index : groups.get((int) key.below(groups.size(), drawn))) {
                    times[index]++;
                }
            }
            return times;
        }
    }
}
