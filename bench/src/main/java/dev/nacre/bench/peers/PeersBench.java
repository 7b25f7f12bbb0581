package dev.nacre.bench.peers;

import dev.nacre.bench.MachineText;
import dev.nacre.core.io.AtomicFile;
import dev.nacre.core.io.JsonWriter;
import dev.nacre.nn.InputException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Nacre beside PyTorch on this machine, in one table. */
@Command(name = "peers", mixinStandardHelpOptions = true, sortOptions = false,
        description = {"Measures Nacre beside PyTorch (eager, channels last) on the same cores, in turns: products,"
                + " convolutions, layers, attention, and whole networks in processes of their own.",
            "The ratio is the peer's figure divided by ours. Needs a Python with torch for the peer's column; see"
                + " docs/performance.md."})
public final class PeersBench implements Callable<Integer> {
    private static final String SCREEN = "-";

    private final List<String> pythons;

    @Spec
    private CommandSpec spec;

    @Option(names = "--quick", description = "Under five minutes: fewer shapes, fewer runs.")
    private boolean quick;

    @Option(names = "--only", defaultValue = "", paramLabel = "TEXT",
            description = "Only lines whose name contains this.")
    private String only;

    @Option(names = "--python", paramLabel = "PATH",
            description = "A Python with torch (default: python3 or python, where it has torch).")
    private String python;

    @Option(names = "--threads", defaultValue = "0", paramLabel = "N",
            description = "Threads, and cores, of either side (default: all).")
    private int threads;

    @Option(names = "--json", arity = "0..1", fallbackValue = SCREEN, paramLabel = "FILE",
            description = "Write the lines as an array of {name, unit, ours, peer, ratio, goal}; without FILE, print"
                + " that instead of the table.")
    private String json;

    @Option(names = "--out", paramLabel = "DIR", description = "Also write peers-<date>.md and .json into this folder,"
            + " such as bench/results, and in a full run a picture of the machine's limits and the kernels.")
    private Path out;

    @Option(names = "--code", paramLabel = "TEXT", description = "The version of the code (default: what git says).")
    private String code;

    /** Created by the command line alone. */
    PeersBench() {
        this(List.of("python3", "python"));
    }

    /** Looking for a peer among these programs. */
    PeersBench(List<String> pythons) {
        this.pythons = pythons;
    }

    @Override
    public Integer call() throws IOException {
        int cores = Runtime.getRuntime().availableProcessors();
        if (threads < 0 || threads > cores) {
            throw new InputException("--threads is " + threads + ": this machine has " + cores + " cores");
        }
        PeersPlan plan = PeersPlan.of(quick, only);
        if (plan.isEmpty()) {
            throw new InputException("no line's name contains \"" + only + "\"");
        }
        PrintWriter remarks = spec.commandLine().getErr();
        Sides sides = new Sides(new Cores(threads == 0 ? cores : threads), python(remarks));
        PeersRun run = new PeersRun(sides, plan, remarks);
        run.run(!quick && out != null);
        String array = JsonWriter.indented(PeersReport.array(run.rows()));
        if (json != null && !SCREEN.equals(json)) {
            AtomicFile.write(Path.of(json), array);
        }
        if (out != null) {
            new PeersReport(code == null ? MachineText.code() : code, MachineText.machine(), run.names(),
                    sides.cores().threads(), quick).write(out, run);
        }
        PrintWriter screen = spec.commandLine().getOut();
        if (SCREEN.equals(json)) {
            screen.print(array);
        } else {
            screen.println(Row.heading());
            run.rows().forEach(row -> screen.println(row.markdown()));
        }
        screen.flush();
        return 0;
    }

    private String python(PrintWriter remarks) {
        String found = Sides.pythonAmong(python == null ? pythons : List.of(python));
        if (found == null && python != null) {
            throw new InputException(python + " is no Python with torch: give another one by --python, or leave it"
                    + " out to see our column alone");
        }
        if (found == null) {
            remarks.println("No Python with torch was found (" + String.join(", ", pythons)
                    + "): the peer's column stays empty; name one by --python PATH");
            remarks.flush();
        }
        return found;
    }
}
