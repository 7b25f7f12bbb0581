package dev.nacre.examples;

import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Says what Nacre finds on this machine, and what would make it faster. */
@Command(name = "doctor", description = "Says what Nacre finds on this machine: JDK, flags, vectors, memory, backends.")
final class Doctor implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    /** Created by the command line alone. */
    Doctor() {
    }

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        List<String> advice = new ArrayList<>();
        Runtime machine = Runtime.getRuntime();
        line(out, "Nacre", Version.read());
        line(out, "JDK", System.getProperty("java.vm.name") + " " + Runtime.version() + " ("
                + System.getProperty("java.vendor") + ")");
        line(out, "System", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        line(out, "Flags", String.join(" ", ManagementFactory.getRuntimeMXBean().getInputArguments()));
        line(out, "Cores", Integer.toString(machine.availableProcessors()));
        line(out, "Heap", megabytes(machine.maxMemory()) + " at most");
        advice.forEach(sentence -> line(out, "Advice", sentence));
        out.flush();
        return 0;
    }

    private static void line(PrintWriter out, String name, String value) {
        out.printf("%-10s %s%n", name, value);
    }

    private static String megabytes(long bytes) {
        return (bytes >> 20) + " MiB";
    }
}
