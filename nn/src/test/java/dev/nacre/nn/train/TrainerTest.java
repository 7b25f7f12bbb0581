package dev.nacre.nn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.core.Key;
import dev.nacre.core.Tensor;
import dev.nacre.core.memory.NativePool;
import dev.nacre.core.op.IndexSelect;
import dev.nacre.nn.Linear;
import dev.nacre.nn.data.ShuffledBatches;
import dev.nacre.nn.data.TrainingData;
import dev.nacre.nn.optim.AdamW;
import dev.nacre.nn.optim.LearningRate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class TrainerTest {
    private static final int BATCHES = 25;

    /** Points x with their values 2x₁ − x₂; {@code scale} makes them large. */
    private static TrainingData<Tensor[]> line(float scale) {
        return new ShuffledBatches<>(400, 16, 2, Key.of(5), (chosen, key) -> {
            float[] points = new float[2 * chosen.length];
            float[] values = new float[chosen.length];
            for (int i = 0; i < chosen.length; i++) {
                points[2 * i] = scale * (float) (key.child(chosen[i]).uniform(0) - 0.5);
                points[2 * i + 1] = scale * (float) (key.child(chosen[i]).uniform(1) - 0.5);
                values[i] = 2 * points[2 * i] - points[2 * i + 1];
            }
            return new Tensor[] {Tensor.of(points, chosen.length, 2), Tensor.of(values, chosen.length, 1)};
        });
    }

    private static Trainer<Tensor[]> trainer(Linear net, AdamW adamw) {
        return new Trainer<>(net, adamw, LearningRate.constant(0.05), Objective.of((batch, pass) ->
                net.forward(batch[0], pass).sub(batch[1]).square().mean()));
    }

    private static List<Double> train(Linear net, float scale) {
        List<Double> losses = new ArrayList<>();
        try (AdamW adamw = new AdamW(net, AdamW.Settings.decay(0))) {
            Outcome outcome = trainer(net, adamw).clipping(100).watchedBy(new TrainingListener() {
                @Override
                public void afterEpoch(EpochReport report) {
                    losses.add(report.meanLoss());
                }
            }).fit(8, line(scale), Key.of(3));
            assertThat(outcome).isEqualTo(new Outcome(Outcome.End.COMPLETE, 8 * BATCHES));
        }
        return losses;
    }

    @Test
    void aLinearRuleIsLearned() {
        List<Double> losses = train(new Linear(2, 1).init(Key.of(1)), 2);
        assertThat(losses).hasSize(8);
        assertThat(losses.getLast()).isLessThan(1e-3 * losses.getFirst());
    }

    @Test
    void theSameTrainingTwiceGivesTheSameBits() {
        Linear first = new Linear(2, 1).init(Key.of(1));
        Linear second = new Linear(2, 1).init(Key.of(1));
        assertThat(train(first, 1)).isEqualTo(train(second, 1));
        assertThat(first.entries().get("weight").value().toFloats())
                .containsExactly(second.entries().get("weight").value().toFloats());
    }

    @Test
    void accumulatedBatchesGiveTheGradientOfTheLargeOne() {
        float[][] weights = new float[2][];
        for (int way = 0; way < 2; way++) {
            Linear net = new Linear(2, 1).init(Key.of(1));
            int parts = way == 0 ? 1 : 4;
            TrainingData<Tensor[]> data = new ShuffledBatches<>(16, 16 / parts, 1, Key.of(5), (chosen, key) -> {
                Tensor x = Tensor.randn(Key.of(9), 16, 2);
                Tensor some = IndexSelect.of(x, 0, Tensor.of(chosen, chosen.length));
                return new Tensor[] {some, some.sum(1).reshape(chosen.length, 1)};
            });
            try (AdamW adamw = new AdamW(net, AdamW.Settings.decay(0))) {
                trainer(net, adamw).accumulating(parts).fit(1, data, Key.of(3));
                // The first moment after one step is a tenth of the gradient.
                weights[way] = adamw.state().getFirst().value().get().toFloats();
            }
        }
        for (int i = 0; i < weights[0].length; i++) {
            assertThat(weights[1][i]).isCloseTo(weights[0][i],
                    Offset.offset(1e-5f * Math.abs(weights[0][i])));
        }
    }

    @Test
    void aLossThatIsNotFiniteStopsAndNamesStepModuleAndOperation() {
        Linear net = new Linear(2, 1).init(Key.of(1));
        assertThatThrownBy(() -> train(net, Float.MAX_VALUE)).isInstanceOf(TrainingException.class)
                .hasMessageContaining("the loss is not finite at step 1 of epoch 1")
                .hasMessageContaining("values that are not finite").hasMessageContaining("lower the learning rate");
        for (float weight : net.entries().get("weight").value().toFloats()) {
            assertThat(Float.isFinite(weight)).isTrue();
        }
    }

    @Test
    void trainingEndsWhenValidationGetsNoBetter() {
        Linear net = new Linear(2, 1).init(Key.of(1));
        Iterator<Double> measured = List.of(3.0, 2.0, 2.5, 2.0).iterator();
        List<Boolean> best = new ArrayList<>();
        try (AdamW adamw = new AdamW(net, AdamW.Settings.decay(0))) {
            Outcome outcome = trainer(net, adamw).validating(measured::next, 2).watchedBy(new TrainingListener() {
                @Override
                public void afterEpoch(EpochReport report) {
                    best.add(report.best());
                }
            }).fit(8, line(1), Key.of(3));
            assertThat(outcome).isEqualTo(new Outcome(Outcome.End.NO_BETTER, 4 * BATCHES));
        }
        assertThat(best).containsExactly(true, true, false, false);
    }

    @Test
    void stepsGiveTheirMemoryBack() {
        Linear net = new Linear(2, 1).init(Key.of(1));
        train(net, 1);
        long before = NativePool.shared().inUse();
        train(net, 1);
        assertThat(NativePool.shared().inUse() - before).isLessThan(1 << 20);
    }

    private record Loaned(Tensor[] parts, AtomicInteger open) implements AutoCloseable {
        @Override
        public void close() {
            open.decrementAndGet();
        }
    }

    /** Batches may hold memory that is scarce: no more are open than are made ahead, and none is left. */
    @Test
    void batchesAreGivenBackAfterTheirStepAndWhenAStepFails() throws InterruptedException {
        for (float scale : new float[] {1, Float.NaN}) {
            AtomicInteger open = new AtomicInteger();
            AtomicInteger most = new AtomicInteger();
            AtomicInteger epochs = new AtomicInteger();
            TrainingData<Tensor[]> line = line(scale);
            TrainingData<Loaned> data = new ShuffledBatches<>(12, 2, 2, Key.of(5), (chosen, key) -> {
                most.accumulateAndGet(open.incrementAndGet(), Math::max);
                return new Loaned(line.epoch(0, 0).next(), open);
            }).holding(() -> {
                epochs.incrementAndGet();
                return () -> { };
            });
            Linear net = new Linear(2, 1).init(Key.of(1));
            try (AdamW adamw = new AdamW(net, AdamW.Settings.decay(0))) {
                Trainer<Loaned> trainer = new Trainer<>(net, adamw, LearningRate.constant(0.05), Objective.of(
                        (batch, pass) -> net.forward(batch.parts[0], pass).sub(batch.parts[1]).square().mean()));
                if (Float.isNaN(scale)) {
                    assertThatThrownBy(() -> trainer.fit(2, data, Key.of(3))).isInstanceOf(TrainingException.class);
                } else {
                    trainer.accumulating(3).fit(2, data, Key.of(3));
                    assertThat(epochs.get()).isEqualTo(2);
                }
            }
            for (int attempt = 0; open.get() > 0 && attempt < 1000; attempt++) {
                Thread.sleep(5);
            }
            assertThat(open.get()).isZero();
            assertThat(most.get()).isBetween(2, 5);
        }
    }
}
