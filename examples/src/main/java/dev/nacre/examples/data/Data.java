package dev.nacre.examples.data;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Sets of mammograms. */
@Command(name = "data", mixinStandardHelpOptions = true, description = "Looks at sets of mammograms.",
        subcommands = Check.class)
public final class Data implements Runnable {
    @Spec
    private CommandSpec spec;

    /** Created by the command line alone. */
    Data() {
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command");
    }
}
