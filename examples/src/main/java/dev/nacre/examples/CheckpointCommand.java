package dev.nacre.examples;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Files of weights. */
@Command(name = "checkpoint", mixinStandardHelpOptions = true,
        description = {"Looks at files of weights, converts and compares them.",
            "Reads PyTorch's files (.pth, .pt, .bin, .tar), safetensors, and NumPy's .npy and .npz. Nothing that a"
                + " file says is ever run."},
        subcommands = {InspectCheckpoint.class, ConvertCheckpoint.class, DiffCheckpoints.class})
final class CheckpointCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    /** Created by the command line alone. */
    CheckpointCommand() {
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command");
    }
}
