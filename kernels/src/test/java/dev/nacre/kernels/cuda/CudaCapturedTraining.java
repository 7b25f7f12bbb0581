package dev.nacre.kernels.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.core.DType;
import dev.nacre.core.Device;
import dev.nacre.core.Gradients;
import dev.nacre.core.Key;
import dev.nacre.core.Scope;
import dev.nacre.core.Shape;
import dev.nacre.core.Tensor;
import dev.nacre.core.backend.Backends;
import dev.nacre.core.op.AdamWStep;
import dev.nacre.core.op.AdamWSteps;
import dev.nacre.core.op.CrossEntropy;
import dev.nacre.core.op.Embedding;
import dev.nacre.core.op.LayerNorm;
import dev.nacre.kernels.cuda.driver.CapturedStep;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A whole step of a training, forward, backward and optimiser, captured once and repeated. */
abstract class CudaCapturedTraining {
    private static final int PARAMETERS = 3;
    private static final int STEPS = 5;

    private final Device device;

    CudaCapturedTraining(Device device) {
        this.device = device;
    }

    private CudaBackend backend() {
        return (CudaBackend) Backends.of(device);
    }

    private static Tensor made(long key, long... sizes) {
        return Device.REFERENCE.run(() -> Tensor.randn(Key.of(key), sizes)).to(Device.current());
    }

    /** Of two groups, as they are at a step. */
    static AdamWSteps rates(long step) {
        AdamWStep decayed = new AdamWStep(1e-2 / step, 0.9, 0.999, 1e-8, 0.1, step);
        AdamWStep plain = new AdamWStep(3e-2 / step, 0.9, 0.999, 1e-8, 0, step);
        return new AdamWSteps(List.of(decayed, plain, decayed));
    }

    /** A table, a gain and a matrix, each with both moments; what a training changes. */
    static List<List<Tensor>> start() {
        List<List<Tensor>> all = new ArrayList<>();
        for (Tensor parameter : List.of(made(1, 13, 7), made(2, 7), made(3, 7, 5))) {
            all.add(List.of(parameter, parameter.mul(0), parameter.mul(0)));
        }
        return all;
    }

    private static float[] words(long step) {
        float[] values = new float[11];
        for (int i = 0; i < values.length; i++) {
            values[i] = Key.of(step).below(13, i);
        }
        return values;
    }

    private static List<List<Tensor>> step(AdamWSteps steps, List<List<Tensor>> old, Tensor words) {
        List<Tensor> leaves = old.stream().map(parameter -> parameter.getFirst().requireGrad()).toList();
        Tensor ids = words.to(DType.INT32);
        Tensor hidden = LayerNorm.of(Embedding.of(leaves.getFirst(), ids), leaves.get(1), null, 1e-5).gelu();
        Tensor loss = CrossEntropy.of(hidden.matmul(leaves.get(2)), Tensor.arange(11).minimum(Tensor.full(4,
                DType.INT32, Shape.of(11))), 0.1);
        try (Gradients gradients = loss.backward()) {
            List<List<Tensor>> inputs = new ArrayList<>();
            for (int i = 0; i < PARAMETERS; i++) {
                inputs.add(List.of(old.get(i).get(0), gradients.of(leaves.get(i)), old.get(i).get(1),
                        old.get(i).get(2)));
            }
            return steps.apply(inputs);
        }
    }

    private static List<float[]> values(List<List<Tensor>> parameters) {
        return parameters.stream().flatMap(List::stream).map(Tensor::toFloats).toList();
    }

    private static List<float[]> eagerly() {
        List<List<Tensor>> parameters = start();
        for (long step = 1; step <= STEPS; step++) {
            parameters = step(rates(step), parameters, Tensor.of(words(step)));
        }
        return values(parameters);
    }

    private void overwrite(List<List<Tensor>> old, List<List<Tensor>> renewed) {
        for (int i = 0; i < PARAMETERS; i++) {
            for (int j = 0; j < AdamWSteps.OUTPUTS; j++) {
                backend().overwrite(old.get(i).get(j), renewed.get(i).get(j));
            }
        }
    }

    @Test
    void aCapturedStepOfTrainingIsRepeatedWithTheBitsOfEagerSteps() {
        Scope.run("training", () -> device.run(() -> {
            List<float[]> expected = eagerly();
            List<List<Tensor>> parameters = start();
            Tensor words = Tensor.of(words(1));
            overwrite(parameters, step(rates(1), parameters, words));
            try (CapturedStep captured = backend().capture(() -> Scope.run("step", () ->
                    overwrite(parameters, step(rates(2), parameters, words))))) {
                for (long step = 2; step <= STEPS; step++) {
                    backend().upload(MemorySegment.ofArray(words(step)), words.operand().storage());
                    backend().setRates(captured, List.of(rates(step)));
                    captured.replay();
                }
                List<float[]> actual = values(parameters);
                for (int i = 0; i < expected.size(); i++) {
                    assertThat(actual.get(i)).containsExactly(expected.get(i));
                }
            }
            return null;
        }));
    }

    /** What the table does not hold as it lies is copied first; what holds nothing is left out. */
    @Test
    void parametersOfAnySizeAreRenewedLikeEachByItself() {
        Scope.run("sizes", () -> device.run(() -> {
            List<Tensor> values = List.of(made(1, 1), made(2, 0), made(3, 4096), made(4, 4097), made(5, 0),
                    made(6, 7, 3).transpose(0, 1), made(7, 9000), made(8, 0));
            List<List<Tensor>> inputs = values.stream().map(x -> List.of(x, x.mul(0.5), x.mul(0.1), x.square()))
                    .toList();
            AdamWStep step = new AdamWStep(1e-2, 0.9, 0.99, 1e-6, 0.1, 3);
            List<List<Tensor>> renewed = new AdamWSteps(values.stream().map(_ -> step).toList()).apply(inputs);
            for (int i = 0; i < values.size(); i++) {
                List<Tensor> input = inputs.get(i);
                List<Tensor> alone = step.apply(input.get(0), input.get(1), input.get(2), input.get(3));
                for (int j = 0; j < alone.size(); j++) {
                    assertThat(renewed.get(i).get(j).toFloats()).containsExactly(alone.get(j).toFloats());
                }
            }
            return null;
        }));
    }

    @Test
    void ratesForOtherParametersAreRefused() {
        Scope.run("refused", () -> device.run(() -> {
            List<List<Tensor>> parameters = start();
            Tensor words = Tensor.of(words(1));
            step(rates(1), parameters, words);
            try (CapturedStep captured = backend().capture(() -> Scope.run("step", () ->
                    step(rates(1), parameters, words)))) {
                assertThatThrownBy(() -> backend().setRates(captured, List.of()))
                        .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("has 1 steps of AdamW");
                assertThatThrownBy(() -> backend().setRates(captured, List.of(new AdamWSteps(List.of()))))
                        .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("renews 3 parameters");
            }
            assertThatThrownBy(() -> backend().overwrite(words, parameters.getFirst().getFirst()))
                    .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("cannot be written over");
            return null;
        }));
    }
}
