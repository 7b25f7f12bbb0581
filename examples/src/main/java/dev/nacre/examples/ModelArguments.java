package dev.nacre.examples;

import dev.nacre.mammo.clip.FileEmbedder;
import dev.nacre.nn.InputException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which trained model a command uses, and how much it does at a time. */
public final class ModelArguments {
    private static final String IN_RUN = "model.safetensors";

    @Mixin
    private ModelFile model;

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
        return new FileEmbedder(model.load(messages), batch);
    }

    /** The model's file. */
    public Path path() {
        return model.path();
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
