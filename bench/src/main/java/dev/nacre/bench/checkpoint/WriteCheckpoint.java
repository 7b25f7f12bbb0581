package dev.nacre.bench.checkpoint;

import dev.nacre.core.io.PseudoWeights;
import dev.nacre.mammo.clip.MammoClipConfig;
import dev.nacre.nn.model.EfficientNetConfig;
import dev.nacre.nn.model.ModernBertConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A file as large as a published one, without anybody's weights. */
@Command(name = "write", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Writes a checkpoint in the published layout, optimiser included, filled with numbers that are a"
                + " function of their names.")
final class WriteCheckpoint implements Callable<Integer> {
    private static final int CLINICAL_BERT_TOKENS = 28_996;
    private static final int MODERN_BERT_TOKENS = 50_368;
    private static final int EMBEDDING = 512;

    @Spec
    private CommandSpec spec;

    @Option(names = "--family", defaultValue = "mammo_clip_b5", paramLabel = "NAME",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Family family;

    @Option(names = "--salt", defaultValue = "0", paramLabel = "N",
            description = "Another number gives other weights (default: ${DEFAULT-VALUE}).")
    private long salt;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "Where to write.")
    private Path out;

    private enum Family {
        MAMMO_CLIP_B2(MammoClipConfig.published(EfficientNetConfig.B2, CLINICAL_BERT_TOKENS)),
        MAMMO_CLIP_B5(MammoClipConfig.published(EfficientNetConfig.B5, CLINICAL_BERT_TOKENS)),
        MAMMO_FM(new MammoClipConfig(EfficientNetConfig.B5, ModernBertConfig.base(MODERN_BERT_TOKENS), EMBEDDING));

        private final MammoClipConfig config;

        Family(MammoClipConfig config) {
            this.config = config;
        }
    }

    /** Created by the command line alone. */
    WriteCheckpoint() {
    }

    @Override
    public Integer call() throws IOException {
        new PublishedLayout(family.config, new PseudoWeights(salt)).write(out);
        PrintWriter screen = spec.commandLine().getOut();
        screen.println(out + ": " + Files.size(out) / 1_000_000 + " MB of pseudo-weights in the published layout");
        screen.flush();
        return 0;
    }
}
