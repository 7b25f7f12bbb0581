package dev.nacre.mammo.caption;

import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.data.sets.FindingCategory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How one can say that a breast has a finding of a kind, and that it has none. No sentence says both, and none says
 * where in the breast something is, or how large, since a category does not know: a text that adds what nobody saw
 * teaches what is not so.
 */
final class FindingPhrases {
    private FindingPhrases() {
    }

    /** Sentences that say that there is one, the plainest first; at least one. */
    static List<String> present(FindingCategory category, Laterality side) {
        String noun = noun(category);
        String place = place(side);
        List<String> sentences = new ArrayList<>();
        sentences.add("there is " + noun + place);
        sentences.add(noun + " is seen" + place);
        sentences.add(adjective(category) + " is noted" + place);
        sentences.add("the mammogram shows " + noun + place);
        sentences.add(noun + place + " needs further workup");
        return sentences;
    }

    /** Sentences that say that there is none; at least one. */
    static List<String> absent(FindingCategory category, Laterality side) {
        String bare = bare(category);
        String place = place(side);
        return List.of("there is no " + bare + place, "no " + bare + " is seen" + place,
                "no suspicious " + bare + place, place.isEmpty() ? "without " + bare
                        : "the " + side.name().toLowerCase(Locale.ROOT) + " breast is without " + bare);
    }

    /** Sentences that say that there is nothing at all. */
    static List<String> nothing(Laterality side) {
        String place = place(side);
        return List.of("there is no abnormality" + place, "no finding" + place, "normal appearance" + place,
                "nothing suspicious is seen" + place, "no evidence of malignancy" + place);
    }

    private static String place(Laterality side) {
        return side == Laterality.UNKNOWN ? "" : " in the " + side.name().toLowerCase(Locale.ROOT) + " breast";
    }

    private static String bare(FindingCategory category) {
        return switch (category) {
            case UNSPECIFIED -> "lesion";
            case LYMPH_NODE -> "enlarged lymph node";
            default -> category.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        };
    }

    private static String noun(FindingCategory category) {
        String bare = bare(category);
        return switch (category) {
            case CALCIFICATION -> "a group of calcifications";
            case NIPPLE_RETRACTION, SKIN_RETRACTION, SKIN_THICKENING -> bare;
            default -> ("aeiou".indexOf(bare.charAt(0)) >= 0 ? "an " : "a ") + bare;
        };
    }

    private static String adjective(FindingCategory category) {
        return switch (category) {
            case CALCIFICATION -> "a suspicious group of calcifications";
            case NIPPLE_RETRACTION, SKIN_RETRACTION, SKIN_THICKENING -> bare(category);
            default -> "a suspicious " + bare(category);
        };
    }
}
