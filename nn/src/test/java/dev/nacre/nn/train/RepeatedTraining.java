package dev.nacre.nn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.core.Device;
import dev.nacre.core.Key;
import dev.nacre.core.Tensor;
import dev.nacre.core.backend.Backends;
import dev.nacre.core.io.SafetensorsWriter;
import dev.nacre.core.io.StateEntry;
import dev.nacre.core.op.Window;
import dev.nacre.kernels.cuda.CudaBackend;
import dev.nacre.nn.BatchNorm2d;
import dev.nacre.nn.Conv2d;
import dev.nacre.nn.Dropout;
import dev.nacre.nn.Layer;
import dev.nacre.nn.Linear;
import dev.nacre.nn.Pass;
import dev.nacre.nn.data.Prefetch;
import dev.nacre.nn.data.TrainingData;
import dev.nacre.nn.optim.AdamW;
import dev.nacre.nn.optim.WarmUpLinear;
import dev.nacre.nn.optim.WeightAverage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trainings whose steps are repeated by one call beside the same, step by step: on the device on which this runs. */
abstract class RepeatedTraining {
    private static final int BATCHES = 6;
    private static final int EPOCHS = 2;
    private static final int PICTURES = 4;
    private static final int SIDE = 6;

    @TempDir
    private Path folder;

    /** Of the training before. */
    private Trained last;

    /** Pictures and their marks. */
    private record Batch(float[] pictures, float[] marks) {
        static Batch of(Key key, int count, boolean damaged) {
            float[] pictures = new float[count * SIDE * SIDE];
            float[] marks = new float[count];
            for (int i = 0; i < pictures.length; i++) {
                pictures[i] = (float) (2 * key.uniform(i) - 1);
                marks[i / (SIDE * SIDE)] += pictures[i] / 4;
            }
            pictures[0] = damaged ? Float.NaN : pictures[0];
            return new Batch(pictures, marks);
        }

        List<Tensor> tensors() {
            return List.of(Tensor.of(pictures, marks.length, SIDE, SIDE, 1), Tensor.of(marks, marks.length));
        }
    }

    /** The fifth batch of an epoch is smaller. */
    private static TrainingData<Batch> data(int damaged) {
        return new TrainingData<>() {
            @Override
            public int batches() {
                return BATCHES;
            }

            @Override
            public Prefetch<Batch> epoch(int epoch, int first) {
                return new Prefetch<>(BATCHES - first, 1, number -> Batch.of(Key.of(7).child(epoch)
                        .child(first + number), first + number == 4 ? 2 : PICTURES,
                        epoch * BATCHES + first + number == damaged));
            }
        };
    }

    /** Convolution, batch normalisation, dropout and a linear layer. */
    private static final class Net extends Layer {
        private final Conv2d convolution = child("convolution", new Conv2d(1, 5, 3, Window.PLAIN.padding(1)));
        private final BatchNorm2d norm = child("norm", new BatchNorm2d(5, 1e-5, 0.1));
        private final Dropout dropout;
        private final Linear linear = child("linear", new Linear(5, 1));

        Net(double rate) {
            dropout = child("dropout", new Dropout(rate));
        }

        @Override
        protected Tensor compute(Tensor x, Pass pass) {
            Tensor seen = norm.forwardSilu(convolution.forward(x, pass), pass).mean(1, 2);
            return linear.forward(dropout.forward(seen, pass), pass).reshape(x.size(0));
        }
    }

    /** All that a training showed and left. */
    private record Trained(List<StepReport> reports, Map<String, float[]> state, List<Boolean> repeated) { }

    /** How a training differs from the plain one. */
    private record How(double dropout, int damaged, int last, boolean resumed) {
        static final How PLAIN = new How(0, -1, EPOCHS * BATCHES, false);
    }

    private Trained train(boolean repeating, How how) {
        List<StepReport> reports = new ArrayList<>();
        List<Boolean> repeated = new ArrayList<>();
        Map<String, float[]> state = new LinkedHashMap<>();
        Net net = new Net(how.dropout);
        net.init(Key.of(1));
        try (AdamW adamw = new AdamW(net, AdamW.Settings.decay(1e-2));
                WeightAverage average = new WeightAverage(net, new WeightAverage.Decay(0.9, true))) {
            Checkpoints checkpoints = new Checkpoints(folder.resolve("repeating-" + repeating),
                    new Checkpoints.Policy(3, 9), () -> {
                        SafetensorsWriter writer = new SafetensorsWriter();
                        net.state().forEach(writer::add);
                        return writer;
                    });
            Trainer<Batch> trainer = new Trainer<>(net, adamw, new WarmUpLinear(3e-2, 3, EPOCHS * BATCHES),
                    new TensorLoss<Batch>(Batch::tensors, (inputs, pass) -> net.forward(inputs.getFirst(), pass)
                            .sub(inputs.getLast()).square().mean()))
                    .clipping(1).averaging(average).savingTo(checkpoints)
                    .validating(() -> net.forward(Batch.of(Key.of(3), 3, false).tensors().getFirst(), Pass.EVAL)
                            .square().mean().item(), EPOCHS)
                    .stoppingWhen(() -> reports.size() == how.last).watchedBy(new TrainingListener() {
                        @Override
                        public void afterStep(StepReport report) {
                            reports.add(report);
                            repeated.add(kept() > 0);
                        }
                    });
            if (repeating) {
                trainer.repeating();
            }
            if (how.resumed) {
                trainer.resume();
            }
            try {
                trainer.fit(EPOCHS, data(how.damaged), Key.of(2));
            } finally {
                List<StateEntry> all = new ArrayList<>(net.state());
                all.addAll(adamw.state());
                all.addAll(average.state());
                all.forEach(entry -> state.put(entry.name(), entry.value().get().toFloats()));
                assertThat(kept()).isZero();
                last = new Trained(reports, state, repeated);
            }
        }
        return last;
    }

    private static long kept() {
        return ((CudaBackend) Backends.of(Device.current())).memory().kept();
    }

    private static void assertSame(Trained actual, Trained expected) {
        assertThat(actual.reports.stream().map(StepReport::loss)).isEqualTo(expected.reports.stream()
                .map(StepReport::loss).toList());
        assertThat(actual.reports.stream().map(StepReport::gradientNorm)).isEqualTo(expected.reports.stream()
                .map(StepReport::gradientNorm).toList());
        assertThat(actual.state.keySet()).isEqualTo(expected.state.keySet());
        expected.state.forEach((name, values) -> assertThat(actual.state.get(name)).as(name).containsExactly(values));
    }

    @Test
    void haveTheBitsOfStepsTakenOneByOne() {
        Trained expected = train(false, How.PLAIN);
        Trained actual = train(true, How.PLAIN);
        assertSame(actual, expected);
        assertThat(expected.reports).extracting(StepReport::gradientNorm).anyMatch(norm -> norm > 1)
                .anyMatch(norm -> norm < 1);
        assertThat(expected.repeated).containsOnly(false);
        // Not the first, a smaller one, and the one after it; the second epoch begins like the first one ended.
        assertThat(actual.repeated).containsExactly(false, true, true, true, false, false, true, true, true, true,
                false, false);
    }

    @Test
    void goOnFromACheckpoint() {
        Trained expected = train(false, How.PLAIN);
        assertThat(train(true, new How(0, -1, 8, false)).reports).hasSize(8);
        Trained resumed = train(true, new How(0, -1, EPOCHS * BATCHES, true));
        assertThat(resumed.repeated).containsExactly(false, true, false, false);
        expected.state.forEach((name, values) ->
                assertThat(resumed.state.get(name)).as(name).containsExactly(values));
    }

    @Test
    void drawMasksOneByOne() {
        Trained actual = train(true, new How(0.3, -1, EPOCHS * BATCHES, false));
        assertSame(actual, train(false, new How(0.3, -1, EPOCHS * BATCHES, false)));
        assertThat(actual.repeated).containsOnly(false);
    }

    @Test
    void endAtADamagedPictureWithTheWeightsBeforeIt() {
        Trained[] both = new Trained[2];
        for (int way = 0; way < both.length; way++) {
            boolean repeating = way == 1;
            assertThatThrownBy(() -> train(repeating, new How(0, 3, EPOCHS * BATCHES, false)))
                    .isInstanceOf(TrainingException.class)
                    .hasMessageContaining("the loss is not finite at step 4 of epoch 1");
            both[way] = last;
        }
        // What the average holds of counts is the model's own memory.
        both[1].state.remove("average.norm.num_batches_tracked");
        both[0].state.remove("average.norm.num_batches_tracked");
        assertSame(both[1], both[0]);
        assertThat(both[1].repeated).containsExactly(false, true, true);
    }

    @Test
    void areOfATensorLoss() {
        Net net = new Net(0);
        net.init(Key.of(1));
        try (AdamW adamw = new AdamW(net, AdamW.Settings.decay(0))) {
            Trainer<Batch> trainer = new Trainer<>(net, adamw, step -> 1e-3, (batch, pass) -> null);
            assertThatThrownBy(trainer::repeating).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("TensorLoss");
        }
    }
}
