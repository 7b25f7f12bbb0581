package dev.nacre.examples.demo;

import dev.nacre.mammo.clip.PromptPair;
import dev.nacre.mammo.phantom.breast.Lesion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the demo looks for, and the texts by which it asks. A model compares a picture with a whole report, and a short
 * sentence alone is unlike any report that it read. So every text is one: a sentence on the finding, one on the other
 * finding and one on the tissue. The latter two are the same on both sides, so that only the finding differs.
 */
enum Finding {
    MASS("mass",
            List.of("There is an irregular mass with spiculated margins in the upper outer quadrant.",
                    "A mass is seen; it is round with a circumscribed border.",
                    "Mass in the upper inner quadrant, lobulated, indistinct at its edge."),
            List.of("There is no mass.", "No mass is seen in this breast.", "The breast is free of any mass.")),
    CALCIFICATION("calcification",
            List.of("There is a cluster of fine pleomorphic calcifications in the upper outer quadrant.",
                    "Grouped round calcifications are seen in the lower inner quadrant.",
                    "Clustered calcifications in the upper inner quadrant, of amorphous form."),
            List.of("There are no grouped calcifications.", "No cluster of calcifications is seen.",
                    "The breast shows no clustered calcifications."));

    /** What reports say of the breast as a whole. */
    static final List<String> TISSUE = List.of("The breast is almost entirely fatty.",
            "Scattered areas of fibroglandular density.", "The tissue is heterogeneously dense.",
            "Breast density: type D.");

    private final String word;
    private final List<String> present;
    private final List<String> absent;

    Finding(String word, List<String> present, List<String> absent) {
        this.word = word;
        this.present = present;
        this.absent = absent;
    }

    /** What the demo looks for of what phantoms have. */
    static Optional<Finding> of(Lesion.Kind kind) {
        return switch (kind) {
            case MASS -> Optional.of(MASS);
            case CALCIFICATION -> Optional.of(CALCIFICATION);
            case DISTORTION, ASYMMETRY -> Optional.empty();
        };
    }

    /** As the tables of the phantoms say it. */
    String word() {
        return word;
    }

    /** With a capital. */
    String title() {
        return Words.capital(word);
    }

    /** Sentences that say that there is one. */
    List<String> present() {
        return present;
    }

    /** Sentences that say that there is none. */
    List<String> absent() {
        return absent;
    }

    /** Reports with it and reports without, otherwise alike. */
    PromptPair prompts() {
        return new PromptPair(reports(present), reports(absent));
    }

    private List<String> reports(List<String> own) {
        Finding other = this == MASS ? CALCIFICATION : MASS;
        List<String> reports = new ArrayList<>();
        for (int wording = 0; wording < own.size(); wording++) {
            for (String tissue : TISSUE) {
                reports.add(own.get(wording) + " " + other.present.get(wording) + " " + tissue);
                reports.add(tissue + " " + own.get(wording) + " " + other.absent.get(wording));
            }
        }
        return reports;
    }
}
