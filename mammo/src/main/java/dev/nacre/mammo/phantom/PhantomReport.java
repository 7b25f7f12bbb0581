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
            "There is %1$s mass with %2$s margins in the %3$s, %4$s depth.",
            "A mass is seen in the %3$s at %4$s depth; it is %5$s with %6$s border.",
            "Mass in the %3$s, %4$s depth, %5$s in shape and %2$s at its edge.");
    private static final Wording NO_MASS = Wording.of(
            "There is no mass.", "No mass is seen in this breast.", "The tissue holds no mass.");
    private static final Wording CALCIFICATION = Wording.of(
            "There is a cluster of %1$s calcifications in the %2$s, %3$s depth.",
            "Grouped %1$s calcifications are seen in the %2$s at %3$s depth.",
            "Clustered calcifications in the %2$s, %3$s depth, of %1$s form.");
    private static final Wording NO_CALCIFICATION = Wording.of(
            "There are no grouped calcifications.", "No cluster of calcifications is seen.",
            "The breast shows no clustered calcifications.");
    private static final Wording EQUAL = Wording.of("Its density equals that of the tissue around it.",
            "It is as dense as its surroundings.");
    private static final Wording HIGH = Wording.of("It is denser than the tissue around it.",
            "Its density is high.");
    private static final List<Wording> DENSITIES = List.of(
            Wording.of("The breast consists almost wholly of fat.", "Fatty breast."),
            Wording.of("Glandular tissue is scattered through the fat.", "Scattered glandular tissue."),
            Wording.of("Much glandular tissue, unevenly spread.", "The glandular tissue is plentiful and uneven."),
            Wording.of("The breast is very dense throughout.", "Glandular tissue fills almost all of the breast."));
    private static final Wording MASS_ALONE = Wording.of(
            "%1$s mass. No grouped calcifications. Category %2$s.",
            "Mass in the %3$s, %4$s. Calcifications: no cluster. Category %2$s.");
    private static final Wording CALCIFICATION_ALONE = Wording.of(
            "%1$s calcification cluster. No mass. Category %2$s.",
            "Grouped calcifications in the %3$s, %4$s. Free of any mass. Category %2$s.");
    private static final Wording BOTH = Wording.of(
            "%1$s mass. There is a calcification cluster as well. Category %2$s.",
            "Mass in the %3$s and grouped calcifications, %4$s. Category %2$s.");
    private static final Wording NEITHER = Wording.of(
            "No mass and no grouped calcifications. Category 1.",
            "Nothing suspicious: no calcification cluster, no mass. Category 1.",
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
        String mass = breast.mass().map(found -> mass(found, breast.anatomy(), key.child(0)))
                .orElseGet(() -> NO_MASS.say(key.child(0)));
        String calcification = breast.calcification().map(found -> CALCIFICATION.say(key.child(1),
                found.morphology().words(), found.place().quadrant(), depth(found, breast.anatomy())))
                .orElseGet(() -> NO_CALCIFICATION.say(key.child(1)));
        String lesions = key.below(2, 0) == 0 ? mass + " " + calcification : calcification + " " + mass;
        String density = DENSITIES.get(breast.density().ordinal()).say(key.child(2));
        return key.below(2, 1) == 0 ? density + " " + lesions : lesions + " " + density;
    }

    private static String mass(Mass mass, Anatomy anatomy, Key key) {
        String shape = word(mass.shape());
        String margin = word(mass.margin());
        Wording contrast = mass.contrast() == Mass.Contrast.EQUAL ? EQUAL : HIGH;
        return MASS.say(key.child(0), withArticle(shape), margin, mass.place().quadrant(),
                depth(mass, anatomy), shape, withArticle(margin)) + " " + contrast.say(key.child(1));
    }

    private static String impression(PhantomBreast breast, Key key) {
        if (breast.lesions().isEmpty()) {
            return NEITHER.say(key);
        }
        boolean grave = breast.mass().map(PhantomReport::grave).orElse(false)
                || breast.calcification().map(PhantomReport::grave).orElse(false);
        Lesion first = breast.lesions().getFirst();
        Wording wording = breast.calcification().isEmpty() ? MASS_ALONE
                : breast.mass().isEmpty() ? CALCIFICATION_ALONE : BOTH;
        return wording.say(key, grave ? "Suspicious" : "Probably benign", grave ? "4" : "3", first.place().quadrant(),
                grave ? "suspicious" : "probably benign");
    }

    private static boolean grave(Mass mass) {
        return mass.margin() != Mass.Margin.CIRCUMSCRIBED || mass.shape() == Mass.Shape.IRREGULAR;
    }

    private static boolean grave(CalcificationCluster cluster) {
        return cluster.morphology() != CalcificationCluster.Morphology.ROUND;
    }

    private static String depth(Lesion lesion, Anatomy anatomy) {
        double part = lesion.place().distance() / anatomy.depth();
        return part < 0.4 ? "anterior" : part < 0.7 ? "middle" : "posterior";
    }

    private static String withArticle(String word) {
        return ("aeiou".indexOf(word.charAt(0)) >= 0 ? "an " : "a ") + word;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
