package dev.nacre.mammo.phantom.population;

import dev.nacre.nn.InputException;

/**
 * How common lesions are. All are shares from 0 to 1.
 *
 * @param mass of breasts that have a mass at the current exam
 * @param calcification of breasts that have a group of calcifications, whatever else they have
 * @param distortion of breasts with an architectural distortion
 * @param asymmetry of breasts with an asymmetry
 * @param malignant of these lesions that are malignant, a little more in dense breasts and a little less in fatty ones
 * @param laterCancer of women without a malignant lesion who get a cancer within five years that nothing shows yet
 */
public record LesionShares(double mass, double calcification, double distortion, double asymmetry, double malignant,
        double laterCancer) {
    /** Three breasts in ten with a mass, as many with calcifications, a third of them malignant. */
    public static final LesionShares USUAL = new LesionShares(0.3, 0.3, 0.05, 0.08, 0.35, 0.05);

    /** @throws InputException if one is no share; one sentence */
    public LesionShares {
        check("breasts with a mass", mass);
        check("breasts with calcifications", calcification);
        check("breasts with an architectural distortion", distortion);
        check("breasts with an asymmetry", asymmetry);
        check("lesions that are malignant", malignant);
        check("women whose cancer comes later", laterCancer);
    }

    static void check(String what, double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new InputException("the share of " + what + " is " + share + ": give a number from 0 to 1");
        }
    }
}
