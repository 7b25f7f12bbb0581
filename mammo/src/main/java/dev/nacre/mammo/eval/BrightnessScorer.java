package dev.nacre.mammo.eval;

import dev.nacre.mammo.image.GreyHistogram;
import dev.nacre.mammo.image.GreyPicture;
import dev.nacre.mammo.image.Mammogram;
import dev.nacre.mammo.image.Percentile;
import dev.nacre.mammo.prepare.MammogramReader;
import dev.nacre.nn.data.Prefetch;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/** Computes many scores of a picture: reads it once, and applies each filter once. Safe for many threads. */
public final class BrightnessScorer {
    private final List<BrightnessScore> scores;

    /** @param scores to compute */
    public BrightnessScorer(List<BrightnessScore> scores) {
        this.scores = List.copyOf(scores);
    }

    /**
     * The scores of breasts: of each, the highest over its pictures.
     *
     * @param breasts their picture files, at least one each
     * @param threads breasts under way at a time
     * @param done hears how many breasts are done, one at a time
     * @return {@code [score][breast]}, 0 to 1
     * @throws dev.nacre.nn.InputException if a picture is missing, damaged, or shows no breast
     */
    public double[][] of(List<List<Path>> breasts, int threads, IntConsumer done) {
        double[][] values = new double[scores.size()][breasts.size()];
        try (Prefetch<double[]> ahead = new Prefetch<>(breasts.size(), threads, index -> of(breasts.get(index)))) {
            for (int breast = 0; breast < breasts.size(); breast++) {
                double[] some = ahead.next();
                for (int score = 0; score < some.length; score++) {
                    values[score][breast] = some[score];
                }
                done.accept(breast + 1);
            }
        }
        return values;
    }

    private double[] of(List<Path> pictures) {
        double[][] views = pictures.stream().map(MammogramReader::read).map(this::of).toArray(double[][]::new);
        double[] values = new double[scores.size()];
        Arrays.setAll(values, score ->
                ViewPooling.MAXIMUM.of(Arrays.stream(views).mapToDouble(view -> view[score]).toArray()));
        return values;
    }

    /**
     * The scores of the breast in one picture, 0 to 1 = white, in the order of the scores. Letters and labels beside
     * the breast do no harm.
     *
     * @throws dev.nacre.nn.InputException if the picture shows no breast
     */
    public double[] of(Mammogram mammogram) {
        BreastInterior breast = BreastInterior.of(mammogram);
        Map<BrightnessFilter, GreyPicture> answers = new HashMap<>();
        Map<BrightnessFilter, GreyHistogram> histograms = new HashMap<>();
        double white = (1 << breast.picture().bits()) - 1;
        double[] values = new double[scores.size()];
        for (int index = 0; index < values.length; index++) {
            BrightnessScore score = scores.get(index);
            GreyHistogram histogram = histograms.computeIfAbsent(score.filter(), filter ->
                    GreyHistogram.of(answer(filter, breast.picture(), answers), breast.inside()));
            values[index] = Percentile.of(histogram, score.share()) / white;
        }
        return values;
    }

    /** Blob filters that look at several scales share the answers of those that look at one. */
    private static GreyPicture answer(BrightnessFilter filter, GreyPicture picture,
            Map<BrightnessFilter, GreyPicture> answers) {
        if (filter instanceof BlobScales several) {
            return several.highest(several.filters().stream().map(one -> answer(one, picture, answers)).toList());
        }
        return filter instanceof BlobFilter ? answers.computeIfAbsent(filter, key -> key.transform(picture))
                : filter.transform(picture);
    }
}
