package dev.nacre.mammo.task;

import dev.nacre.core.Key;
import dev.nacre.mammo.data.LabelFraction;
import dev.nacre.nn.InputException;
import java.util.List;

/** The pictures that a task learns from when it is given a share of the labels. */
public final class LabelShare {
    private LabelShare() {
    }

    /**
     * Pictures of which something is known, of a share of the patients ({@link LabelFraction}).
     *
     * @param share above 0 and at most 1
     * @throws InputException if labels are not of the scheme, or nothing is known of any picture
     */
    public static List<LabelledPicture> of(LabelScheme scheme, List<LabelledPicture> pictures, double share, Key key) {
        scheme.check(pictures);
        List<LabelledPicture> known = pictures.stream().filter(LabelledPicture::isKnown).toList();
        if (known.isEmpty()) {
            throw new InputException("of none of the " + pictures.size() + " pictures a label is known: give some");
        }
        return new LabelFraction(share, key).of(known, LabelledPicture::patient, scheme.rare(known));
    }
}
