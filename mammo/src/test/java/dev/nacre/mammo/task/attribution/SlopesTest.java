package dev.nacre.mammo.task.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.Key;
import dev.nacre.core.Scope;
import dev.nacre.core.Tensor;
import dev.nacre.core.op.L2Normalize;
import dev.nacre.mammo.clip.MammoClip;
import dev.nacre.mammo.clip.MammoClipConfig;
import dev.nacre.mammo.image.PictureMap;
import dev.nacre.nn.BatchNorm2d;
import dev.nacre.nn.Pass;
import dev.nacre.nn.model.BertConfig;
import dev.nacre.nn.model.EfficientNetConfig;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Explanations that look into the network, on an untrained one. */
class SlopesTest {
    private static final MammoClip MODEL = model();
    private static final ExplainedPicture PICTURE = DiscScore.picture(20, 12);

    private static MammoClip model() {
        MammoClip model = new MammoClip(new MammoClipConfig(EfficientNetConfig.TINY, BertConfig.small(20, 16, 1, 8),
                24)).init(Key.of(5));
        // Else what passes through random convolutions nearly vanishes.
        BatchNorm2d.resetStatistics(model);
        Scope.run("calibration", () -> model.embedImages(Tensor.randn(Key.of(9), 8, DiscScore.HEIGHT,
                DiscScore.WIDTH, 1).expand(8, DiscScore.HEIGHT, DiscScore.WIDTH, 3).contiguous(), Pass.CALIBRATION));
        return model;
    }

    private static LinearHeadScore linear() {
        return new LinearHeadScore(MODEL.imageEncoder(),
                Tensor.randn(Key.of(2), MODEL.imageEncoder().config().features()).toFloats(), 0.7);
    }

    private static ZeroShotScore zeroShot() {
        float[] units = L2Normalize.of(Tensor.randn(Key.of(3), 2, 24), 1).toFloats();
        return new ZeroShotScore(MODEL, Arrays.copyOf(units, 24), Arrays.copyOfRange(units, 24, 48));
    }

    private static double mean(PictureMap map) {
        double sum = 0;
        for (float value : map.values()) {
            sum += value;
        }
        return sum / map.values().length;
    }

    @Test
    void theZeroShotScoreIsTheDifferenceOfCosines() {
        ZeroShotScore score = zeroShot();
        double[] picture = L2Normalize.of(MODEL.embedImages(PICTURE.batch().tensor(3), Pass.EVAL), 1).toDoubles();
        double expected = 0;
        for (int index = 0; index < picture.length; index++) {
            expected += picture[index] * (score.positive()[index] - score.negative()[index]);
        }
        assertThat(score.of(PICTURE.batch())[0]).isCloseTo(expected, within(1e-6));
    }

    @Test
    void theMeanOfAClassActivationMapIsTheScoreWithoutTheBias() {
        LinearHeadScore score = linear();
        PictureMap map = ClassActivation.of(score, PICTURE);
        double found = score.of(PICTURE.batch())[0] - 0.7;
        assertThat(mean(map)).isCloseTo(found, within(1e-5 * Math.abs(found)));
        assertThat(mean(map.enlarged(8 * map.height(), 4 * map.width()))).isCloseTo(mean(map),
                within(1e-5 * Math.abs(found)));
    }

    @Test
    void aZeroShotScoreIsALinearHeadForEachPicture() {
        ZeroShotScore score = zeroShot();
        float[] features = MODEL.imageEncoder().forward(PICTURE.batch().tensor(3), Pass.EVAL).toFloats();
        LinearHeadScore head = score.linearAt(features);
        double expected = score.of(PICTURE.batch())[0];
        assertThat(head.of(PICTURE.batch())[0]).isCloseTo(expected, within(1e-5));
        assertThat(mean(ClassActivation.of(score, PICTURE)) + head.bias()).isCloseTo(expected, within(1e-5));
    }

    @Test
    void aLinearHeadIsItsOwnForEachPicture() {
        LinearHeadScore score = linear();
        assertThat(score.linearAt(PICTURE)).isSameAs(score);
        assertThat(zeroShot().linearAt(PICTURE).of(PICTURE.batch())[0]).isCloseTo(zeroShot().of(PICTURE.batch())[0],
                within(1e-5));
    }

    @Test
    void onTheLastMapOfALinearHeadTheGradientMapIsItsClassActivation() {
        LinearHeadScore score = linear();
        PictureMap exact = ClassActivation.of(score, PICTURE);
        PictureMap found = new GradientMap(5).of(score, PICTURE);
        assertThat(found.values()).hasSameSizeAs(exact.values());
        for (int index = 0; index < found.values().length; index++) {
            assertThat((double) found.values()[index]).isCloseTo(
                    Math.max(0, exact.values()[index] / exact.values().length), within(1e-6));
        }
    }

    /** A channel that rises by ε at every place raises the score by ε times its weight times the places. */
    @Test
    void weightsOfFinerMapsAreSlopes() {
        ZeroShotScore score = zeroShot();
        for (int level = 1; level <= 4; level++) {
            GradientMap gradients = new GradientMap(level);
            Tensor map = gradients.map(score, PICTURE).detach();
            float[] weights = gradients.weights(score, map);
            int channels = Math.toIntExact(map.size(3));
            int places = Math.toIntExact(map.size(1) * map.size(2));
            int steepest = 0;
            for (int channel = 0; channel < channels; channel++) {
                steepest = Math.abs(weights[channel]) > Math.abs(weights[steepest]) ? channel : steepest;
            }
            double step = 1e-2;
            float[] rise = new float[channels];
            rise[steepest] = (float) step;
            Tensor change = Tensor.of(rise, 1, 1, 1, channels);
            double slope = (score.ofMap(level, map.add(change), Pass.EVAL).item()
                    - score.ofMap(level, map.sub(change), Pass.EVAL).item()) / (2 * step);
            assertThat((double) weights[steepest] * places).as("level %d", level)
                    .isCloseTo(slope, within(0.02 * Math.abs(slope) + 1e-6));
            assertThat(new GradientMap(level).of(score, PICTURE).height()).isEqualTo(Math.ceilDiv(48, 1 << level));
        }
    }

    @Test
    void sharesOfIntegratedGradientsAddUpToTheDifferenceOfTheScores() {
        for (PictureScore score : new PictureScore[] {linear(), zeroShot(), DiscScore.score()}) {
            for (Baseline baseline : Baseline.values()) {
                IntegratedGradients.Shares shares = new IntegratedGradients(48, baseline, 16).of(score, PICTURE);
                double difference = shares.score() - shares.baselineScore();
                assertThat(Math.abs(difference)).as("there is something to share").isGreaterThan(1e-4);
                assertThat(shares.gap()).isCloseTo(0, within(0.01 * Math.abs(difference)));
            }
        }
    }

    @Test
    void pixelsThatAreAsInTheBaselineGetNothing() {
        IntegratedGradients.Shares shares = new IntegratedGradients(4, Baseline.BREAST_MEAN, 3).of(linear(), PICTURE);
        for (int index = 0; index < shares.map().values().length; index++) {
            if (!PICTURE.breast().inside()[index]) {
                assertThat(shares.map().values()[index]).isZero();
            }
        }
    }

    @Test
    void theDiscGetsNearlyAllOfItsScore() {
        PictureMap map = new IntegratedGradients(16, Baseline.BREAST_MEAN, 16).of(DiscScore.score(), PICTURE).map();
        double inside = DiscScore.sum(map.values(), DiscScore.disc(20, 12));
        double outside = DiscScore.sum(map.values(), DiscScore.disc(20, 12).complement());
        assertThat(inside).isGreaterThan(3 * Math.abs(outside));
    }
}
