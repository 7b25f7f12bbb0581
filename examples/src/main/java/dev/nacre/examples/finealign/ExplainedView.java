package dev.nacre.examples.finealign;

import dev.nacre.mammo.eval.localisation.FoundRegion;
import dev.nacre.mammo.eval.localisation.Region;
import dev.nacre.mammo.eval.localisation.RegionChoice;
import dev.nacre.mammo.finealign.inference.ViewReading;
import dev.nacre.mammo.image.GreyPicture;
import dev.nacre.mammo.image.Mammogram;
import dev.nacre.mammo.image.OriginalPixels;
import dev.nacre.mammo.image.PixelRecipe;
import dev.nacre.mammo.page.ShownOriginal;
import java.util.List;
import java.util.Optional;

/**
 * One picture of a page.
 *
 * @param reading what the model shows of it
 * @param shown the whole original, as the model's recipe maps its levels, small enough for a page
 * @param height rows of the original
 * @param width columns of the original
 * @param millimetres distance of the original's pixels, where its file says it
 * @param threshold of the lesion map
 * @param regions above it
 * @param truth lesions that somebody drew, in original pixels; empty where nobody did
 */
record ExplainedView(ViewReading reading, GreyPicture shown, int height, int width, Optional<Double> millimetres,
        double threshold, List<FoundRegion> regions, List<Region.Pixels> truth) {
    /** Sharp on a dense screen at the size in which the page shows it. */
    private static final int MOST_ROWS = 1100;

    /** Finds the regions. */
    static ExplainedView of(ViewReading reading, Mammogram original, PixelRecipe recipe, double threshold,
            RegionChoice choice, List<Region.Pixels> truth) {
        int height = original.stored().height();
        int width = original.stored().width();
        return new ExplainedView(reading, ShownOriginal.of(original, recipe, MOST_ROWS), height, width,
                original.facts().pixelMillimetres(), threshold, choice.of(reading.lesions(), threshold,
                        OriginalPixels.millimetres(reading.prepared().picture().applied(),
                                OriginalPixels.millimetres(original))), truth);
    }
}
