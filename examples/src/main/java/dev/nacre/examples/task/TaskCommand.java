package dev.nacre.examples.task;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Mammo-CLIP's tasks on labelled sets. */
@Command(name = "task", mixinStandardHelpOptions = true,
        description = "Judges a model on a labelled set and writes one folder: figures, predictions and a page."
                + " Research use, not for diagnosis.", subcommands = {ZeroShotJudged.class, Probe.class,
                FineTune.class, Detect.class, Factor.class})
public final class TaskCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    /** Created by the command line alone. */
    TaskCommand() {
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a task");
    }
}
