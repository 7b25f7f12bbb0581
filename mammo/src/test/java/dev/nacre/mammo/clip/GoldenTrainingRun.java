package dev.nacre.mammo.clip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.core.Tensor;
import dev.nacre.core.golden.PseudoState;
import dev.nacre.core.io.FileLayout;
import dev.nacre.core.io.PseudoWeights;
import dev.nacre.core.io.SafetensorsFile;
import dev.nacre.nn.Pass;
import dev.nacre.nn.model.BertConfig;
import dev.nacre.nn.model.EfficientNetConfig;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The model and the batch of the golden training run. */
record GoldenTrainingRun(SafetensorsFile golden) {
    static final String FILE = "models/training-run.safetensors";

    /** The file does not say how large its pictures are: found by the loss of the first step. */
    private static final long[] PICTURES = {4, 3, 96, 64};
    private static final Pattern BERT = Pattern.compile("vocab (\\d+), hidden (\\d+), (\\d+) layers, (\\d+) heads, "
            + "intermediate (\\d+), max positions (\\d+), layer norm eps (\\S+)");

    static Matcher matched(Pattern pattern, SafetensorsFile golden, String key) {
        Matcher matcher = pattern.matcher(golden.metadata().get(key));
        assertThat(matcher.matches()).as(golden.metadata().get(key)).isTrue();
        return matcher;
    }

    /** With the golden weights. */
    MammoClip model() {
        Matcher bert = matched(BERT, golden, "bert");
        int[] size = new int[6];
        for (int i = 0; i < size.length; i++) {
            size[i] = Integer.parseInt(bert.group(i + 1));
        }
        BertConfig text = new BertConfig(size[0], size[1], size[2], size[3], size[4], size[5], 2, 0, 0,
                Double.parseDouble(bert.group(7)));
        MammoClip model = new MammoClip(new MammoClipConfig(EfficientNetConfig.B2.withDropout(0, 0), text,
                Integer.parseInt(golden.metadata().get("embedding"))));
        assertThat(PseudoState.listed(model.state(), "")).isEqualTo(PseudoState.listed(golden));
        PseudoState.fill(model.state(), "", PseudoWeights.of(golden));
        return model;
    }

    /** Number of breasts in the batch. */
    int breasts() {
        return Math.toIntExact(PICTURES[0]);
    }

    /** The first or second pictures, {@code [breasts, height, width, 3]}. */
    Tensor pictures(int which) {
        float[] values = PseudoWeights.of(golden).input("batch.image" + (which + 1), PICTURES);
        return FileLayout.IMAGE.fromFile(Tensor.of(values, PICTURES));
    }

    /** Ids, {@code [breasts, length]}, of the first or second texts. */
    Tensor ids(int which) {
        return texts("ids", which);
    }

    Tensor mask(int which) {
        return texts("mask", which);
    }

    private Tensor texts(String name, int which) {
        return Tensor.of(golden.longs(name), golden.tensor(name).shape().sizes()).select(0, which);
    }

    /** The vectors of both pictures and both texts, for the breasts from {@code begin} to {@code end}. */
    List<Tensor> vectors(MammoClip model, int begin, int end, Pass pass) {
        return List.of(
                model.embedImages(pictures(0).slice(0, begin, end), pass),
                model.embedImages(pictures(1).slice(0, begin, end), pass),
                model.embedTexts(ids(0).slice(0, begin, end), mask(0).slice(0, begin, end), pass),
                model.embedTexts(ids(1).slice(0, begin, end), mask(1).slice(0, begin, end), pass));
    }

    static MammoClipLoss loss(MammoClip model, List<Tensor> vectors) {
        return MammoClipLoss.of(vectors.get(0), vectors.get(1), vectors.get(2), vectors.get(3), model.logitScale());
    }
}
