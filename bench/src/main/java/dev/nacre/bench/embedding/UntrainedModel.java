package dev.nacre.bench.embedding;

import dev.nacre.bench.ResidentMemory;
import dev.nacre.core.Key;
import dev.nacre.core.io.Json;
import dev.nacre.mammo.clip.MammoClip;
import dev.nacre.mammo.clip.MammoClipConfig;
import dev.nacre.mammo.clip.MammoClipFile;
import dev.nacre.mammo.clip.MammoClipPredictor;
import dev.nacre.mammo.clip.TextInput;
import dev.nacre.mammo.image.PixelRecipe;
import dev.nacre.nn.InputException;
import dev.nacre.nn.model.BertConfig;
import dev.nacre.nn.model.EfficientNetConfig;
import dev.nacre.nn.text.Vocabulary;
import dev.nacre.nn.text.WordPieceTokenizer;
import dev.nacre.nn.text.WordPieceTrainer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A model file of any size without training: speed and memory do not depend on what weights are worth. */
@Command(name = "untrained", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Writes an untrained Mammo-CLIP, for measurements that do not depend on weights.")
public final class UntrainedModel implements Callable<Integer> {
    private static final int PUBLISHED_VOCABULARY = 28_996;
    private static final int LONGEST = 256;
    private static final List<String> SENTENCES = List.of("There is a mass.", "There is no mass.",
            "There is a suspicious calcification.", "There is no suspicious calcification.",
            "An irregular spiculated mass in the upper outer quadrant of the left breast, larger than before.");

    @Spec
    private CommandSpec spec;

    @Option(names = "--encoder", defaultValue = "b5", paramLabel = "NAME",
            description = "The picture encoder: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Encoder encoder;

    @Option(names = "--height", defaultValue = "1520", paramLabel = "PIXELS",
            description = "Rows of a prepared picture (default: ${DEFAULT-VALUE}).")
    private int height;

    @Option(names = "--width", defaultValue = "912", paramLabel = "PIXELS",
            description = "Columns of a prepared picture (default: ${DEFAULT-VALUE}).")
    private int width;

    @Option(names = "--text-layers", defaultValue = "12", paramLabel = "N",
            description = "Layers of BERT; 12 are BERT-base, fewer are small in width and vocabulary, too"
                    + " (default: ${DEFAULT-VALUE}).")
    private int layers;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "Where to write.")
    private Path out;

    private enum Encoder {
        TINY(EfficientNetConfig.TINY), B0(EfficientNetConfig.B0), B2(EfficientNetConfig.B2), B5(EfficientNetConfig.B5);

        private final EfficientNetConfig config;

        Encoder(EfficientNetConfig config) {
            this.config = config;
        }
    }

    /** Created by the command line alone. */
    UntrainedModel() {
    }

    @Override
    public Integer call() throws IOException {
        if (Math.min(height, width) < 32 || layers < 1) {
            throw new InputException("pictures of " + height + " x " + width + " and " + layers + " layers of text:"
                    + " give at least 32 pixels a side, and a layer");
        }
        WordPieceTokenizer tokenizer = tokenizer();
        BertConfig text = layers == 12 ? BertConfig.base(tokenizer.vocabularySize())
                : BertConfig.small(tokenizer.vocabularySize(), 128, layers, LONGEST);
        MammoClip model = new MammoClip(new MammoClipConfig(encoder.config, text, 512)).init(Key.of(1));
        MammoClipFile.write(new MammoClipPredictor(model, new TextInput(tokenizer, LONGEST),
                PixelRecipe.mammoClip(height, width)), Json.object().with("untrained", true), out);
        model.release();
        PrintWriter screen = spec.commandLine().getOut();
        screen.println("An untrained model of " + (Files.size(out) >> 20) + " MiB is in " + out + " (process at most "
                + ResidentMemory.peakText() + ")");
        screen.flush();
        return 0;
    }

    private WordPieceTokenizer tokenizer() {
        List<String> tokens = new ArrayList<>(new WordPieceTrainer(300, 1, true).train(SENTENCES).tokens());
        while (layers == 12 && tokens.size() < PUBLISHED_VOCABULARY) {
            tokens.add("[unused" + tokens.size() + "]");
        }
        return new WordPieceTokenizer(Vocabulary.of(tokens), true);
    }
}
