package dev.nacre.mammo.image;

import java.util.List;

/** Codes {@code too-small}, {@code shape} (both refused) and {@code small}. */
final class SizeGuard {
    private static final int LEAST_SIDE = 64;
    /** Detectors have sides of 1 to 1.4, breasts cut out of a picture up to 4.5; a strip is longer. */
    private static final int MOST_ASPECT = 6;
    /** At 24 cm a pixel is then larger than half a millimetre, more than most calcifications. */
    private static final long FEW_PIXELS = 200_000;

    private SizeGuard() {
    }

    static List<PictureFinding> check(ReducedMammogram reduced) {
        int height = reduced.mammogram().stored().height();
        int width = reduced.mammogram().stored().width();
        String size = width + " x " + height + " pixels";
        if (Math.min(height, width) < LEAST_SIDE) {
            return List.of(PictureFinding.refusal("too-small", size + " are too few to see anything in a breast: give"
                    + " the mammogram at its full size"));
        }
        if (Math.max(height, width) > MOST_ASPECT * (long) Math.min(height, width)) {
            return List.of(PictureFinding.refusal("shape", size + " make a strip, which no detector gives: give the"
                    + " whole mammogram"));
        }
        return (long) height * width >= FEW_PIXELS ? List.of() : List.of(PictureFinding.report("small", size
                + " show no calcifications and few masses: give the mammogram at its full size if there is one"));
    }
}
