package dev.nacre.mammo.data;

import dev.nacre.core.Key;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Part of the labels: some patients with all that is theirs, as large a share of those with something positive as of
 * the others, and at least one of each kind. With one key, a smaller part lies in every larger one.
 *
 * @param share above 0 and at most 1
 * @param key by which patients are drawn
 */
public record LabelFraction(double share, Key key) {
    /** Refuses shares that are none. */
    public LabelFraction {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("a share of " + share + " of the labels: give more than 0, at most 1");
        }
    }

    /**
     * The cases of the drawn patients, in their order.
     *
     * @param <C> what a case is
     */
    public <C> List<C> of(List<C> cases, Function<C, String> patient, Predicate<C> positive) {
        Map<String, Boolean> patients = new LinkedHashMap<>();
        cases.forEach(one -> patients.merge(patient.apply(one), positive.test(one), Boolean::logicalOr));
        Set<String> drawn = new HashSet<>();
        for (boolean kind : new boolean[] {true, false}) {
            List<String> own = new ArrayList<>();
            patients.forEach((name, isPositive) -> {
                if (isPositive == kind) {
                    own.add(name);
                }
            });
            int[] order = key.child(kind ? 1 : 0).permutation(own.size());
            for (int place = 0; place < (int) Math.ceil(share * own.size() - 1e-9); place++) {
                drawn.add(own.get(order[place]));
            }
        }
        return cases.stream().filter(one -> drawn.contains(patient.apply(one))).toList();
    }
}
