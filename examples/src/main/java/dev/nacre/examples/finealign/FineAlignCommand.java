package dev.nacre.examples.finealign;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The coarse-to-fine model of four views and a report. */
@Command(name = "finealign", mixinStandardHelpOptions = true,
        description = "The coarse-to-fine model: four views and a report, and what it learned made visible. Research"
                + " use, not for diagnosis.", subcommands = {Train.class, Explain.class, Segment.class,
                    Evaluate.class})
public final class FineAlignCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    /** Created by the command line alone. */
    FineAlignCommand() {
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command");
    }
}
