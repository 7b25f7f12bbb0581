package dev.nacre.mammo.exam;

import dev.nacre.mammo.data.Laterality;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** All that a report says, as keywords. */
public record KeywordSet(Set<Keyword> keywords) {
    /** Copies the set. */
    public KeywordSet {
        keywords = Set.copyOf(keywords);
    }

    /** |both| / |either|, from 0 for nothing in common to 1 for equal sets; two empty sets are equal. */
    public double similarity(KeywordSet other) {
        Set<Keyword> either = new HashSet<>(keywords);
        either.addAll(other.keywords);
        long both = keywords.stream().filter(other.keywords::contains).count();
        return either.isEmpty() ? 1 : (double) both / either.size();
    }

    /** What is about one breast, said as if it were the left one, so that both breasts can be compared. */
    public KeywordSet of(Laterality side) {
        return new KeywordSet(keywords.stream().filter(keyword -> keyword.isAbout(side))
                .map(keyword -> side == Laterality.RIGHT ? keyword.mirrored() : keyword)
                .collect(Collectors.toSet()));
    }

    /** Left and right exchanged. */
    public KeywordSet mirrored() {
        return new KeywordSet(keywords.stream().map(Keyword::mirrored).collect(Collectors.toSet()));
    }
}
