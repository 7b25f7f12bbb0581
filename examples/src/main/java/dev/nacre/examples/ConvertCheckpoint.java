package dev.nacre.examples;

import dev.nacre.mammo.published.Conversion;
import dev.nacre.nn.InputException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes weights anew as safetensors. */
@Command(name = "convert", mixinStandardHelpOptions = true, sortOptions = false,
        description = {"Writes a file of weights anew as safetensors.",
            "A checkpoint of Mammo-CLIP or Mammo-FM becomes a model file for zeroshot, embed and serve. Of other files"
                + " the model's weights are kept under their names, without the optimiser's."})
final class ConvertCheckpoint implements Callable<Integer> {
    private static final String SUFFIX = ".safetensors";

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "IN", description = "The file, or the folder of a model in several files.")
    private Path source;

    @Parameters(index = "1", paramLabel = "OUT", description = "The new file; its name ends with .safetensors.")
    private Path target;

    @Option(names = "--tokenizer", paramLabel = "FILE", description = "The model's vocab.txt or tokenizer.json, or a"
            + " folder with one of them; by default it is looked for beside IN.")
    private Path tokenizer;

    /** Created by the command line alone. */
    ConvertCheckpoint() {
    }

    @Override
    public Integer call() {
        if (!target.getFileName().toString().endsWith(SUFFIX)) {
            throw new InputException("the new file " + target + " will be a safetensors file: give it a name that ends"
                    + " with " + SUFFIX);
        }
        Outputs.checkWritable(target);
        Conversion conversion = Conversion.of(source, target, Optional.ofNullable(tokenizer));
        conversion.licence().ifPresent(licence -> LicenceNotices.ofUser().show(licence, spec.commandLine().getErr()));
        PrintWriter screen = spec.commandLine().getOut();
        screen.println(target + ": " + conversion.tensors() + " tensors (" + conversion.title() + ")");
        if (conversion.isModel() && !conversion.readsSentences()) {
            screen.println("It reads pictures but no sentences, since no tokenizer lay beside " + source
                    + ": give --tokenizer for that.");
        }
        screen.flush();
        return 0;
    }
}
