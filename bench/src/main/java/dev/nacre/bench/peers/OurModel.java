package dev.nacre.bench.peers;

import dev.nacre.core.DType;
import dev.nacre.core.Gradients;
import dev.nacre.core.Key;
import dev.nacre.core.Precision;
import dev.nacre.core.Tensor;
import dev.nacre.nn.Pass;
import dev.nacre.nn.model.BertConfig;
import dev.nacre.nn.model.EfficientNet;
import dev.nacre.nn.model.EfficientNetConfig;
import dev.nacre.nn.model.ModernBertConfig;
import dev.nacre.nn.model.TextModel;
import dev.nacre.nn.model.TextModelConfig;
import java.util.function.Function;

/** Whole networks with weights from a key: a call of one, or forward and backward with the mean of squares as loss. */
final class OurModel {
    private static final int COLOURS = 3;

    private OurModel() {
    }

    static Runnable of(Work work) {
        Function<Pass, Tensor> forward = switch (work.text("name")) {
            case "bert" -> text(BertConfig.base((int) work.size("vocabulary")).withDropout(0, 0), work);
            case "modernbert" -> text(ModernBertConfig.base((int) work.size("vocabulary")), work);
            case "b2" -> pictures(EfficientNetConfig.B2, work);
            case "b5" -> pictures(EfficientNetConfig.B5, work);
            default -> throw new IllegalArgumentException("no model is called " + work.text("name"));
        };
        Precision precision = work.type() == DType.BFLOAT16 ? Precision.BFLOAT16 : Precision.FLOAT32;
        if (!work.is("training")) {
            return () -> precision.run(() -> forward.apply(Pass.EVAL));
        }
        Pass plain = Pass.train(Key.of(3));
        Pass pass = work.is("recomputing") ? plain.recomputing() : plain;
        return () -> {
            Tensor loss = precision.run(() -> forward.apply(pass)).square().mean();
            try (Gradients gradients = loss.backward()) {
                if (gradients.size() == 0) {
                    throw new IllegalStateException("the model has no gradients");
                }
            }
        };
    }

    private static Function<Pass, Tensor> pictures(EfficientNetConfig config, Work work) {
        EfficientNet network = new EfficientNet(config.withDropout(0, 0)).init(Key.of(1));
        Tensor pictures = Tensor.randn(Key.of(2), work.size("batch"), work.size("height"), work.size("width"), COLOURS);
        return pass -> network.forward(pictures, pass);
    }

    private static Function<Pass, Tensor> text(TextModelConfig config, Work work) {
        TextModel network = TextModel.of(config).init(Key.of(1));
        int batch = (int) work.size("batch");
        int length = (int) work.size("length");
        int[] tokens = new int[batch * length];
        int[] present = new int[tokens.length];
        for (int i = 0; i < tokens.length; i++) {
            tokens[i] = (int) Key.of(2).below(work.size("vocabulary"), i);
            present[i] = 1;
        }
        Tensor ids = Tensor.of(tokens, batch, length);
        Tensor mask = Tensor.of(present, batch, length);
        return pass -> network.forward(ids, mask, pass);
    }
}
