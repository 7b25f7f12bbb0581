package dev.nacre.mammo.image;

import java.util.ArrayList;
import java.util.List;

/** What lies around the breast: codes {@code markers} and {@code cropped}. */
final class SurroundingsGuard {
    /** Pixels of the reduced picture; less is noise. */
    private static final int LEAST = 4;
    /** Of the breast's mean level; scattered light is darker. */
    private static final double AS_BRIGHT = 0.5;
    /** Part of the picture's width and height that an uncropped breast does not fill both. */
    private static final double FULL = 0.97;

    private SurroundingsGuard() {
    }

    static List<PictureFinding> check(ReducedMammogram reduced) {
        List<PictureFinding> findings = new ArrayList<>();
        GreyPicture picture = reduced.picture();
        Mask breast = reduced.breast().orElseThrow();
        int markers = markers(picture, breast);
        if (markers > 0) {
            findings.add(PictureFinding.report("markers", (markers == 1 ? "something bright lies"
                    : markers + " bright things lie") + " outside the breast, as letters, labels and folds of skin do;"
                    + " recipes that crop to the breast leave them out"));
        }
        PixelBox box = breast.box().orElseThrow();
        if (box.width() >= FULL * picture.width() && box.height() >= FULL * picture.height()) {
            findings.add(PictureFinding.report("cropped", "the breast fills the whole picture, so it seems to be"
                    + " cropped already: give the uncropped one if the recipe crops"));
        }
        return findings;
    }

    private static int markers(GreyPicture picture, Mask breast) {
        double mean = mean(GreyHistogram.of(picture, breast));
        ConnectedComponents parts = BreastMask.bright(picture);
        int[] labels = parts.labels();
        double[] sums = new double[parts.count() + 1];
        boolean[] isBreast = new boolean[parts.count() + 1];
        for (int index = 0; index < labels.length; index++) {
            sums[labels[index]] += Short.toUnsignedInt(picture.levels()[index]);
            isBreast[labels[index]] |= breast.inside()[index];
        }
        int markers = 0;
        for (int label = 1; label < sums.length; label++) {
            boolean bright = sums[label] > AS_BRIGHT * mean * parts.size(label);
            markers += !isBreast[label] && parts.size(label) >= LEAST && bright ? 1 : 0;
        }
        return markers;
    }

    private static double mean(GreyHistogram histogram) {
        double sum = 0;
        for (int level = 0; level < histogram.counts().length; level++) {
            sum += (double) level * histogram.counts()[level];
        }
        return sum / histogram.pixels();
    }
}
