package dev.nacre.examples;

import dev.nacre.core.io.CheckpointException;
import dev.nacre.core.memory.MemoryBudgetException;
import dev.nacre.kernels.cuda.driver.DeviceMemoryException;
import dev.nacre.kernels.cuda.loader.CudaUnavailableException;
import dev.nacre.nn.InputException;
import dev.nacre.nn.train.TrainingException;
import java.io.PrintWriter;
import picocli.CommandLine.ParameterException;

/** Turns what went wrong into one sentence and an exit code. */
final class Errors {
    private static final int UNEXPECTED = 1;
    private static final int MISTAKE = 2;

    private Errors() {
    }

    /** A mistake in the arguments themselves. */
    static int report(ParameterException mistake) {
        PrintWriter err = mistake.getCommandLine().getErr();
        err.println("nacre: " + sentence(mistake.getMessage()) + " See "
                + mistake.getCommandLine().getCommandSpec().qualifiedName() + " --help.");
        return MISTAKE;
    }

    /** What a command threw: something the person can mend, or something nobody foresaw. */
    static int report(Exception error, PrintWriter err, boolean verbose) {
        boolean mistake = error instanceof InputException || error instanceof CheckpointException
                || error instanceof CudaUnavailableException;
        boolean foreseen = mistake || error instanceof MemoryBudgetException
                || error instanceof DeviceMemoryException || error instanceof TrainingException;
        err.println("nacre: " + (foreseen ? sentence(error.getMessage()) : unexpected(error, verbose)));
        if (verbose) {
            error.printStackTrace(err);
        }
        return mistake ? MISTAKE : UNEXPECTED;
    }

    private static String unexpected(Exception error, boolean verbose) {
        return "unexpected " + error.getClass().getSimpleName() + ": " + sentence(String.valueOf(error.getMessage()))
                + (verbose ? "" : " Run it again with --verbose to see where.");
    }

    private static String sentence(String message) {
        String trimmed = message.strip();
        return trimmed.endsWith(".") || trimmed.endsWith("?") || trimmed.endsWith("!") ? trimmed : trimmed + ".";
    }
}
