package dev.nacre.mammo.eval.localisation;

import dev.nacre.mammo.data.DensityClass;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Breasts that hide little and breasts that hide much, since dense tissue is what false positives come from. */
public enum DensityGroup {
    /** Classes A and B. */
    FATTY,
    /** Classes C and D. */
    DENSE;

    /** The group of a class. */
    public static DensityGroup of(DensityClass density) {
        return switch (density) {
            case A, B -> FATTY;
            case C, D -> DENSE;
        };
    }

    /** Cases by group, in their order; those of unknown density are in none. Both groups are there, maybe empty. */
    public static <T> Map<DensityGroup, List<T>> split(List<T> cases, Function<T, Optional<DensityClass>> density) {
        Map<DensityGroup, List<T>> groups = new EnumMap<>(DensityGroup.class);
        for (DensityGroup group : values()) {
            groups.put(group, new ArrayList<>());
        }
        for (T one : cases) {
            density.apply(one).ifPresent(known -> groups.get(of(known)).add(one));
        }
        return groups;
    }
}
