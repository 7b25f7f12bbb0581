package dev.nacre.mammo.clip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.Gradients;
import dev.nacre.core.Key;
import dev.nacre.core.Scope;
import dev.nacre.core.Tensor;
import dev.nacre.core.golden.Golden;
import dev.nacre.core.golden.RelativeError;
import dev.nacre.core.io.SafetensorsFile;
import dev.nacre.core.io.StoredTensor;
import dev.nacre.nn.Entry;
import dev.nacre.nn.Pass;
import dev.nacre.nn.optim.AdamW;
import dev.nacre.nn.optim.GradientNorm;
import dev.nacre.nn.optim.WarmUpCosineSquared;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Twelve steps of training against those that PyTorch took in double precision: every part of the engine at once. */
class GoldenTrainingRunTest {
    private static final double TOLERANCE = 1e-3;
    private static final Pattern SCHEDULE = Pattern.compile(
            "(\\d+) AdamW steps.*weight decay (\\S+) .*base lr ([^,]+), (\\d+) warm-up steps.*");

    /** What one step showed. */
    private record Step(double loss, double gradientNorm, double logitScale) { }

    @Test
    void twelveStepsEqualTheGoldenOnes() {
        try (SafetensorsFile golden = Golden.safetensors(GoldenTrainingRun.FILE)) {
            GoldenTrainingRun run = new GoldenTrainingRun(golden);
            MammoClip model = run.model();
            Matcher what = GoldenTrainingRun.matched(SCHEDULE, golden, "what");
            int steps = Integer.parseInt(what.group(1));
            WarmUpCosineSquared rates = new WarmUpCosineSquared(Double.parseDouble(what.group(3)),
                    Long.parseLong(what.group(4)), steps);
            AdamW.Settings settings = AdamW.Settings.decay(Double.parseDouble(what.group(2)));
            double[] losses = golden.doubles("loss");
            double[] norms = golden.doubles("grad_norm");
            double[] scales = golden.doubles("logit_scale");
            assertThat(losses).hasSize(steps);
            try (AdamW optimiser = new AdamW(model, settings)) {
                for (int i = 0; i < steps; i++) {
                    assertThat(rates.at(i)).isCloseTo(golden.doubles("lr")[i], within(1e-12));
                    Step step = step(model, optimiser, run, rates.at(i));
                    assertThat(step.loss()).as("loss %d", i).isCloseTo(losses[i], relative(losses[i]));
                    assertThat(step.gradientNorm()).as("norm %d", i).isCloseTo(norms[i], relative(norms[i]));
                    assertThat(step.logitScale()).as("scale %d", i).isCloseTo(scales[i], relative(scales[i]));
                }
            }
            compareWeights(model, golden);
        }
    }

    private static Offset<Double> relative(double expected) {
        return within(TOLERANCE * Math.abs(expected));
    }

    private static Step step(MammoClip model, AdamW optimiser, GoldenTrainingRun run, double rate) {
        Pass pass = Pass.train(Key.of(0));
        try (Scope scope = Scope.open("golden step")) {
            Tensor loss = scope.keep(GoldenTrainingRun.loss(model, run.vectors(model, 0, run.breasts(), pass)).total());
            try (Gradients gradients = loss.backward()) {
                double norm = GradientNorm.of(gradients);
                optimiser.step(gradients, rate);
                return new Step(loss.item(), norm, model.logitScale().item());
            }
        }
    }

    private static void compareWeights(MammoClip model, SafetensorsFile golden) {
        Map<String, Entry> entries = model.entries();
        List<String> names = golden.tensors().stream().map(StoredTensor::name).filter(n -> n.startsWith("after."))
                .toList();
        assertThat(names).isNotEmpty();
        for (String name : names) {
            Entry entry = entries.get(name.substring("after.".length()));
            float[] expected = golden.floats(name);
            float[] actual = Arrays.copyOf(entry.layout().toFile(entry.value()).toFloats(), expected.length);
            assertThat(RelativeError.of(actual, expected)).as(name).isLessThan(TOLERANCE);
        }
    }
}
