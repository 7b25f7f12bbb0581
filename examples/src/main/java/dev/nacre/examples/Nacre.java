package dev.nacre.examples;

import dev.nacre.bench.Bench;
import dev.nacre.bench.DeviceOption;
import dev.nacre.examples.bundle.GpuBundle;
import dev.nacre.examples.data.Data;
import dev.nacre.examples.dicom.Dicom;
import dev.nacre.examples.finealign.FineAlignCommand;
import dev.nacre.examples.task.TaskCommand;
import dev.nacre.nn.InputException;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command line: {@code nacre COMMAND OPTIONS}. Each command is a class of its own, registered here. */
@Command(name = "nacre", mixinStandardHelpOptions = true, versionProvider = Version.class, sortOptions = false,
        description = "Trains and asks mammography vision-language models. Research use, not for diagnosis.",
        footer = "%nEach command has its own help: nacre COMMAND --help", subcommands = {
            Demo.class, Phantom.class, Dicom.class, Data.class, Report.class, Prepare.class, Pretrain.class,
            ZeroShot.class, Embed.class, TaskCommand.class, FineAlignCommand.class, Serve.class,
            CheckpointCommand.class, Bench.class, GpuBundle.class, Doctor.class})
public final class Nacre implements Runnable {
    private static final String LOG_FORMAT = "java.util.logging.SimpleFormatter.format";

    @Spec
    private CommandSpec spec;

    @Option(names = "--verbose", scope = ScopeType.INHERIT, description = "Show where an error came from.")
    private boolean verbose;

    /** Created by the command line alone. */
    Nacre() {
    }

    /** Runs one command; the exit code is 0, 1 for an unexpected error, or 2 for a mistake in what was given. */
    public static void main(String[] arguments) {
        quietLog();
        System.exit(run(commandLine(), arguments));
    }

    /** The exit code of one command. */
    static int run(CommandLine commandLine, String... arguments) {
        try {
            trains(commandLine, arguments).ifPresent(command -> RunFile.configure(command, arguments));
        } catch (InputException mistake) {
            return Errors.report(mistake, commandLine.getErr(), false);
        }
        return commandLine.execute(arguments);
    }

    /** The command that can go on with a run, if one was named. */
    private static Optional<CommandSpec> trains(CommandLine commandLine, String... arguments) {
        CommandLine named = commandLine;
        for (int i = 0; i < arguments.length && named.getSubcommands().containsKey(arguments[i]); i++) {
            named = named.getSubcommands().get(arguments[i]);
        }
        return Optional.of(named.getCommandSpec()).filter(command -> command.findOption("--resume") != null);
    }

    /** One line per message instead of the two with class and method; a format that the user chose stays. */
    private static void quietLog() {
        if (System.getProperty(LOG_FORMAT) == null) {
            System.setProperty(LOG_FORMAT, "nacre: %5$s%n");
        }
    }

    static CommandLine commandLine() {
        Nacre nacre = new Nacre();
        return new CommandLine(nacre)
                .setExecutionStrategy(DeviceOption.strategy())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(100)
                .setParameterExceptionHandler((mistake, arguments) -> Errors.report(mistake))
                .setExecutionExceptionHandler((error, commandLine, parsed) ->
                        Errors.report(error, commandLine.getErr(), nacre.verbose));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command");
    }
}
