package dev.nacre.examples.demo;

import dev.nacre.mammo.eval.GreyPercentile;
import dev.nacre.mammo.eval.MaximumGrey;
import dev.nacre.mammo.eval.PictureScore;
import dev.nacre.mammo.eval.ViewPooling;
import dev.nacre.mammo.eval.WhiteTopHat;
import dev.nacre.mammo.image.GreyPicture;
import dev.nacre.nn.data.Prefetch;
import java.util.ArrayList;
import java.util.List;

/**
 * A score that needs no learning, in one or several variants; of several, each finding takes the one that does best on
 * breasts set aside for such choices. Scores look inside the breast alone; a breast has the highest score of its views.
 *
 * @param name     of the family
 * @param variants at least one
 */
record BaselineFamily(String name, List<PictureScore> variants) {
    private static final double HIGH = 0.999;
    /** From a speck to a mass, each about half as large again as the one before. */
    private static final int[] RADII = {1, 2, 3, 4, 6, 9, 13, 20, 30};

    BaselineFamily {
        variants = List.copyOf(variants);
    }

    /** Maximum, percentile and top-hat. */
    static List<BaselineFamily> all() {
        List<PictureScore> hats = new ArrayList<>();
        for (int radius : RADII) {
            hats.add(new WhiteTopHat(radius, new MaximumGrey()));
            hats.add(new WhiteTopHat(radius, new GreyPercentile(HIGH)));
        }
        return List.of(single(new MaximumGrey()), single(new GreyPercentile(HIGH)),
                new BaselineFamily("white top-hat", hats));
    }

    private static BaselineFamily single(PictureScore score) {
        return new BaselineFamily(score.description(), List.of(score));
    }

    /** Scores of breasts by every variant: {@code [variant][breast]}. */
    double[][] scores(List<DemoBreast> breasts) {
        double[][] scores = new double[variants.size()][breasts.size()];
        int ahead = Runtime.getRuntime().availableProcessors() + 1;
        try (Prefetch<double[]> ofBreasts = new Prefetch<>(breasts.size(), ahead, index -> of(breasts.get(index)))) {
            for (int breast = 0; breast < breasts.size(); breast++) {
                double[] some = ofBreasts.next();
                for (int variant = 0; variant < some.length; variant++) {
                    scores[variant][breast] = some[variant];
                }
            }
        }
        return scores;
    }

    private double[] of(DemoBreast breast) {
        List<GreyPicture> pictures = breast.pictures().stream().map(picture -> PhantomPicture.breast(picture.file()))
                .toList();
        return variants.stream().mapToDouble(variant ->
                ViewPooling.MAXIMUM.of(pictures.stream().mapToDouble(variant::of).toArray())).toArray();
    }
}
