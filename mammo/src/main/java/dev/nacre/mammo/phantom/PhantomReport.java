package dev.nacre.mammo.phantom;

import dev.nacre.core.Key;
import java.util.List;
import java.util.Locale;

/**
 * What a report says about a phantom: the findings and the impression, from the truth alone. Every report says of a
 * mass and of calcifications whether there are any; no sentence says both that something is there and that something is
 * not. The side is left to the table's own column, so that a mirrored picture still fits its text.
 *
 * @param findings what is seen
 * @param impression what it amounts to
 */
public record PhantomReport(String findings, String impression) {
    private static final Wording MASS = Wording.of(
            "There is a mass in the %1$s.", "A mass is seen.", "Mass, %2$s, with %3$s border.");
    private static final Wording NO_MASS = Wording.of(
            "There is no mass.", "No mass is seen in this breast.", "The tissue holds no mass.");
    private static final Wording CALCIFICATION = Wording.of(
            "There is a cluster of calcifications in the %1$s.", "Grouped calcifications are seen.",
            "Clustered %2$s calcifications.");
    private static final Wording NO_CALCIFICATION = Wording.of(
            "There are no grouped calcifications.", "No cluster of calcifications is seen.",
            "The breast shows no clustered calcifications.");
    private static final List<Wording> DENSITIES = List.of(
            Wording.of("The breast consists almost wholly of fat.", "Fatty breast."),
            Wording.of("Glandular tissue is scattered through the fat.", "Scattered glandular tissue."),
            Wording.of("Much glandular tissue, unevenly spread.", "The glandular tissue is plentiful and uneven."),
            Wording.of("The breast is very dense throughout.", "Glandular tissue fills almost all of the breast."));
    private static final Wording MASS_ALONE = Wording.of(
            "Mass. No calcification cluster.", "%1$s mass. No calcification cluster. Category %2$s.");
    private static final Wording CALCIFICATION_ALONE = Wording.of(
            "Calcification cluster. No mass.", "%1$s calcification cluster. No mass. Category %2$s.");
    private static final Wording BOTH = Wording.of(
            "Mass and calcification cluster.", "%1$s mass. Calcification cluster. Category %2$s.");
    private static final Wording NEITHER = Wording.of(
            "No mass and no calcification cluster.",
            "Normal breast without mass or calcification cluster. Category 1.");

    /** A report in the wording that a key picks; another key gives another wording of the same truth. */
    static PhantomReport of(PhantomBreast breast, Key key) {
        return new PhantomReport(findings(breast, key.child(0)), impression(breast, key.child(1)));
    }

    /** The two sections in order. */
    public List<String> sections() {
        return List.of(findings, impression);
    }

    private static String findings(PhantomBreast breast, Key key) {
        String mass = breast.mass().map(found -> MASS.say(key.child(0), found.place().quadrant(),
                word(found.shape()), withArticle(word(found.margin())))).orElseGet(() -> NO_MASS.say(key.child(0)));
        String calcification = breast.calcification().map(found -> CALCIFICATION.say(key.child(1),
                found.place().quadrant(), found.morphology().words()))
                .orElseGet(() -> NO_CALCIFICATION.say(key.child(1)));
        String lesions = key.below(2, 0) == 0 ? mass + " " + calcification : calcification + " " + mass;
        String density = DENSITIES.get(breast.density().ordinal()).say(key.child(2));
        return key.below(2, 1) == 0 ? density + " " + lesions : lesions + " " + density;
    }

    private static String impression(PhantomBreast breast, Key key) {
        if (breast.lesions().isEmpty()) {
            return NEITHER.say(key);
        }
        boolean grave = breast.mass().map(PhantomReport::grave).orElse(false)
                || breast.calcification().map(PhantomReport::grave).orElse(false);
        Wording wording = breast.calcification().isEmpty() ? MASS_ALONE
                : breast.mass().isEmpty() ? CALCIFICATION_ALONE : BOTH;
        return wording.say(key, grave ? "Suspicious" : "Probably benign", grave ? "4" : "3");
    }

    private static boolean grave(Mass mass) {
        return mass.margin() != Mass.Margin.CIRCUMSCRIBED || mass.shape() == Mass.Shape.IRREGULAR;
    }

    private static boolean grave(CalcificationCluster cluster) {
        return cluster.morphology() != CalcificationCluster.Morphology.ROUND;
    }

    private static String withArticle(String word) {
        return ("aeiou".indexOf(word.charAt(0)) >= 0 ? "an " : "a ") + word;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
