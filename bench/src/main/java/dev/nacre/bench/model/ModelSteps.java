package dev.nacre.bench.model;

import dev.nacre.core.Gradients;
import dev.nacre.core.Key;
import dev.nacre.core.Scope;
import dev.nacre.core.Tensor;
import dev.nacre.mammo.clip.MammoClip;
import dev.nacre.mammo.clip.MammoClipConfig;
import dev.nacre.mammo.clip.MammoClipLoss;
import dev.nacre.nn.Pass;
import dev.nacre.nn.model.BertConfig;
import dev.nacre.nn.model.EfficientNetConfig;
import dev.nacre.nn.optim.AdamW;

/** What is timed: one embedding of a batch, and one training step with forward, backward and optimiser. */
final class ModelSteps implements AutoCloseable {
    private static final int VOCABULARY = 1000;
    private static final int TEXT_LENGTH = 32;
    private static final int EMBEDDING = 512;

    private final MammoClip model;
    private final AdamW adamw;
    private final Tensor pictures;
    private final Tensor ids;
    private final Tensor mask;
    private final Pass training;

    ModelSteps(EfficientNetConfig encoder, int height, int width, int batch, boolean recompute) {
        training = recompute ? Pass.train(Key.of(4)).recomputing() : Pass.train(Key.of(4));
        model = new MammoClip(new MammoClipConfig(encoder, BertConfig.small(VOCABULARY, 128, 2, TEXT_LENGTH),
                EMBEDDING)).init(Key.of(1));
        adamw = new AdamW(model, AdamW.Settings.decay(1e-4));
        pictures = Tensor.randn(Key.of(2), batch, height, width, 3);
        int[] tokens = new int[batch * TEXT_LENGTH];
        int[] present = new int[tokens.length];
        for (int i = 0; i < tokens.length; i++) {
            tokens[i] = (int) Key.of(3).below(VOCABULARY, i);
            present[i] = 1;
        }
        ids = Tensor.of(tokens, batch, TEXT_LENGTH);
        mask = Tensor.of(present, batch, TEXT_LENGTH);
    }

    /** Seconds to embed the batch's pictures. */
    double embed() {
        return timed(() -> model.embedImages(pictures, Pass.EVAL).toFloats());
    }

    /** Seconds for a step over two pictures and two texts of each breast. */
    double train() {
        return timed(() -> {
            Tensor loss = MammoClipLoss.of(model.embedImages(pictures, training.child(0)),
                    model.embedImages(pictures, training.child(1)), model.embedTexts(ids, mask, training.child(2)),
                    model.embedTexts(ids, mask, training.child(3)), model.logitScale()).total();
            try (Gradients gradients = loss.backward()) {
                adamw.step(gradients, 1e-4);
            }
        });
    }

    private static double timed(Runnable body) {
        long start = System.nanoTime();
        Scope.run("benchmark", body);
        return (System.nanoTime() - start) * 1e-9;
    }

    @Override
    public void close() {
        adamw.close();
        mask.close();
        ids.close();
        pictures.close();
    }
}
