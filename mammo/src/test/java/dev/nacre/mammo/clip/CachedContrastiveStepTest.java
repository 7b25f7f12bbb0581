package dev.nacre.mammo.clip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.Gradients;
import dev.nacre.core.Key;
import dev.nacre.core.Precision;
import dev.nacre.core.golden.RelativeError;
import dev.nacre.mammo.image.PictureBatch;
import dev.nacre.nn.Parameter;
import dev.nacre.nn.Pass;
import dev.nacre.nn.model.BertConfig;
import dev.nacre.nn.model.EfficientNetConfig;
import dev.nacre.nn.text.TokenBatch;
import dev.nacre.nn.train.Objective;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CachedContrastiveStepTest {
    private static final int BREASTS = 6;
    private static final int SIDE = 64;
    private static final int LENGTH = 9;
    private static final Pass TRAIN = Pass.train(Key.of(3));

    private final ClipBatch batch = new ClipBatch(pictures(1), pictures(2), texts(3), texts(4));

    private static MammoClip model(double dropout) {
        return new MammoClip(new MammoClipConfig(EfficientNetConfig.TINY.withDropout(dropout, dropout),
                BertConfig.small(40, 64, 1, 16).withDropout(dropout, dropout), 32)).init(Key.of(1));
    }

    private static PictureBatch pictures(int seed) {
        float[] values = new float[BREASTS * SIDE * SIDE];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Key.of(seed).uniform(i) - 0.5f;
        }
        return new PictureBatch(BREASTS, SIDE, SIDE, values);
    }

    private static TokenBatch texts(int seed) {
        int[] ids = IntStream.range(0, BREASTS * LENGTH).map(i -> (int) Key.of(seed).below(40, i)).toArray();
        int[] mask = IntStream.range(0, BREASTS * LENGTH).map(i -> i % LENGTH <= 2 + i / LENGTH ? 1 : 0).toArray();
        return new TokenBatch(BREASTS, LENGTH, ids, mask);
    }

    private Gradients plain(MammoClip model, Pass pass) {
        return MammoClipLoss.of(model.embedImages(batch.firstPictures().tensor(3), pass),
                model.embedImages(batch.secondPictures().tensor(3), pass),
                model.embedTexts(batch.firstTexts().idTensor(), batch.firstTexts().attentionMaskTensor(), pass),
                model.embedTexts(batch.secondTexts().idTensor(), batch.secondTexts().attentionMaskTensor(), pass),
                model.logitScale()).total().backward();
    }

    private static void assertSame(MammoClip model, Gradients actual, Gradients expected) {
        assertThat(actual.size()).isEqualTo(expected.size());
        double norm = 0;
        double error = 0;
        for (Parameter parameter : model.parameters().values()) {
            if (expected.has(parameter.value())) {
                float[] right = expected.of(parameter.value()).toFloats();
                float[] found = actual.of(parameter.value()).toFloats();
                for (int i = 0; i < right.length; i++) {
                    found[i] -= right[i];
                }
                norm += Math.pow(RelativeError.norm(right), 2);
                error += Math.pow(RelativeError.norm(found), 2);
            }
        }
        assertThat(Math.sqrt(error / norm)).isLessThan(1e-5);
    }

    @Test
    void chunksOfAnySizeWhereRunningStatisticsNormalise() {
        MammoClip model = model(0);
        Gradients expected = plain(model, Pass.EVAL_WITH_GRADIENTS);
        for (int chunk : new int[] {1, 2, 4, 6}) {
            assertSame(model, new CachedContrastiveStep(model, PretrainingLoss.PUBLISHED, chunk, Precision.FLOAT32)
                            .at(batch, Pass.EVAL_WITH_GRADIENTS).gradients(),
                    expected);
        }
    }

    @Test
    void inTrainingAChunkOfTheWholeBatchIsThePlainStepWithItsStatistics() {
        MammoClip model = model(0);
        MammoClip other = model(0);
        Gradients expected = plain(model, TRAIN);
        Gradients found = new CachedContrastiveStep(other, PretrainingLoss.PUBLISHED, BREASTS, Precision.FLOAT32)
                .at(batch, TRAIN).gradients();
        model.entries().forEach((name, entry) -> {
            assertThat(other.entries().get(name).value().toDoubles()).as(name).containsExactly(
                    entry.value().toDoubles());
            if (expected.has(entry.value())) {
                assertThat(found.of(other.entries().get(name).value()).toFloats()).as(name)
                        .containsExactly(expected.of(entry.value()).toFloats(), within(1e-5f));
            }
        });
    }

    @Test
    void withDropoutTheSameStepTwiceAndRecomputedGivesTheSameBits() {
        MammoClip model = model(0.3);
        CachedContrastiveStep step = new CachedContrastiveStep(model, PretrainingLoss.PUBLISHED, 4, Precision.FLOAT32);
        Objective.Value first = step.at(batch, TRAIN);
        Objective.Value second = step.at(batch, TRAIN);
        Objective.Value recomputed = step.at(batch, TRAIN.recomputing());
        assertThat(second.loss()).isEqualTo(first.loss());
        model.parameters().forEach((name, parameter) -> {
            if (first.gradients().has(parameter.value())) {
                float[] expected = first.gradients().of(parameter.value()).toFloats();
                assertThat(second.gradients().of(parameter.value()).toFloats()).as(name).containsExactly(expected);
                assertThat(recomputed.gradients().of(parameter.value()).toFloats()).as(name)
                        .containsExactly(expected, within(1e-6f));
            }
        });
        assertThat(step.at(batch, Pass.train(Key.of(8))).loss()).isNotEqualTo(first.loss());
    }

    @Test
    void anEmptyChunkIsRefused() {
        assertThatThrownBy(() -> new CachedContrastiveStep(model(0), PretrainingLoss.PUBLISHED, 0, Precision.FLOAT32))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("a chunk of 0 pictures");
    }
}
