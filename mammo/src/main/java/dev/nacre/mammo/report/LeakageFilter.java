package dev.nacre.mammo.report;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Leaves out sentences that tell more than the mammogram shows: pathology, ultrasound, MRI, contrast mammography, and
 * sentences about nothing but earlier pictures.
 *
 * @param dropped what is left out; what is not in it stays
 */
public record LeakageFilter(Set<Leak> dropped) {
    public LeakageFilter {
        dropped = Set.copyOf(dropped);
    }

    /** Leaves out all that leaks. */
    public static LeakageFilter strict() {
        return new LeakageFilter(EnumSet.allOf(Leak.class));
    }

    /** The same, but with these kept. */
    public LeakageFilter keeping(Leak... kept) {
        Set<Leak> rest = EnumSet.noneOf(Leak.class);
        rest.addAll(dropped);
        rest.removeAll(List.of(kept));
        return new LeakageFilter(rest);
    }

    /** The sentences that may stay, in their order. */
    public List<SentenceReading> filter(List<SentenceReading> sentences) {
        return sentences.stream().filter(sentence -> sentence.leaks().stream().noneMatch(dropped::contains)).toList();
    }
}
