package dev.nacre.mammo.caption;

import dev.nacre.core.Key;
import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.data.sets.FindingCategory;
import dev.nacre.mammo.data.sets.SetRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A text made of the findings of a picture, after Mammo-CLIP's way to learn from sets without reports: a sentence for
 * each finding that is there and one for each that the set would name and that is not, in random order; of a picture
 * without findings one sentence that says so. The wording is our own. Beside a lesion of which the set does not say
 * what kind it is nothing is said not to be there, and beside a focal or global asymmetry no asymmetry is denied.
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

    /** The kinds that pictures of a set have at all: what its readers named once they looked for everywhere. */
    public static AttributeCaption ofKindsIn(Collection<SetRecord> records) {
        Set<FindingCategory> named = EnumSet.noneOf(FindingCategory.class);
        records.forEach(record -> record.findings().forEach(finding -> named.addAll(finding.categories())));
        named.remove(FindingCategory.UNSPECIFIED);
        return new AttributeCaption(named);
    }

    /** A text with random wording and order. */
    public String of(Collection<FindingCategory> findings, Laterality side, Key key) {
        List<String> all = said(findings, side, (sentences, position) ->
                sentences.get((int) key.below(sentences.size(), position)));
        List<String> shuffled = new ArrayList<>();
        for (int place : key.child(1).permutation(all.size())) {
            shuffled.add(all.get(place));
        }
        return String.join(" ", shuffled);
    }

    /** The text in its plainest wording: the same findings of the same side have the same text. */
    public String plain(Collection<FindingCategory> findings, Laterality side) {
        return String.join(" ", said(findings, side, (sentences, position) -> sentences.getFirst()));
    }

    /** Chooses among sentences that say the same. */
    private interface Choice {
        String of(List<String> sentences, int position);
    }

    private List<String> said(Collection<FindingCategory> findings, Laterality side, Choice choice) {
        if (findings.isEmpty()) {
            return List.of(choice.of(FindingPhrases.nothing(side), 0));
        }
        Set<FindingCategory> there = EnumSet.copyOf(findings);
        Set<String> sentences = new LinkedHashSet<>();
        for (FindingCategory category : FindingCategory.values()) {
            if (there.contains(category)) {
                sentences.add(choice.of(FindingPhrases.present(category, side), category.ordinal()));
            } else if (known.contains(category) && isDeniedBeside(there, category)) {
                sentences.add(choice.of(FindingPhrases.absent(category, side), category.ordinal()));
            }
        }
        return new ArrayList<>(sentences);
    }

    private static boolean isDeniedBeside(Set<FindingCategory> there, FindingCategory category) {
        boolean isOneOfThem = category == FindingCategory.ASYMMETRY && (there.contains(FindingCategory.FOCAL_ASYMMETRY)
                || there.contains(FindingCategory.GLOBAL_ASYMMETRY));
        return !isOneOfThem && !there.contains(FindingCategory.UNSPECIFIED);
    }
}
