package dev.nacre.examples;

import dev.nacre.mammo.clip.MammoClipPredictor;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which trained model a command uses. */
public final class ModelFile {
    @Option(names = "--model", required = true, paramLabel = "RUN",
            description = "The folder that pretrain wrote, a model file, or a checkpoint of Mammo-CLIP or Mammo-FM.")
    private Path model;

    @Option(names = "--tokenizer", paramLabel = "FILE", description = "For a published checkpoint: its vocab.txt or"
            + " tokenizer.json, if that does not lie beside it.")
    private Path tokenizer;

    /** Created by the command line alone. */
    ModelFile() {
    }

    /** The file. @throws dev.nacre.nn.InputException if it is not there */
    public Path path() {
        return ModelArguments.file(model);
    }

    /** Loads the model; what its publisher asks is said once. */
    public MammoClipPredictor load(PrintWriter messages) {
        Path file = path();
        MammoClipPredictor predictor = tokenizer == null ? MammoClipPredictor.load(file)
                : MammoClipPredictor.load(file, tokenizer);
        predictor.licence().ifPresent(licence -> LicenceNotices.ofUser().show(licence, messages));
        return predictor;
    }
}
