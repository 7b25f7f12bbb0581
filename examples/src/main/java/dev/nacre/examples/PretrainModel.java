package dev.nacre.examples;

import dev.nacre.mammo.clip.MammoClipConfig;
import dev.nacre.nn.InputException;
import dev.nacre.nn.model.BertConfig;
import dev.nacre.nn.model.EfficientNetConfig;
import java.util.Locale;
import picocli.CommandLine.Option;

/** The options of {@code pretrain} that say what is trained. */
final class PretrainModel {
    private static final int HEAD = 64;

    @Option(names = "--encoder", defaultValue = "b2", paramLabel = "NAME",
            description = "The EfficientNet that sees pictures: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Encoder encoder;

    @Option(names = "--text-layers", defaultValue = "2", paramLabel = "N",
            description = "Layers of the BERT that reads texts (default: ${DEFAULT-VALUE}; published: 12).")
    private int layers;

    @Option(names = "--text-width", defaultValue = "128", paramLabel = "N",
            description = "Width of that BERT, a multiple of 64 (default: ${DEFAULT-VALUE}; published: 768).")
    private int width;

    @Option(names = "--embedding", defaultValue = "512", paramLabel = "N",
            description = "Length of the vectors that are compared (default: ${DEFAULT-VALUE}).")
    private int embedding;

    @Option(names = "--batch-norm-momentum", defaultValue = "0.1", paramLabel = "X",
            description = "Share of a batch in the running statistics (default: ${DEFAULT-VALUE}; published: 0.01,"
                    + " which is too small for a short training unless --recalibrate is given).")
    private double momentum;

    @Option(names = "--dropout", description = "Train with the published dropout and drop-connect; a short training on"
            + " few pictures is better without.")
    private boolean dropout;

    private enum Encoder {
        TINY(EfficientNetConfig.TINY), B0(EfficientNetConfig.B0), B2(EfficientNetConfig.B2), B5(EfficientNetConfig.B5);

        private final EfficientNetConfig config;

        Encoder(EfficientNetConfig config) {
            this.config = config;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Created by the command line alone. */
    PretrainModel() {
    }

    /** Refuses numbers that make no sense. */
    void check() {
        Numbers.atLeast("--text-layers", layers, 1);
        Numbers.atLeast("--text-width", width, HEAD);
        if (width % HEAD != 0) {
            throw new InputException(
                    "--text-width is " + width + ": give a multiple of " + HEAD + ", the width of a head");
        }
        Numbers.atLeast("--embedding", embedding, 1);
        Numbers.between("--batch-norm-momentum", momentum, 0, 1);
    }

    MammoClipConfig config(int vocabulary, int textLength) {
        EfficientNetConfig image = encoder.config.withBatchNormMomentum(momentum);
        BertConfig text = BertConfig.small(vocabulary, width, layers, textLength);
        return dropout ? new MammoClipConfig(image, text, embedding)
                : new MammoClipConfig(image.withDropout(0, 0), text.withDropout(0, 0), embedding);
    }
}
