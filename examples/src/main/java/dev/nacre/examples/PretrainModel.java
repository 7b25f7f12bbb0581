package dev.nacre.examples;

import dev.nacre.mammo.clip.MammoClipConfig;
import dev.nacre.mammo.clip.MammoClipPredictor;
import dev.nacre.nn.InputException;
import dev.nacre.nn.model.BertConfig;
import dev.nacre.nn.model.EfficientNetConfig;
import dev.nacre.nn.model.ModernBertConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** The options of {@code pretrain} that say what is trained. */
final class PretrainModel {
    private static final int HEAD = 64;
    private static final List<String> SIZES = List.of("--encoder", "--text-layers", "--text-width", "--embedding",
            "--vocabulary", "--vocabulary-size", "--cased");

    @Option(names = "--weights", paramLabel = "FILE", description = "Begin with these weights: a model file, or a"
            + " checkpoint of Mammo-CLIP or Mammo-FM. Sizes and tokenizer are then its own.")
    private Path weights;

    @Option(names = "--tokenizer", paramLabel = "FILE", description = "For a published checkpoint: its vocab.txt or"
            + " tokenizer.json, if that does not lie beside it.")
    private Path tokenizer;

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

    /** Refuses numbers that make no sense, and sizes for weights that have their own. */
    void check(ParseResult given) {
        for (String option : SIZES) {
            if (weights != null && given.hasMatchedOption(option)) {
                throw new InputException("the weights " + weights + " have their own sizes and tokenizer: leave out "
                        + option);
            }
        }
        if (tokenizer != null && weights == null) {
            throw new InputException("--tokenizer belongs to --weights: give the weights, or --vocabulary instead");
        }
        Numbers.atLeast("--text-layers", layers, 1);
        Numbers.atLeast("--text-width", width, HEAD);
        if (width % HEAD != 0) {
            throw new InputException(
                    "--text-width is " + width + ": give a multiple of " + HEAD + ", the width of a head");
        }
        Numbers.atLeast("--embedding", embedding, 1);
        Numbers.between("--batch-norm-momentum", momentum, 0, 1);
    }

    /** The model to begin with, or nothing for a new one. @throws InputException if it reads no sentences */
    Optional<MammoClipPredictor> start() {
        if (weights == null) {
            return Optional.empty();
        }
        MammoClipPredictor predictor = tokenizer == null ? MammoClipPredictor.load(weights)
                : MammoClipPredictor.load(weights, tokenizer);
        if (predictor.texts().isEmpty()) {
            throw new InputException("the weights " + weights + " come without a tokenizer, and training needs one:"
                    + " give --tokenizer");
        }
        return Optional.of(predictor);
    }

    /** The file of the weights to begin with. */
    Optional<Path> weights() {
        return Optional.ofNullable(weights);
    }

    /** The same network with this command's dropout and running statistics. */
    MammoClipConfig config(MammoClipConfig of) {
        EfficientNetConfig image = of.image().withBatchNormMomentum(momentum);
        if (dropout) {
            return new MammoClipConfig(image, of.text(), of.embedding());
        }
        return new MammoClipConfig(image.withDropout(0, 0), switch (of.text()) {
            case BertConfig bert -> bert.withDropout(0, 0);
            case ModernBertConfig modern -> modern;
        }, of.embedding());
    }

    MammoClipConfig config(int vocabulary, int textLength) {
        return config(new MammoClipConfig(encoder.config, BertConfig.small(vocabulary, width, layers, textLength),
                embedding));
    }
}
