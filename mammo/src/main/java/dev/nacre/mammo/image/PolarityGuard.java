package dev.nacre.mammo.image;

import java.util.List;

/**
 * Code {@code inverted} (refused): a bright background in a file that does not say which end of its levels is bright.
 */
final class PolarityGuard {
    /** Thickness of the frame that is looked at, as a part of the shorter side. */
    private static final double FRAME = 0.02;
    /** Where the frame's median lies between the darkest and the brightest levels: below 0.1 in real mammograms. */
    private static final double BRIGHT = 0.7;
    private static final double FEW = 0.005;

    private PolarityGuard() {
    }

    static List<PictureFinding> check(ReducedMammogram reduced) {
        if (reduced.mammogram().facts().declaresPolarity()) {
            return List.of();
        }
        GreyPicture picture = reduced.picture();
        int frame = (int) Math.max(1, FRAME * Math.min(picture.height(), picture.width()));
        boolean[] inside = new boolean[picture.levels().length];
        for (int row = 0; row < picture.height(); row++) {
            for (int column = 0; column < picture.width(); column++) {
                inside[row * picture.width() + column] = Math.min(row, column) < frame
                        || row >= picture.height() - frame || column >= picture.width() - frame;
            }
        }
        Mask border = new Mask(picture.height(), picture.width(), inside);
        GreyHistogram all = GreyHistogram.of(picture);
        double darkest = Percentile.of(all, FEW);
        double brightest = Percentile.of(all, 1 - FEW);
        double median = Percentile.of(GreyHistogram.of(picture, border), 0.5);
        return brightest > darkest && median - darkest > BRIGHT * (brightest - darkest)
                ? List.of(PictureFinding.refusal("inverted", "its background is bright, so it seems to be stored as a"
                        + " negative (MONOCHROME1) although nothing in the file says so: invert it, or give the DICOM"
                        + " file"))
                : List.of();
    }
}
