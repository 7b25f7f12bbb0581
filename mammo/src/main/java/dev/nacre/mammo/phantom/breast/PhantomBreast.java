package dev.nacre.mammo.phantom.breast;

import dev.nacre.core.Key;
import dev.nacre.mammo.data.Laterality;
import dev.nacre.nn.InputException;
import java.util.List;

/**
 * Everything there is in one breast at one time.
 *
 * @param laterality left or right
 * @param shape its form
 * @param glandular share of its volume that is glandular tissue, 0.01 to 0.7; the density class follows from it
 * @param lesions what a label stands for
 * @param incidentals everything else that is bright
 * @param implant whether there is one behind the tissue
 * @param tissue of all tissue that is left to chance; the same breast keeps it from exam to exam
 */
public record PhantomBreast(Laterality laterality, BreastShape shape, double glandular, List<Lesion> lesions,
        List<Incidental> incidentals, boolean implant, Key tissue) {
    private static final double LEAST = 0.01;
    private static final double MOST = 0.7;

    /** Copies the lists. */
    public PhantomBreast {
        lesions = List.copyOf(lesions);
        incidentals = List.copyOf(incidentals);
        if (!(glandular >= LEAST && glandular <= MOST)) {
            throw new InputException("the glandular share of a breast is " + glandular + ": give a number from " + LEAST
                    + " to " + MOST);
        }
        if (laterality == Laterality.UNKNOWN) {
            throw new InputException("a breast is a left or a right one: give its side");
        }
    }
}
