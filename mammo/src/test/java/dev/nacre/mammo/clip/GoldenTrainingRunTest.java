package dev.nacre.mammo.clip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.Gradients;
import dev.nacre.core.Key;
import dev.nacre.core.Scope;
import dev.nacre.core.Tensor;
import dev.nacre.core.golden.Golden;
import dev.nacre.core.golden.PseudoState;
import dev.nacre.core.golden.PseudoWeights;
import dev.nacre.core.golden.RelativeError;
import dev.nacre.core.io.FileLayout;
import dev.nacre.core.io.SafetensorsFile;
import dev.nacre.core.io.StoredTensor;
import dev.nacre.nn.Entry;
import dev.nacre.nn.Pass;
import dev.nacre.nn.model.BertConfig;
import dev.nacre.nn.model.EfficientNetConfig;
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
    /** The file does not say how large its pictures are: found by the loss of the first step. */
    private static final long[] PICTURES = {4, 3, 96, 64};
    private static final double TOLERANCE = 1e-3;
    private static final Pattern SCHEDULE = Pattern.compile(
            "(\\d+) AdamW steps.*weight decay (\\S+) .*base lr ([^,]+), (\\d+) warm-up steps.*");
    private static final Pattern BERT = Pattern.compile("vocab (\\d+), hidden (\\d+), (\\d+) layers, (\\d+) heads, "
            + "intermediate (\\d+), max positions (\\d+), layer norm eps (\\S+)");

    /** What one step showed. */
    private record Step(double loss, double gradientNorm, double logitScale) { }

    @Test
    void twelveStepsEqualTheGoldenOnes() {
        try (SafetensorsFile golden = Golden.safetensors("models/training-run.safetensors")) {
            MammoClip model = model(golden);
            assertThat(PseudoState.listed(model.state(), "")).isEqualTo(PseudoState.listed(golden));
            PseudoState.fill(model.state(), "", PseudoWeights.of(golden));
            Matcher what = matched(SCHEDULE, golden, "what");
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
                    Step step = step(model, optimiser, golden, rates.at(i));
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

    private static Matcher matched(Pattern pattern, SafetensorsFile golden, String key) {
        Matcher matcher = pattern.matcher(golden.metadata().get(key));
        assertThat(matcher.matches()).as(golden.metadata().get(key)).isTrue();
        return matcher;
    }

    private static MammoClip model(SafetensorsFile golden) {
        Matcher bert = matched(BERT, golden, "bert");
        int[] size = new int[6];
        for (int i = 0; i < size.length; i++) {
            size[i] = Integer.parseInt(bert.group(i + 1));
        }
        BertConfig text = new BertConfig(size[0], size[1], size[2], size[3], size[4], size[5], 2, 0, 0,
                Double.parseDouble(bert.group(7)));
        return new MammoClip(new MammoClipConfig(EfficientNetConfig.B2.withDropout(0, 0), text,
                Integer.parseInt(golden.metadata().get("embedding"))));
    }

    private static Step step(MammoClip model, AdamW optimiser, SafetensorsFile golden, double rate) {
        Pass pass = Pass.train(Key.of(0));
        try (Scope scope = Scope.open("golden step")) {
            Tensor loss = scope.keep(MammoClipLoss.of(images(model, golden, 0, pass), images(model, golden, 1, pass),
                    texts(model, golden, 0, pass), texts(model, golden, 1, pass), model.logitScale()).total());
            try (Gradients gradients = loss.backward()) {
                double norm = GradientNorm.of(gradients);
                optimiser.step(gradients, rate);
                return new Step(loss.item(), norm, model.logitScale().item());
            }
        }
    }

    private static Tensor images(MammoClip model, SafetensorsFile golden, int which, Pass pass) {
        float[] values = PseudoWeights.of(golden).input("batch.image" + (which + 1), PICTURES);
        return model.embedImages(FileLayout.IMAGE.fromFile(Tensor.of(values, PICTURES)), pass);
    }

    private static Tensor texts(MammoClip model, SafetensorsFile golden, int which, Pass pass) {
        long[] sizes = golden.tensor("ids").shape().sizes();
        Tensor ids = Tensor.of(golden.longs("ids"), sizes).select(0, which);
        return model.embedTexts(ids, Tensor.of(golden.longs("mask"), sizes).select(0, which), pass);
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
