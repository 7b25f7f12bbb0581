package dev.nacre.examples;

import dev.nacre.bench.DeviceOption;
import dev.nacre.examples.demo.DemoRun;
import dev.nacre.nn.train.ProgressBar;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Phantoms, training, evaluation and a page, in one command. */
@Command(name = "demo", mixinStandardHelpOptions = true, sortOptions = false,
        description = {"Draws phantoms of breasts, trains a small model on their pictures and reports, measures it on"
            + " patients that it never saw, and writes a page that shows it all.",
            "Takes up to a quarter of an hour on two cores. Phantoms are no patients; research use, not for"
                + " diagnosis."})
final class Demo implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--out", defaultValue = "nacre-demo", paramLabel = "DIR",
            description = "A new folder for phantoms, model and page (default: ${DEFAULT-VALUE}).")
    private Path out;

    @Option(names = "--seed", defaultValue = "1", paramLabel = "N",
            description = "Of phantoms, weights and draws (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--quick", description = "Few phantoms and steps, only to see that everything works; the figures"
            + " mean nothing then.")
    private boolean quick;

    @Mixin
    private DeviceOption device;

    /** Created by the command line alone. */
    Demo() {
    }

    @Override
    public Integer call() throws IOException {
        Outputs.checkNewFolder(out);
        PrintWriter screen = spec.commandLine().getOut();
        boolean terminal = System.console() != null && System.console().isTerminal();
        new DemoRun(out, seed, quick)
                .run("Nacre " + Version.code(), new ProgressBar(System.out, terminal), screen, terminal);
        screen.println("The page is " + out.resolve("index.html").toAbsolutePath().normalize());
        screen.flush();
        return 0;
    }
}
