package dev.nacre.mammo.finealign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.core.Key;
import dev.nacre.core.Scope;
import dev.nacre.mammo.finealign.FineAlignTrainingSettings.Optimisation;
import dev.nacre.mammo.finealign.exam.ExamBatch;
import dev.nacre.mammo.finealign.loss.Curriculum;
import dev.nacre.mammo.finealign.loss.LossTerm;
import dev.nacre.mammo.finealign.loss.LossWeights;
import dev.nacre.mammo.finealign.model.ExamFeatures;
import dev.nacre.mammo.finealign.model.FineAlign;
import dev.nacre.mammo.finealign.model.FineAlignConfig;
import dev.nacre.mammo.image.PixelRecipe;
import dev.nacre.nn.Pass;
import dev.nacre.nn.data.Prefetch;
import dev.nacre.nn.metric.RocCurve;
import dev.nacre.nn.model.BertConfig;
import dev.nacre.nn.model.ResNetConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Acceptance test 5 of the specification: reports that say no more than in which breast there is a mass teach the
 * awareness map where it is, better than brightness tells it.
 */
class AwarenessOnPhantomsTest {
    private static final DiscPhantoms PHANTOMS = new DiscPhantoms(64, 64, 4);
    private static final int BATCH = 8;
    /** The terms that side labels speak through; all others come on top in a longer training. */
    private static final LossWeights SIDES = LossWeights.NONE.with(LossTerm.GLOBAL, 0.1)
            .with(LossTerm.RECONSTRUCTION, 1).with(LossTerm.SIDES, 1).with(LossTerm.CALM, 0.5)
            .with(LossTerm.AREA, 1).with(LossTerm.NOTHING, 0.5);

    @TempDir
    private Path directory;

    @Test
    void theAwarenessMapFindsDiscsThatBrightnessDoesNot() {
        FineAlignConfig config = FineAlignConfig.recommended(ResNetConfig.TINY, BertConfig.small(
                DiscPhantoms.vocabulary(), 32, 1, 32).withDropout(0, 0), 32);
        Curriculum curriculum = new Curriculum(List.of(new Curriculum.Stage(5, SIDES)));
        FineAlignTrainingSettings settings = FineAlignTrainingSettings.of(config.mode(), curriculum, 1)
                .withOptimisation(Optimisation.RECOMMENDED.withRate(3e-3).withAverage(0));
        FineAlignTraining training = new FineAlignTraining(config, DiscPhantoms.words(), PixelRecipe.oriented(64, 64),
                settings, new FineAlignData(PHANTOMS.training(PHANTOMS.exams(400, Key.of(1)), BATCH, Key.of(2)),
                Optional.empty()));
        training.start(directory.resolve("run"));
        Found found = new Found();
        found.look(training.model(), PHANTOMS.exams(16, Key.of(3)));
        assertThat(found.areaOfAwareness()).isGreaterThan(found.areaOfBrightness());
        assertThat(found.hitsOfAwareness).isGreaterThan(found.hitsOfBrightness);
    }

    /** Pixels of the breasts that have a disc, in pictures that were not trained on. */
    private static final class Found {
        private final List<Double> awareness = new ArrayList<>();
        private final List<Double> brightness = new ArrayList<>();
        private final List<Boolean> discs = new ArrayList<>();
        private int hitsOfAwareness;
        private int hitsOfBrightness;

        void look(FineAlign model, List<DiscPhantoms.Phantom> exams) {
            int seen = 0;
            try (Prefetch<ExamBatch> batches = PHANTOMS.validation(exams, BATCH)) {
                while (batches.hasNext()) {
                    ExamBatch batch = batches.next();
                    List<DiscPhantoms.Phantom> own = exams.subList(seen, seen + batch.exams());
                    Scope.run("look", () -> add(model, batch, own));
                    seen += batch.exams();
                }
            }
        }

        private void add(FineAlign model, ExamBatch batch, List<DiscPhantoms.Phantom> exams) {
            ExamFeatures features = model.pictures(batch, Pass.EVAL);
            float[] a = model.abnormality(features, batch.pictures(), batch.breasts(), Pass.EVAL).awareness()
                    .toFloats();
            int pixels = PHANTOMS.height() * PHANTOMS.width();
            for (int k = 0; k < batch.slots().length; k++) {
                boolean[] disc = exams.get(k / 4).discs()[k % 4];
                if (isAny(disc)) {
                    hitsOfAwareness += disc[brightest(a, k * pixels)] ? 1 : 0;
                    hitsOfBrightness += disc[brightest(batch.pictures().values(), k * pixels)] ? 1 : 0;
                    for (int i = 0; i < pixels; i++) {
                        if (PHANTOMS.isBreast(i)) {
                            awareness.add((double) a[k * pixels + i]);
                            brightness.add((double) batch.pictures().values()[k * pixels + i]);
                            discs.add(disc[i]);
                        }
                    }
                }
            }
        }

        private static boolean isAny(boolean[] disc) {
            boolean any = false;
            for (boolean pixel : disc) {
                any |= pixel;
            }
            return any;
        }

        private static int brightest(float[] map, int start) {
            int best = -1;
            for (int i = 0; i < PHANTOMS.height() * PHANTOMS.width(); i++) {
                if (PHANTOMS.isBreast(i) && (best < 0 || map[start + i] > map[start + best])) {
                    best = i;
                }
            }
            return best;
        }

        double areaOfAwareness() {
            return area(awareness);
        }

        double areaOfBrightness() {
            return area(brightness);
        }

        private double area(List<Double> scores) {
            boolean[] positive = new boolean[scores.size()];
            for (int i = 0; i < positive.length; i++) {
                positive[i] = discs.get(i);
            }
            return RocCurve.of(positive, scores.stream().mapToDouble(Double::doubleValue).toArray()).area();
        }
    }
}
