package dev.nacre.mammo.eval;

import dev.nacre.mammo.image.BinaryMorphology;
import dev.nacre.mammo.image.BreastMask;
import dev.nacre.mammo.image.GreyHistogram;
import dev.nacre.mammo.image.GreyPicture;
import dev.nacre.mammo.image.Mammogram;
import dev.nacre.mammo.image.Mask;
import dev.nacre.mammo.image.Percentile;
import dev.nacre.mammo.image.StructuringElement;
import dev.nacre.nn.InputException;

/**
 * The breast in a mammogram, without what lies beside it and without its rim: letters of lead, labels and the skin line
 * are bright in every mammogram and would answer for a lesion.
 *
 * @param picture stored levels, bright where tissue is dense, in 16 bits, so that filters answer finely; beside the
 *     breast it has the breast's median level, so that filters that look across its outline find no step there
 * @param inside the pixels that count: those of the breast that are more than a fiftieth of the picture's longer side
 *     away from its outline (5 mm where that side shows 24 cm)
 */
public record BreastInterior(GreyPicture picture, Mask inside) {
    private static final int RIM_PARTS = 50;
    private static final int BITS = 16;
    private static final int WHITE = (1 << BITS) - 1;

    /** @throws InputException if the picture shows no breast */
    public static BreastInterior of(Mammogram mammogram) {
        GreyPicture picture = bright(mammogram);
        Mask breast = BreastMask.of(picture).orElseThrow(() -> without(mammogram));
        double rim = (double) Math.max(picture.height(), picture.width()) / RIM_PARTS;
        Mask inside = BinaryMorphology.erode(breast, new StructuringElement.Disc(rim));
        if (inside.count() == 0) {
            throw without(mammogram);
        }
        short median = (short) Math.rint(Percentile.of(GreyHistogram.of(picture, breast), 0.5));
        for (int index = 0; index < picture.levels().length; index++) {
            if (!breast.inside()[index]) {
                picture.levels()[index] = median;
            }
        }
        return new BreastInterior(picture, inside);
    }

    private static InputException without(Mammogram mammogram) {
        return new InputException("picture " + mammogram.name() + " shows no breast: take it out");
    }

    private static GreyPicture bright(Mammogram mammogram) {
        GreyPicture stored = mammogram.stored();
        int white = (1 << stored.bits()) - 1;
        short[] levels = new short[stored.levels().length];
        for (int index = 0; index < levels.length; index++) {
            int level = Short.toUnsignedInt(stored.levels()[index]);
            long shown = mammogram.isPadding(level) ? 0 : mammogram.inverted() ? white - level : level;
            levels[index] = (short) (shown * WHITE / white);
        }
        return new GreyPicture(stored.height(), stored.width(), BITS, levels);
    }
}
