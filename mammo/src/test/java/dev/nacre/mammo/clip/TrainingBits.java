package dev.nacre.mammo.clip;

import dev.nacre.core.Gradients;
import dev.nacre.core.Key;
import dev.nacre.core.Scope;
import dev.nacre.core.Tensor;
import dev.nacre.core.io.StateEntry;
import dev.nacre.nn.Pass;
import dev.nacre.nn.model.BertConfig;
import dev.nacre.nn.model.EfficientNetConfig;
import dev.nacre.nn.optim.AdamW;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Trains a tiny model and prints a digest of all its weights and statistics, for {@link SameBitsTest}. Arguments: how
 * many steps, and the side of the pictures in pixels.
 */
final class TrainingBits {
    private static final int BATCH = 3;
    private static final int LENGTH = 6;

    private TrainingBits() {
    }

    public static void main(String[] args) throws NoSuchAlgorithmException {
        int steps = Integer.parseInt(args[0]);
        int side = Integer.parseInt(args[1]);
        MammoClipConfig config = new MammoClipConfig(EfficientNetConfig.TINY.withDropout(0.3, 0.3),
                new BertConfig(40, 16, 1, 2, 32, 8, 2, 0.1, 0.1, 1e-12), 16);
        MammoClip model = new MammoClip(config).init(Key.of(11));
        try (AdamW optimiser = new AdamW(model, AdamW.Settings.decay(1e-4))) {
            for (int i = 0; i < steps; i++) {
                Pass pass = Pass.train(Key.of(12).child(i));
                Scope.run("step", () -> step(model, optimiser, side, pass));
            }
        }
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (StateEntry entry : model.state()) {
            float[] values = entry.value().get().toFloats();
            ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length);
            bytes.asFloatBuffer().put(values);
            digest.update(bytes);
        }
        System.out.println("digest " + HexFormat.of().formatHex(digest.digest()));
    }

    private static void step(MammoClip model, AdamW optimiser, int side, Pass pass) {
        Tensor loss = MammoClipLoss.of(images(model, side, pass.child(0)), images(model, side, pass.child(1)),
                texts(model, pass.child(2)), texts(model, pass.child(3)), model.logitScale()).total();
        try (Gradients gradients = loss.backward()) {
            optimiser.step(gradients, 1e-3);
        }
    }

    private static Tensor images(MammoClip model, int side, Pass pass) {
        return model.embedImages(Tensor.randn(pass.key(), BATCH, side, side, 3), pass);
    }

    private static Tensor texts(MammoClip model, Pass pass) {
        int[] ids = new int[BATCH * LENGTH];
        int[] mask = new int[ids.length];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = (int) pass.key().below(40, i);
            mask[i] = i % LENGTH <= 2 + i / LENGTH ? 1 : 0;
        }
        return model.embedTexts(Tensor.of(ids, BATCH, LENGTH), Tensor.of(mask, BATCH, LENGTH), pass);
    }
}
