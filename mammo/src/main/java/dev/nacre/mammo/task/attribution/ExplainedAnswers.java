package dev.nacre.mammo.task.attribution;

import dev.nacre.core.Key;
import dev.nacre.mammo.data.sets.SetRecord;
import dev.nacre.mammo.eval.cases.Cases;
import dev.nacre.mammo.eval.cases.Draws;
import dev.nacre.mammo.image.Mammogram;
import dev.nacre.mammo.image.PictureMap;
import dev.nacre.mammo.image.PixelRecipe;
import dev.nacre.mammo.image.PreparedPicture;
import dev.nacre.mammo.page.PictureFigure;
import dev.nacre.mammo.prepare.MammogramReader;
import dev.nacre.mammo.task.TaskWatch;
import dev.nacre.mammo.task.result.CaseGallery;
import dev.nacre.mammo.task.result.ComparedFigures;
import dev.nacre.nn.linear.LinearClassifier;
import dev.nacre.nn.metric.Bootstrap;
import dev.nacre.nn.metric.Resampling;
import dev.nacre.nn.model.EfficientNet;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.ToDoubleFunction;

/**
 * What the answers to a question of two classes come from: maps for pages, and how far these can be believed.
 *
 * @param score    that is explained
 * @param scale    makes a logit of the score, by which maps are tested: 1 for a logit
 * @param pictures how files become the network's input
 * @param method   of the maps
 */
public record ExplainedAnswers(EncoderScore score, double scale, PixelRecipe pictures, MapMethod method)
        implements CaseGallery.Looked {
    private static final int STEPS = 16;
    private static final int BLOCKS = 16;
    private static final int TOGETHER = 4;

    /** Of one output of a linear layer on an encoder's pooled features. */
    public static ExplainedAnswers of(EfficientNet encoder, LinearClassifier head, int output, PixelRecipe pictures,
            MapMethod method) {
        double[] exact = head.weights(output);
        float[] weights = new float[exact.length];
        for (int index = 0; index < weights.length; index++) {
            weights[index] = (float) exact[index];
        }
        return new ExplainedAnswers(new LinearHeadScore(encoder, weights, head.intercept(output)), 1, pictures, method);
    }

    @Override
    public CaseGallery.Look at(SetRecord picture, Mammogram original) {
        PreparedPicture prepared = pictures.apply(original);
        ExplainedPicture explained = ExplainedPicture.of(prepared, pictures.normalisation());
        return CaseGallery.Look.of(PictureFigure.Heat.spanning(method.of(score, explained), explained.breast(),
                prepared.applied().toOriginal()));
    }

    /** The areas of one picture, by the map and by brightness. */
    private record Areas(double deletion, double insertion, double brightDeletion, double brightInsertion) {
    }

    /**
     * Puts maps to the test by {@link BlockRemoval}, beside the order of brightness, on positive pictures that are
     * drawn at random. Scores are probabilities, the sigmoid of the logit.
     *
     * @param cases  that were judged on
     * @param choice of how many pictures
     */
    public MapsPart tested(Cases cases, MapChoice choice, Draws draws, TaskWatch watch) {
        List<SetRecord> positive = cases.all().stream().flatMap(one -> one.pictures().stream()).distinct()
                .filter(picture -> cases.question().label(picture).orElse(0) == 1).toList();
        int[] order = Key.of(draws.seed()).child("maps").permutation(positive.size());
        List<Areas> areas = new ArrayList<>();
        List<String> patients = new ArrayList<>();
        int count = Math.min(choice.tested(), order.length);
        IntConsumer done = watch.pictures("maps tested: " + cases.question().key(), count);
        for (int place = 0; place < count; place++) {
            SetRecord picture = positive.get(order[place]);
            areas.add(areas(picture));
            patients.add(picture.patient());
            done.accept(place + 1);
        }
        Bootstrap bootstrap = new Bootstrap(Resampling.byGroup(patients), draws.replicates(), draws.level(),
                Key.of(draws.seed()));
        return new MapsPart(cases.question().key(), method, areas.size(), List.of(
                compared("deletion", "Deletion (less is better)", areas, Areas::deletion, Areas::brightDeletion,
                        bootstrap),
                compared("insertion", "Insertion (more is better)", areas, Areas::insertion,
                        Areas::brightInsertion, bootstrap)));
    }

    private Areas areas(SetRecord picture) {
        PreparedPicture prepared = pictures.apply(MammogramReader.read(picture.file()));
        ExplainedPicture explained = ExplainedPicture.of(prepared, pictures.normalisation());
        BlockRemoval removal = new BlockRemoval(Math.max(1, Math.min(prepared.height(), prepared.width()) / BLOCKS),
                STEPS, TOGETHER);
        PictureScore probability = (batch, pass) -> score.of(batch, pass).mul(scale).sigmoid();
        PictureMap map = method.of(score, explained);
        PictureMap brightness = new PictureMap(prepared.height(), prepared.width(), prepared.levels());
        return new Areas(removal.deletion(probability, explained, map).area(),
                removal.insertion(probability, explained, map).area(),
                removal.deletion(probability, explained, brightness).area(),
                removal.insertion(probability, explained, brightness).area());
    }

    private static ComparedFigures compared(String key, String title, List<Areas> areas, ToDoubleFunction<Areas> own,
            ToDoubleFunction<Areas> comparator, Bootstrap bootstrap) {
        return new ComparedFigures(key, title, bootstrap.interval(times -> mean(areas, own, times)),
                bootstrap.interval(times -> mean(areas, comparator, times)),
                bootstrap.interval(times -> mean(areas, own, times) - mean(areas, comparator, times)));
    }

    private static double mean(List<Areas> areas, ToDoubleFunction<Areas> figure, int[] times) {
        double sum = 0;
        double count = 0;
        for (int index = 0; index < times.length; index++) {
            sum += times[index] * figure.applyAsDouble(areas.get(index));
            count += times[index];
        }
        return sum / count;
    }
}
