package dev.nacre.examples.finealign;

import dev.nacre.mammo.finealign.inference.ViewReading;
import dev.nacre.mammo.image.Mask;
import dev.nacre.mammo.image.PictureMap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * One way of looking at all pictures of an exam.
 *
 * @param name on its button
 * @param explanation below the buttons
 * @param style how its map is shown
 * @param map of each picture; none for the picture itself
 */
record Layer(String name, String explanation, Style style, Function<ViewReading, Optional<PictureMap>> map) {
    private static final double NEARLY_LOWEST = 0.05;

    /** How a map is shown. */
    enum Style {
        /** The original picture. */
        PICTURE,
        /** Grey levels in place of the picture. */
        GREY,
        /** Colours over the picture, for values from 0 to 1. */
        SHARE,
        /** Colours over the picture, for cosines, from low to high in the exam. */
        COSINE
    }

    /** All layers that the pictures of an exam have. */
    static List<Layer> of(Collection<ExplainedView> views) {
        ViewReading any = views.iterator().next().reading();
        List<Layer> layers = new ArrayList<>();
        layers.add(new Layer("Picture", "The original pixels.", Style.PICTURE, view -> Optional.empty()));
        layers.add(grey("Enhanced", "What the model is aware of keeps its texture; other dense tissue fades towards"
                + " fat. No pixel is brighter than in the picture.", view -> Optional.of(view.enhanced())));
        if (any.dehazed().isPresent()) {
            layers.add(grey("Dehazed", "The picture without its density veil, divided by what the veil lets through."
                    + " Noise grows where the veil is thick.", ViewReading::dehazed));
        }
        layers.add(grey("Awareness", "Dark where the model is aware of something abnormal, grey in dense tissue, white"
                + " in fat.", view -> Optional.of(view.awarenessMap())));
        if (any.veil().isPresent()) {
            layers.add(grey("Density veil", "Bright where dense tissue lies over the background.", ViewReading::veil));
        }
        layers.add(new Layer("Lesions", "The map from which regions are taken: awareness and words together, in the"
                + " breast without the muscle.", Style.SHARE, view -> Optional.of(view.lesions())));
        for (String finding : any.findings().keySet()) {
            layers.add(new Layer(capital(finding), "How well places fit sentences about “" + finding + "”: cosines,"
                    + " from low to high in this exam.", Style.COSINE,
                    view -> Optional.of(view.findings().get(finding))));
        }
        return layers;
    }

    private static Layer grey(String name, String explanation, Function<ViewReading, Optional<PictureMap>> map) {
        return new Layer(name, explanation, Style.GREY, map);
    }

    private static String capital(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    /** Whether it lies over the picture instead of taking its place. */
    boolean isOverlay() {
        return style == Style.SHARE || style == Style.COSINE;
    }

    /**
     * Which values are clear and which are brightest, the same for all pictures of the exam: 0 and 1, or, for cosines,
     * nearly the lowest and the highest in the breasts.
     */
    double[] ends(Collection<ExplainedView> views) {
        if (style != Style.COSINE) {
            return new double[] {0, 1};
        }
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (ExplainedView view : views) {
            PictureMap values = map.apply(view.reading()).orElseThrow();
            Mask searched = view.reading().prepared().searched();
            low = Math.min(low, values.percentile(searched, NEARLY_LOWEST));
            high = Math.max(high, values.percentile(searched, 1));
        }
        return new double[] {low, high > low ? high : low + 1};
    }
}
