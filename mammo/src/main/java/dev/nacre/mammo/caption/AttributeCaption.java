package dev.nacre.mammo.caption;

import dev.nacre.core.Key;
import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.data.sets.FindingCategory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A text made of the findings of a picture, after Mammo-CLIP's way to learn from sets without reports: a sentence for
 * each finding that is there and one for each that the set would name and that is not, in random order; of a picture
 * without findings one sentence that says so. The wording is our own.
 *
 * @param known the kinds of findings that the set's readers looked for, so that what they did not name is not there
 */
public record AttributeCaption(Set<FindingCategory> known) {
    /** What VinDr-Mammo's readers looked for. */
    public static final AttributeCaption OF_VINDR = new AttributeCaption(EnumSet.complementOf(
            EnumSet.of(FindingCategory.UNSPECIFIED, FindingCategory.SPICULATED_REGION)));

    /** Copies the set. */
    public AttributeCaption {
        known = Set.copyOf(known);
    }

    /** A text with random wording and order. */
    public String of(Collection<FindingCategory> findings, Laterality side, Key key) {
        if (findings.isEmpty()) {
            return pick(FindingPhrases.nothing(side), key, 0);
        }
        Set<FindingCategory> there = EnumSet.copyOf(findings);
        Set<String> sentences = new LinkedHashSet<>();
        for (FindingCategory category : FindingCategory.values()) {
            if (there.contains(category)) {
                sentences.add(pick(FindingPhrases.present(category, side), key, category.ordinal()));
            } else if (known.contains(category)) {
                sentences.add(pick(FindingPhrases.absent(category, side), key, category.ordinal()));
            }
        }
        List<String> all = new ArrayList<>(sentences);
        List<String> shuffled = new ArrayList<>();
        for (int place : key.child(1).permutation(all.size())) {
            shuffled.add(all.get(place));
        }
        return String.join(" ", shuffled);
    }

    private static String pick(List<String> sentences, Key key, int position) {
        return sentences.get((int) key.below(sentences.size(), position));
    }
}
