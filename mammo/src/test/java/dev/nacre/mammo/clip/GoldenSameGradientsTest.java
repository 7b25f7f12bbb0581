package dev.nacre.mammo.clip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.GradientSum;
import dev.nacre.core.Gradients;
import dev.nacre.core.Key;
import dev.nacre.core.Scope;
import dev.nacre.core.Tensor;
import dev.nacre.core.golden.Golden;
import dev.nacre.core.golden.RelativeError;
import dev.nacre.core.io.SafetensorsFile;
import dev.nacre.core.op.L2Normalize;
import dev.nacre.nn.Parameter;
import dev.nacre.nn.Pass;
import dev.nacre.nn.optim.GradientNorm;
import dev.nacre.nn.train.GradientCache;
import dev.nacre.nn.train.Objective;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The first step of the golden training run, its gradients found plainly and in three other ways: with recomputed
 * activations, with cached gradients, and accumulated over several backward passes. All must agree to 1e-5.
 */
class GoldenSameGradientsTest {
    private static final double TOLERANCE = 1e-5;
    /** Of the largest gradient: some are zero in exact arithmetic, and only rounding is left of them. */
    private static final double ROUNDING = 1e-6;
    private static final Pass TRAIN = Pass.train(Key.of(0));

    private static SafetensorsFile golden;
    private static GoldenTrainingRun run;
    private static MammoClip model;

    @BeforeAll
    static void open() {
        golden = Golden.safetensors(GoldenTrainingRun.FILE);
        run = new GoldenTrainingRun(golden);
        model = run.model();
    }

    @AfterAll
    static void close() {
        golden.close();
    }

    private static Tensor loss(Pass pass) {
        return GoldenTrainingRun.loss(model, run.vectors(model, 0, run.breasts(), pass)).total();
    }

    private static Gradients plain(Pass pass) {
        return loss(pass).backward();
    }

    private static void assertSame(String what, Gradients actual, Gradients expected) {
        Map<String, Parameter> parameters = model.parameters();
        assertThat(actual.size()).as(what).isEqualTo(expected.size());
        double largest = 0;
        double squares = 0;
        double differences = 0;
        for (Tensor gradient : expected.all()) {
            largest = Math.max(largest, RelativeError.norm(gradient.toFloats()));
        }
        for (Map.Entry<String, Parameter> entry : parameters.entrySet()) {
            Tensor leaf = entry.getValue().value();
            if (expected.has(leaf)) {
                float[] right = expected.of(leaf).toFloats();
                float[] difference = actual.of(leaf).toFloats();
                for (int i = 0; i < right.length; i++) {
                    difference[i] -= right[i];
                }
                double error = RelativeError.norm(difference);
                double norm = RelativeError.norm(right);
                assertThat(error).as("%s: gradient of %s", what, entry.getKey())
                        .isLessThanOrEqualTo(TOLERANCE * norm + ROUNDING * largest);
                squares += norm * norm;
                differences += error * error;
            }
        }
        assertThat(Math.sqrt(differences / squares)).as("%s: the whole gradient", what).isLessThan(TOLERANCE);
    }

    /** The golden step itself: batch normalisation over the four pictures of each encoder's call. */
    @Test
    void theGoldenStepWithRecomputedActivations() {
        Gradients expected = plain(TRAIN);
        assertThat(GradientNorm.of(expected)).isCloseTo(golden.doubles("grad_norm")[0],
                within(1e-3 * golden.doubles("grad_norm")[0]));
        assertSame("recomputed", plain(TRAIN.recomputing()), expected);
    }

    /** Also the golden step itself: each of the four encoder calls is one chunk, with the golden statistics. */
    @Test
    void theGoldenStepWithCachedGradients() {
        Gradients expected = plain(TRAIN);
        Objective.Value found = cached(run.breasts(), TRAIN);
        assertThat(found.loss()).isCloseTo(golden.doubles("loss")[0], within(1e-3 * golden.doubles("loss")[0]));
        assertSame("cached", found.gradients(), expected);
        assertSame("cached and recomputed", cached(run.breasts(), TRAIN.recomputing()).gradients(), expected);
    }

    /** Chunks within a call change what a batch normalisation sees, so the running statistics normalise here. */
    @Test
    void smallerChunksWithoutStatisticsOfTheBatch() {
        Gradients expected = plain(Pass.EVAL_WITH_GRADIENTS);
        for (int chunk : new int[] {1, 2}) {
            assertSame("chunks of " + chunk, cached(chunk, Pass.EVAL_WITH_GRADIENTS).gradients(), expected);
        }
    }

    private static Objective.Value cached(int chunk, Pass pass) {
        List<GradientCache.Tower> towers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            int which = i;
            towers.add(tower(chunk, (begin, end) -> model.embedImages(run.pictures(which).slice(0, begin, end), pass)));
        }
        for (int i = 0; i < 2; i++) {
            int which = i;
            towers.add(tower(chunk, (begin, end) -> model.embedTexts(run.ids(which).slice(0, begin, end),
                    run.mask(which).slice(0, begin, end), pass)));
        }
        return GradientCache.gradients(towers, vectors -> GoldenTrainingRun.loss(model, vectors).total());
    }

    private interface Range {
        Tensor embed(int begin, int end);
    }

    private static GradientCache.Tower tower(int chunk, Range range) {
        return GradientCache.Tower.of(run.breasts(), chunk, (begin, end, number) -> range.embed(begin, end));
    }

    /** The golden step as the sum of its four terms, each with a backward pass of its own through the encoders. */
    @Test
    void theGoldenStepAccumulatedOverTheTermsOfItsLoss() {
        List<Function<MammoClipLoss, Tensor>> terms = List.of(loss -> loss.imageText().mul(0.5),
                loss -> loss.textImage().mul(0.5), MammoClipLoss::imageImage, loss -> loss.textText().mul(0.5));
        Gradients total = accumulated(terms.size(), term -> terms.get(term).apply(
                GoldenTrainingRun.loss(model, run.vectors(model, 0, run.breasts(), TRAIN))).backward());
        assertSame("accumulated terms", total, plain(TRAIN));
    }

    /**
     * Accumulation over micro-batches gives the batch's gradient only where examples do not meet: neither in the loss
     * nor in a layer. So the loss is each breast's own here, and the running statistics normalise.
     */
    @Test
    void aLossOfEachBreastAccumulatedOverMicroBatches() {
        Gradients expected = ownLoss(0, run.breasts()).backward();
        for (int size : new int[] {1, 2}) {
            int parts = run.breasts() / size;
            Gradients total = accumulated(parts, part ->
                    ownLoss(part * size, (part + 1) * size).backward().scaled(1.0 / parts));
            assertSame("micro-batches of " + size, total, expected);
        }
    }

    /** The mean distance of a breast's pictures from its texts on the unit sphere. */
    private static Tensor ownLoss(int begin, int end) {
        List<Tensor> vectors = run.vectors(model, begin, end, Pass.EVAL_WITH_GRADIENTS).stream()
                .map(vector -> L2Normalize.of(vector, 1)).toList();
        return vectors.get(0).sub(vectors.get(2)).square().sum(1)
                .add(vectors.get(1).sub(vectors.get(3)).square().sum(1)).mean();
    }

    private static Gradients accumulated(int parts, IntFunction<Gradients> part) {
        GradientSum sum = new GradientSum();
        for (int i = 0; i < parts; i++) {
            int number = i;
            Scope.run("part", () -> sum.add(part.apply(number)));
        }
        return sum.total();
    }
}
