package dev.nacre.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.core.Gradients;
import dev.nacre.core.Key;
import dev.nacre.core.Scope;
import dev.nacre.core.Tensor;
import dev.nacre.core.memory.NativePool;
import dev.nacre.nn.model.EfficientNet;
import dev.nacre.nn.model.EfficientNetConfig;
import dev.nacre.nn.optim.AdamW;
import java.util.List;
import org.junit.jupiter.api.Test;

class FreezingTest {
    private static final Pass TRAIN = Pass.train(Key.of(5));

    private final EfficientNet net = new EfficientNet(EfficientNetConfig.TINY).init(Key.of(1));
    private final Tensor pictures = Tensor.randn(Key.of(2), 2, 64, 64, 3);

    private static void trainOneStep(EfficientNet net, Tensor pictures) {
        Scope.run("step", () -> net.forward(pictures, TRAIN));
    }

    @Test
    void aFrozenModelComputesAsInEvaluationAndKeepsItsStatistics() {
        trainOneStep(net, pictures);
        float[] evaluated = net.forward(pictures, Pass.EVAL).toFloats();
        net.freeze();
        float[] statistics = net.entries().get("_bn1.running_mean").value().toFloats();
        assertThat(net.forward(pictures, TRAIN).toFloats()).containsExactly(evaluated);
        net.forward(pictures, Pass.CALIBRATION);
        BatchNorm2d.resetStatistics(net);
        assertThat(net.entries().get("_bn1.running_mean").value().toFloats()).containsExactly(statistics);
        assertThat(net.entries().get("_bn1.num_batches_tracked").value().toLongs()).containsExactly(1);
    }

    @Test
    void gradientsFlowThroughToTheInputsAndToNoWeight() {
        Tensor leaf = pictures.requireGrad();
        Gradients expected = net.forward(leaf, Pass.EVAL_WITH_GRADIENTS).square().sum().backward();
        net.freeze();
        for (Pass pass : List.of(TRAIN, TRAIN.recomputing())) {
            Gradients gradients = net.forward(leaf, pass).square().sum().backward();
            assertThat(gradients.size()).isEqualTo(1);
            assertThat(gradients.of(leaf).toFloats()).containsExactly(expected.of(leaf).toFloats());
        }
    }

    @Test
    void nothingIsRecordedWhereNothingNeedsIt() {
        net.freeze();
        Scope.run("warm up", () -> net.forward(pictures, TRAIN));
        for (Pass pass : List.of(TRAIN, TRAIN.recomputing())) {
            long before = NativePool.shared().inUse();
            Tensor features = net.forward(pictures, pass);
            assertThat(features.requiresGrad()).isFalse();
            assertThat(NativePool.shared().inUse() - before).isLessThan(1 << 14);
        }
        net.unfreeze();
        long before = NativePool.shared().inUse();
        Tensor recorded = net.forward(pictures, TRAIN.recomputing());
        assertThat(NativePool.shared().inUse() - before).as("what a forward pass holds otherwise")
                .isGreaterThan(1 << 16);
        assertThat(recorded.requiresGrad()).isTrue();
    }

    @Test
    void aPartOfAFrozenModelCanBeTrained() {
        net.freeze();
        net.part("_conv_head").unfreeze();
        net.part("_bn1").unfreeze();
        Gradients gradients = net.forward(pictures, TRAIN.recomputing()).square().sum().backward();
        net.parameters().forEach((name, parameter) -> assertThat(gradients.has(parameter.value())).as(name)
                .isEqualTo(name.startsWith("_conv_head.") || name.startsWith("_bn1.")));
        assertThat(net.entries().get("_bn1.num_batches_tracked").value().toLongs()).containsExactly(1);
        assertThat(net.entries().get("_bn0.num_batches_tracked").value().toLongs()).containsExactly(0);
        try (AdamW adamw = new AdamW(net, AdamW.Settings.decay(0.1))) {
            assertThat(adamw.state()).hasSize(6);
            float[] frozen = net.entries().get("_conv_stem.weight").value().toFloats();
            float[] trained = net.entries().get("_conv_head.weight").value().toFloats();
            adamw.step(gradients, 0.1);
            assertThat(net.entries().get("_conv_stem.weight").value().toFloats()).containsExactly(frozen);
            assertThat(net.entries().get("_conv_head.weight").value().toFloats()).isNotEqualTo(trained);
        }
    }

    @Test
    void givenBackToTrainingItTrainsAsBefore() {
        float[] before = net.entries().get("_conv_stem.weight").value().toFloats();
        net.freeze();
        net.unfreeze();
        assertThat(net.isFrozen()).isFalse();
        Gradients gradients = net.forward(pictures, TRAIN).square().sum().backward();
        assertThat(gradients.size()).isEqualTo(net.parameters().size());
        assertThat(net.entries().get("_conv_stem.weight").value().toFloats()).containsExactly(before);
    }

    @Test
    void freezingComesBeforeTheOptimiserAndTheErrorNamesTheParameter() {
        Linear layer = new Linear(2, 2).init(Key.of(1));
        Tensor x = Tensor.ones(1, 2);
        try (AdamW adamw = new AdamW(layer, AdamW.Settings.decay(0))) {
            Gradients gradients = layer.forward(x, TRAIN).sum().backward();
            layer.freeze();
            assertThatThrownBy(() -> adamw.step(gradients, 0.1)).isInstanceOf(IllegalStateException.class)
                    .hasMessage("parameter weight was frozen after this optimiser was made: make a new one");
        }
        try (AdamW adamw = new AdamW(layer, AdamW.Settings.decay(0))) {
            layer.unfreeze();
            assertThatThrownBy(() -> adamw.step(layer.forward(x, TRAIN).sum().backward(), 0.1))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("weight was given back to training");
        }
    }

    @Test
    void aFrozenModelCanBeFilledLater() {
        Linear layer = new Linear(2, 2);
        layer.freeze();
        layer.init(Key.of(3));
        assertThat(layer.parameters().get("weight").value().requiresGrad()).isFalse();
        layer.unfreeze();
        assertThat(layer.parameters().get("weight").value().requiresGrad()).isTrue();
    }

    @Test
    void aPartThatIsNotThereIsTold() {
        assertThat(net.part("_blocks.0._bn1")).isInstanceOf(BatchNorm2d.class);
        assertThatThrownBy(() -> net.part("_blocks.0").part("_bn7")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("_blocks.0 has no part '_bn7'; its parts are _depthwise_conv, _bn1");
    }
}
