package dev.nacre.nn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.Gradients;
import dev.nacre.core.Key;
import dev.nacre.core.Tensor;
import dev.nacre.core.memory.NativePool;
import dev.nacre.core.op.Concat;
import dev.nacre.core.op.CrossEntropy;
import dev.nacre.nn.BatchNorm2d;
import dev.nacre.nn.Dropout;
import dev.nacre.nn.Layer;
import dev.nacre.nn.Linear;
import dev.nacre.nn.Module;
import dev.nacre.nn.Pass;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class GradientCacheTest {
    private static final int BATCH = 10;
    private static final Pass PASS = Pass.train(Key.of(4));

    private final Encoder images = new Encoder(0, false);
    private final Encoder texts = new Encoder(0, false);
    private final Tensor scale = Tensor.scalar(0.7).requireGrad();
    private final Tensor pictures = Tensor.randn(Key.of(1), BATCH, 3, 3, 6);
    private final Tensor words = Tensor.randn(Key.of(2), BATCH, 3, 3, 6);

    /** Pictures {@code [batch, 3, 3, 6]} to vectors {@code [batch, 5]}. */
    private static final class Encoder extends Layer {
        private final Linear first = child("first", new Linear(6, 8));
        private final BatchNorm2d norm;
        private final Dropout dropout;
        private final Linear second = child("second", new Linear(8, 5));

        Encoder(double rate, boolean normalises) {
            norm = normalises ? child("norm", new BatchNorm2d(8, 1e-5, 0.1)) : null;
            dropout = child("dropout", new Dropout(rate));
            init(Key.of(9));
        }

        @Override
        protected Tensor compute(Tensor x, Pass pass) {
            Tensor hidden = first.forward(x, pass).tanh();
            return second.forward(dropout.forward(norm == null ? hidden : norm.forward(hidden, pass), pass), pass)
                    .mean(1, 2);
        }
    }

    /** Every example is to be told from all others of the batch. */
    private Tensor loss(List<Tensor> embeddings) {
        Tensor logits = embeddings.get(0).matmul(embeddings.get(1).transpose(0, 1)).mul(scale.exp());
        Tensor own = Tensor.arange(BATCH);
        return CrossEntropy.of(logits, own, 0).add(CrossEntropy.of(logits.transpose(0, 1), own, 0));
    }

    private static GradientCache.Tower tower(Encoder encoder, Tensor inputs, int size, int number) {
        return GradientCache.Tower.of(BATCH, size, (begin, end, chunk) ->
                encoder.forward(inputs.slice(0, begin, end), PASS.child(number).child(chunk)));
    }

    /** One graph over the same chunks. */
    private static List<Tensor> together(List<GradientCache.Tower> towers) {
        return towers.stream().map(tower -> Concat.of(0, tower.chunks().stream().map(Supplier::get).toList())).toList();
    }

    private static void assertSame(Gradients actual, Gradients expected, Module... encoders) {
        for (Module encoder : encoders) {
            encoder.parameters().forEach((name, parameter) -> {
                float[] right = expected.of(parameter.value()).toFloats();
                float largest = 0;
                for (float value : right) {
                    largest = Math.max(largest, Math.abs(value));
                }
                assertThat(actual.of(parameter.value()).toFloats()).as(name).containsExactly(right,
                        within(1e-5f * largest));
            });
        }
    }

    @Test
    void withoutLayersAcrossExamplesTheyAreTheGradientsOfTheUndividedBatch() {
        Tensor whole = loss(List.of(images.forward(pictures, PASS), texts.forward(words, PASS)));
        double expectedLoss = whole.item();
        Gradients expected = whole.backward();
        for (int size : new int[] {1, 3, 4, 10, 99}) {
            Objective.Value found = GradientCache.gradients(
                    List.of(tower(images, pictures, size, 0), tower(texts, words, size, 1)), this::loss);
            assertThat(found.loss()).isCloseTo(expectedLoss, within(1e-6));
            assertThat(found.gradients().size()).isEqualTo(expected.size());
            assertSame(found.gradients(), expected, images, texts);
            assertThat(found.gradients().of(scale).item()).as("the loss's own parameter")
                    .isCloseTo(expected.of(scale).item(), within(1e-6));
        }
    }

    @Test
    void normalisationAndDropoutAreThoseOfOneGraphOverTheSameChunks() {
        Encoder cached = new Encoder(0.4, true);
        Encoder plain = new Encoder(0.4, true);
        Objective.Value found = GradientCache.gradients(
                List.of(tower(cached, pictures, 4, 0), tower(cached, words, 5, 1)), this::loss);
        Gradients expected = loss(together(List.of(tower(plain, pictures, 4, 0), tower(plain, words, 5, 1))))
                .backward();
        plain.parameters().forEach((name, parameter) -> assertThat(
                found.gradients().of(cached.parameters().get(name).value()).toFloats()).as(name)
                .containsExactly(expected.of(parameter.value()).toFloats(), within(1e-6f)));
        plain.entries().forEach((name, entry) -> assertThat(cached.entries().get(name).value().toDoubles()).as(name)
                .containsExactly(entry.value().toDoubles()));
        assertThat(cached.entries().get("norm.num_batches_tracked").value().toLongs()).containsExactly(5);
    }

    @Test
    void frozenNormalisationMixesNoExamples() {
        Encoder encoder = new Encoder(0, true);
        encoder.part("norm").freeze();
        Gradients expected = loss(List.of(encoder.forward(pictures, PASS), encoder.forward(words, PASS))).backward();
        Objective.Value found = GradientCache.gradients(
                List.of(tower(encoder, pictures, 3, 0), tower(encoder, words, 3, 1)), this::loss);
        assertSame(found.gradients(), expected, encoder.part("first"), encoder.part("second"));
    }

    @Test
    void onlyOneChunkIsInMemory() {
        Tensor many = Tensor.randn(Key.of(3), 64, 3, 3, 6);
        long[] peak = new long[2];
        for (int i = 0; i < 2; i++) {
            int run = i;
            long before = NativePool.shared().inUse();
            GradientCache.gradients(List.of(GradientCache.Tower.of(64, i == 0 ? 64 : 4, (begin, end, chunk) -> {
                Tensor y = images.forward(many.slice(0, begin, end), PASS);
                peak[run] = Math.max(peak[run], NativePool.shared().inUse() - before);
                return y;
            })), vectors -> vectors.getFirst().square().sum().mul(scale)).gradients().close();
        }
        assertThat(peak[1]).isLessThan(peak[0] / 2);
    }

    @Test
    void anEncoderThatIsNotTrainedIsNotEmbeddedAgain() {
        texts.freeze();
        List<Integer> embedded = new ArrayList<>();
        GradientCache.Tower frozen = GradientCache.Tower.of(BATCH, 2, (begin, end, chunk) -> {
            embedded.add(chunk);
            return texts.forward(words.slice(0, begin, end), PASS);
        });
        Objective.Value found = GradientCache.gradients(List.of(tower(images, pictures, 2, 0), frozen), this::loss);
        assertThat(embedded).containsExactly(0, 1, 2, 3, 4, 0);
        assertThat(found.gradients().size()).isEqualTo(images.parameters().size() + 1);
    }

    @Test
    void anEncoderThatTheLossIgnoresGetsNoGradient() {
        Objective.Value found = GradientCache.gradients(
                List.of(tower(images, pictures, 4, 0), tower(texts, words, 4, 1)),
                vectors -> vectors.getFirst().square().sum());
        assertThat(found.gradients().has(texts.parameters().get("first.weight").value())).isFalse();
        assertThat(found.gradients().has(images.parameters().get("first.weight").value())).isTrue();
    }

    @Test
    void chunksAreOfEqualSize() {
        List<String> parts = new ArrayList<>();
        GradientCache.Tower.of(10, 4, (begin, end, number) -> {
            parts.add(number + ": " + begin + "–" + end);
            return null;
        }).chunks().forEach(Supplier::get);
        assertThat(parts).containsExactly("0: 0–3", "1: 3–6", "2: 6–10");
        assertThatThrownBy(() -> GradientCache.Tower.of(10, 0, (begin, end, number) -> null))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("10 inputs in chunks of 0");
        assertThatThrownBy(() -> new GradientCache.Tower(List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
