package dev.nacre.mammo.phantom.population;

import dev.nacre.mammo.phantom.xray.Acquisition;
import dev.nacre.nn.InputException;

/**
 * What a set of phantoms is. The same settings give the same bytes.
 *
 * @param patients all women, each with two breasts
 * @param testPatients how many of them are held out for the test
 * @param seed of everything that is drawn
 * @param height rows of a picture, which always show 24 cm
 * @param width columns of a picture
 * @param lesions how common they are
 * @param exams what they are like
 * @param visibility how well lesions are seen, {@value #LEAST_VISIBILITY} to {@value #MOST_VISIBILITY}; scales how much
 *     denser than glandular tissue masses are, and the size of calcifications
 */
public record PhantomSettings(int patients, int testPatients, long seed, int height, int width, LesionShares lesions,
        ExamShares exams, double visibility) {
    /** The lowest visibility. */
    public static final double LEAST_VISIBILITY = 0.1;
    /** The highest visibility. */
    public static final double MOST_VISIBILITY = 5;

    /** @throws InputException if a number makes no sense; one sentence */
    public PhantomSettings {
        require(patients >= 1, "there are " + patients + " patients: give 1 or more");
        require(testPatients >= 0 && testPatients < patients, testPatients + " of " + patients
                + " patients are to be held out: give at least 0, and fewer than all");
        Acquisition.checkSize(height, width);
        require(visibility >= LEAST_VISIBILITY && visibility <= MOST_VISIBILITY, "the visibility is " + visibility
                + ": give a number from " + LEAST_VISIBILITY + " to " + MOST_VISIBILITY);
    }

    /** The usual shares and visibility, and a quarter of the patients held out. */
    public static PhantomSettings of(int patients, long seed, int height, int width) {
        return new PhantomSettings(patients, patients / 4, seed, height, width, LesionShares.USUAL, ExamShares.USUAL,
                1);
    }

    /** With other lesions. */
    public PhantomSettings with(LesionShares others) {
        return new PhantomSettings(patients, testPatients, seed, height, width, others, exams, visibility);
    }

    /** With other exams. */
    public PhantomSettings with(ExamShares others) {
        return new PhantomSettings(patients, testPatients, seed, height, width, lesions, others, visibility);
    }

    private static void require(boolean met, String sentence) {
        if (!met) {
            throw new InputException(sentence);
        }
    }
}
