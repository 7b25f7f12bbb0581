package dev.nacre.nn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.core.Key;
import dev.nacre.core.Tensor;
import dev.nacre.core.memory.NativePool;
import dev.nacre.nn.Linear;
import dev.nacre.nn.data.Prefetch;
import dev.nacre.nn.optim.AdamW;
import dev.nacre.nn.optim.LearningRate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainerTest {
    /** Learns y = 2a − b from batches that are a pure function of the epoch. */
    private static List<Double> train(Linear net, double rate, float scale) {
        List<Double> losses = new ArrayList<>();
        try (AdamW adamw = new AdamW(net, AdamW.Settings.decay(0))) {
            new Trainer<Tensor[]>(adamw, LearningRate.constant(rate), (batch, pass) ->
                    net.forward(batch[0], pass).sub(batch[1]).square().mean(), 100)
                    .watchedBy(new TrainingListener() {
                        @Override
                        public void afterEpoch(StepReport last, double meanLoss) {
                            losses.add(meanLoss);
                        }
                    })
                    .fit(8, 25, epoch -> new Prefetch<>(25, 2, number -> {
                        Tensor x = Tensor.randn(Key.of(epoch).child(number), 16, 2).mul(scale);
                        return new Tensor[] {x, x.matmul(Tensor.of(new float[] {2, -1}, 2, 1))};
                    }), Key.of(3));
        }
        return losses;
    }

    @Test
    void aLinearRuleIsLearned() {
        List<Double> losses = train(new Linear(2, 1).init(Key.of(1)), 0.05, 1);
        assertThat(losses).hasSize(8);
        assertThat(losses.getLast()).isLessThan(1e-3 * losses.getFirst());
    }

    @Test
    void theSameTrainingTwiceGivesTheSameBits() {
        Linear first = new Linear(2, 1).init(Key.of(1));
        Linear second = new Linear(2, 1).init(Key.of(1));
        assertThat(train(first, 0.05, 1)).isEqualTo(train(second, 0.05, 1));
        assertThat(first.entries().get("weight").value().toFloats())
                .containsExactly(second.entries().get("weight").value().toFloats());
    }

    @Test
    void aLossThatIsNotFiniteStopsAndSaysWhere() {
        assertThatThrownBy(() -> train(new Linear(2, 1).init(Key.of(1)), 0.05, Float.POSITIVE_INFINITY))
                .isInstanceOf(TrainingException.class).hasMessageContaining("at step 1 of epoch 1");
    }

    @Test
    void stepsGiveTheirMemoryBack() {
        Linear net = new Linear(2, 1).init(Key.of(1));
        train(net, 0.05, 1);
        long before = NativePool.shared().inUse();
        train(net, 0.05, 1);
        assertThat(NativePool.shared().inUse() - before).isLessThan(1 << 20);
    }
}
