package dev.nacre.mammo.image;

import java.util.List;

/** Codes {@code constant}, {@code few-levels} and {@code blank}, all refused. */
final class LevelGuard {
    /** Masks have 2 to 8. */
    private static final int FEW_LEVELS = 16;
    /** Side of the picture in which noise has averaged out. */
    private static final int COARSE = 16;
    /** Part of the variance that is left in the coarse picture: above 0.6 for breasts, below 0.01 for noise. */
    private static final double STRUCTURE = 0.1;
    /** Breasts take more than a tenth of a picture. */
    private static final double LEAST_BREAST = 0.01;

    private LevelGuard() {
    }

    static List<PictureFinding> check(ReducedMammogram reduced) {
        int levels = 0;
        for (int count : GreyHistogram.of(reduced.mammogram().stored()).counts()) {
            levels += count > 0 ? 1 : 0;
        }
        if (levels == 1) {
            return List.of(PictureFinding.refusal("constant",
                    "every pixel has the same level, so it shows no breast: remove it or export it again"));
        }
        if (levels <= FEW_LEVELS) {
            return List.of(PictureFinding.refusal("few-levels", "it has " + levels
                    + " grey levels, as masks and drawings have: give the mammogram itself"));
        }
        boolean noBreast = reduced.breast().map(Mask::count).orElse(0)
                < LEAST_BREAST * reduced.picture().height() * reduced.picture().width();
        return !noBreast && structure(reduced.picture()) >= STRUCTURE ? List.of()
                : List.of(PictureFinding.refusal("blank", "nothing in it has the size of a breast: remove it, or"
                        + " export it again if it should show one"));
    }

    private static double structure(GreyPicture picture) {
        float[] coarse = new AreaResize(picture.height(), picture.width(), Math.min(COARSE, picture.height()),
                Math.min(COARSE, picture.width())).apply(picture);
        float[] fine = new float[picture.levels().length];
        for (int index = 0; index < fine.length; index++) {
            fine[index] = Short.toUnsignedInt(picture.levels()[index]);
        }
        return variance(coarse) / Math.max(variance(fine), Double.MIN_NORMAL);
    }

    private static double variance(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        double squares = 0;
        for (float value : values) {
            squares += (value - sum / values.length) * (value - sum / values.length);
        }
        return squares / values.length;
    }
}
