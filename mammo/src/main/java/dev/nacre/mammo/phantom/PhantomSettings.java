package dev.nacre.mammo.phantom;

import dev.nacre.nn.InputException;

/**
 * What a set of phantoms is. The same settings give the same bytes.
 *
 * @param patients all patients, each with two breasts
 * @param testPatients how many of them are held out for the test
 * @param seed of everything that is drawn
 * @param height rows of a picture, which always show 24 cm
 * @param width columns of a picture
 * @param massPrevalence share of breasts with a mass
 * @param calcificationPrevalence share of breasts with a cluster of calcifications, whether or not there is a mass
 */
public record PhantomSettings(int patients, int testPatients, long seed, int height, int width, double massPrevalence,
        double calcificationPrevalence) {
    /** Below this, a calcification is much smaller than a pixel. */
    public static final int LEAST_HEIGHT = 64;

    private static final double NARROWEST = 0.45;

    /** @throws InputException if a number makes no sense; one sentence */
    public PhantomSettings {
        require(patients >= 1, "there are " + patients + " patients: give 1 or more");
        require(testPatients >= 0 && testPatients < patients, testPatients + " of " + patients
                + " patients are to be held out: give at least 0, and fewer than all");
        require(height >= LEAST_HEIGHT && width >= NARROWEST * height && width <= height && height <= 4096,
                "pictures of " + height + " x " + width + " pixels (height x width) show no breast: give a height from "
                        + LEAST_HEIGHT + " to 4096, and a width between " + NARROWEST + " and 1 of the height");
        require(massPrevalence >= 0 && massPrevalence <= 1,
                "the share of breasts with a mass is " + massPrevalence + ": give a number from 0 to 1");
        require(calcificationPrevalence >= 0 && calcificationPrevalence <= 1, "the share of breasts with calcifications"
                + " is " + calcificationPrevalence + ": give a number from 0 to 1");
    }

    /** Half of the breasts with a mass, half with calcifications, and a quarter of the patients held out. */
    public static PhantomSettings of(int patients, long seed, int height, int width) {
        return new PhantomSettings(patients, patients / 4, seed, height, width, 0.5, 0.5);
    }

    private static void require(boolean met, String sentence) {
        if (!met) {
            throw new InputException(sentence);
        }
    }
}
