package dev.nacre.bench.checkpoint;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measurements of files of weights. */
@Command(name = "checkpoint", mixinStandardHelpOptions = true,
        description = "Writes a checkpoint of full size, and measures what opening one takes.",
        subcommands = {WriteCheckpoint.class, OpenCheckpoint.class})
public final class CheckpointBench implements Runnable {
    @Spec
    private CommandSpec spec;

    /** Created by the command line alone. */
    CheckpointBench() {
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name what to measure");
    }
}
