package dev.nacre.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.core.Gradients;
import dev.nacre.core.Key;
import dev.nacre.core.Scope;
import dev.nacre.core.Shape;
import dev.nacre.core.ShapeException;
import dev.nacre.core.Tensor;
import dev.nacre.core.io.FileLayout;
import dev.nacre.core.io.PendingValue;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ModuleTest {
    private static final class TwoLayers extends Layer {
        private final Linear first = child("encoder.layer.0", new Linear(3, 4));
        private final Linear second = child("head", new Linear(4, 2));
        private final Parameter scale = parameter("scale", Shape.SCALAR, FileLayout.SAME, Initialiser.constant(2));
        private final Buffer seen = buffer("seen", Shape.of(2), 0);
        private Tensor between;

        @Override
        protected Tensor compute(Tensor x, Pass pass) {
            between = first.forward(x, pass);
            Tensor y = second.forward(between, pass).mul(scale.value());
            seen.set(y.mean(0));
            return y;
        }
    }

    private final TwoLayers model = new TwoLayers();

    @Test
    void namesFollowTheTreeInOrder() {
        assertThat(model.entries().keySet()).containsExactly("scale", "seen", "encoder.layer.0.weight",
                "encoder.layer.0.bias", "head.weight", "head.bias");
        assertThat(model.parameters()).hasSize(5).doesNotContainKey("seen");
        assertThat(model.parameters().get("head.weight").path()).isEqualTo("head.weight");
        assertThat(model.state().get(4).layout()).isEqualTo(FileLayout.LINEAR);
    }

    @Test
    void aValueIsAPureFunctionOfKeyAndName() {
        model.init(Key.of(1));
        TwoLayers again = new TwoLayers();
        again.init(Key.of(1));
        model.parameters().forEach((name, parameter) -> assertThat(again.parameters().get(name).value().toFloats())
                .isEqualTo(parameter.value().toFloats()));
        again.init(Key.of(2));
        assertThat(again.parameters().get("head.bias").value().toFloats())
                .isNotEqualTo(model.parameters().get("head.bias").value().toFloats());
    }

    @Test
    void releasedItGivesItsMemoryBackAndTakesNewValues() {
        model.init(Key.of(1));
        Tensor weight = model.parameters().get("head.weight").value();
        model.release();
        assertThatThrownBy(weight::toFloats).isInstanceOf(IllegalStateException.class);
        model.entries().values().forEach(entry -> assertThatThrownBy(entry::value)
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("has no value yet"));
        model.release();
        model.init(Key.of(1));
        assertThat(model.parameters().get("head.weight").value().toFloats()).hasSize(8);
    }

    @Test
    void aValueThatIsToComeLaterIsReadOnceAndDroppedWithTheModel() {
        AtomicInteger taken = new AtomicInteger();
        AtomicInteger dropped = new AtomicInteger();
        model.state().forEach(entry -> entry.defer().accept(new PendingValue() {
            @Override
            public Tensor take() {
                taken.incrementAndGet();
                return Tensor.full(taken.get(), entry.spec().type(), entry.spec().shape()).hold();
            }

            @Override
            public void drop() {
                dropped.incrementAndGet();
            }
        }));
        int entries = model.entries().size();
        Parameter weight = model.parameters().get("head.weight");
        weight.setFrozen(true);
        assertThat(weight.value().toFloats()).containsOnly(1).hasSize(8);
        assertThat(weight.value().requiresGrad()).isFalse();
        assertThat(weight.value()).isSameAs(weight.value());
        assertThat(taken).hasValue(1);
        model.parameters().get("head.bias").set(Tensor.ones(2));
        assertThat(dropped).as("what is replaced need not be read").hasValue(1);
        assertThat(model.pendingBytes()).isPositive();
        model.release();
        assertThat(taken.get() + dropped.get()).isEqualTo(entries);
        assertThat(model.pendingBytes()).isZero();
        assertThatThrownBy(weight::value).hasMessageContaining("has no value yet");
    }

    @Test
    void withoutValuesItSaysWhatToDo() {
        assertThatThrownBy(() -> model.forward(Tensor.ones(1, 3), Pass.EVAL)).isInstanceOf(IllegalStateException.class)
                .hasMessage("encoder.layer.0.weight has no value yet: call init(key) on the model, or load a file");
    }

    @Test
    void keepsItsResultAndGivesTheRestBack() {
        model.init(Key.of(1));
        Tensor y = model.forward(Tensor.ones(5, 3), Pass.EVAL);
        assertThat(y.shape()).isEqualTo(Shape.of(5, 2));
        assertThat(y.requiresGrad()).isFalse();
        assertThatThrownBy(model.between::toFloats).hasMessageContaining("end of scope 'TwoLayers'");
    }

    @Test
    void trainingReachesEveryParameterAlthoughIntermediatesWentBack() {
        model.init(Key.of(1));
        try (Scope scope = Scope.open("step")) {
            Tensor loss = model.forward(Tensor.ones(5, 3), Pass.train(Key.of(3))).square().sum();
            Gradients gradients = loss.backward();
            model.parameters().values().forEach(p -> assertThat(gradients.has(p.value())).as(p.path()).isTrue());
            scope.keep(loss);
        }
    }

    @Test
    void aReplacedValueLivesOnAndTheOldOneGoesBack() {
        model.init(Key.of(1));
        Parameter bias = model.parameters().get("head.bias");
        Tensor old = bias.value();
        Scope.run("step", () -> bias.set(Tensor.of(new float[] {3, 4})));
        assertThat(bias.value().toFloats()).containsExactly(3, 4);
        assertThat(bias.value().requiresGrad()).isTrue();
        assertThatThrownBy(old::toFloats).hasMessageContaining("was released");
        assertThatThrownBy(() -> bias.set(Tensor.ones(3))).isInstanceOf(ShapeException.class)
                .hasMessageContaining("head.bias is float32[2], and cannot become float32[3]");
    }

    @Test
    void errorsCarryThePathOfTheModule() {
        model.init(Key.of(1));
        assertThatThrownBy(() -> model.forward(Tensor.ones(5, 7), Pass.EVAL)).isInstanceOf(ShapeException.class)
                .hasMessageContaining("(in encoder.layer.0)");
    }

    @Test
    void aNameOrAModuleHasOnePlace() {
        Linear shared = new Linear(2, 2);
        List<String> refused = new ArrayList<>();
        new Module() {
            {
                child("a", shared);
                try {
                    child("b", shared);
                } catch (IllegalArgumentException e) {
                    refused.add(e.getMessage());
                }
                try {
                    buffer("a", Shape.SCALAR, 0);
                } catch (IllegalArgumentException e) {
                    refused.add(e.getMessage());
                }
            }
        };
        assertThat(refused).hasSize(2);
        assertThat(refused.get(0)).contains("a module has one place");
        assertThat(refused.get(1)).contains("'a' twice");
    }

    @Test
    void everyPartHasItsOwnRandomness() {
        Pass pass = Pass.train(Key.of(7));
        assertThat(pass.child("a").key()).isNotEqualTo(pass.child("b").key());
        assertThat(pass.child(0).key()).isNotEqualTo(pass.child(1).key());
        assertThat(pass.child("a").key()).isEqualTo(Pass.train(Key.of(7)).child("a").key());
        assertThatThrownBy(Pass.EVAL::key).isInstanceOf(IllegalStateException.class);
    }
}
