package dev.nacre.examples;

import dev.nacre.mammo.clip.FileEmbedder;
import dev.nacre.mammo.clip.MammoClipPredictor;
import dev.nacre.nn.InputException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** Which trained model a command uses, and how much it does at a time. */
public final class ModelArguments {
    private static final String IN_RUN = "model.safetensors";

    @Option(names = "--model", required = true, paramLabel = "RUN",
            description = "The folder that pretrain wrote, a model file, or a checkpoint of Mammo-CLIP or Mammo-FM.")
    private Path model;

    @Option(names = "--tokenizer", paramLabel = "FILE", description = "For a published checkpoint: its vocab.txt or"
            + " tokenizer.json, if that does not lie beside it.")
    private Path tokenizer;

    @Option(names = "--batch", defaultValue = "4", paramLabel = "N",
            description = "Pictures in one computation (default: ${DEFAULT-VALUE}).")
    private int batch;

    /** Created by the command line alone. */
    ModelArguments() {
    }

    /** Loads the model; what its publisher asks is said once. */
    public FileEmbedder load(PrintWriter messages) {
        if (batch < 1) {
            throw new InputException("--batch is " + batch + ": give 1 or more");
        }
        Path file = file(model);
        MammoClipPredictor predictor = tokenizer == null ? MammoClipPredictor.load(file)
                : MammoClipPredictor.load(file, tokenizer);
        predictor.licence().ifPresent(licence -> LicenceNotices.ofUser().show(licence, messages));
        return new FileEmbedder(predictor, batch);
    }

    /** The model file in the folder of a run, or the file itself. */
    static Path file(Path model) {
        Path file = Files.isDirectory(model) ? model.resolve(IN_RUN) : model;
        if (!Files.isRegularFile(file)) {
            throw new InputException("there is no model " + file + ": give --model the folder that a finished pretrain"
                    + " wrote, or a model file");
        }
        return file;
    }

    /** Embeds pictures and, on a terminal, says how far it is. */
    static float[][] pictures(FileEmbedder embedder, List<FoundFile> files, PrintWriter progress) {
        boolean terminal = System.console() != null && System.console().isTerminal();
        List<Path> paths = files.stream().map(FoundFile::path).toList();
        return FoundFile.named(files, () -> embedder.pictures(paths, done -> {
            if (terminal) {
                progress.print("\rembedding pictures: " + done + " of " + files.size()
                        + (done == files.size() ? System.lineSeparator() : ""));
                progress.flush();
            }
        }));
    }
}
