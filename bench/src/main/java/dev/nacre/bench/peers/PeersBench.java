package dev.nacre.bench.peers;

import dev.nacre.core.DType;
import dev.nacre.core.io.AtomicFile;
import dev.nacre.core.io.Json;
import dev.nacre.core.io.JsonWriter;
import dev.nacre.nn.InputException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
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
        List<KernelGroup> groups = groups().stream().map(group -> group.filtered(quick, only)).toList();
        List<NamedModel> models = NamedModel.all().stream().filter(model -> model.name().contains(only))
                .filter(model -> !quick || model.quick()).toList();
        if (models.isEmpty() && groups.stream().allMatch(group -> group.works().isEmpty())) {
            throw new InputException("no line's name contains \"" + only + "\"");
        }
        PrintWriter remarks = spec.commandLine().getErr();
        Sides sides = new Sides(new Cores(threads == 0 ? cores : threads), python(remarks));
        Effort effort = quick ? Effort.QUICK : Effort.FULL;
        List<Row> rows = new ArrayList<>(kernels(sides, effort, groups, remarks));
        ModelMatch match = new ModelMatch(sides, effort);
        models.forEach(model -> match.rows(model).forEach(row -> rows.add(told(row, remarks))));
        PrintWriter screen = spec.commandLine().getOut();
        String array = JsonWriter.indented(new Json.Items(rows.stream().map(Row::json).toList()));
        if (SCREEN.equals(json)) {
            screen.print(array);
        } else {
            screen.println(Row.heading());
            rows.forEach(row -> screen.println(row.markdown()));
        }
        if (json != null && !SCREEN.equals(json)) {
            AtomicFile.write(Path.of(json), array);
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

    private static List<Row> kernels(Sides sides, Effort effort, List<KernelGroup> groups, PrintWriter remarks) {
        List<Row> rows = new ArrayList<>();
        try (Contender ours = sides.ours(); Contender peer = sides.peer(true)) {
            remarks.println(ours.name() + " beside " + (peer == null ? "nobody" : peer.name()) + ", "
                    + sides.cores().threads() + " threads");
            KernelMatch match = new KernelMatch(ours, peer, effort);
            for (KernelGroup group : groups) {
                List<Row> single = new ArrayList<>();
                for (NamedWork work : group.works()) {
                    single.add(told(match.row(work, group.each()), remarks));
                }
                if (!single.isEmpty()) {
                    rows.add(told(Row.mean(group.name(), "ms", single, group.goal()), remarks));
                    rows.addAll(single);
                }
            }
        }
        return rows;
    }

    private static Row told(Row row, PrintWriter remarks) {
        remarks.println(row.markdown());
        remarks.flush();
        return row;
    }

    private static List<KernelGroup> groups() {
        return List.of(ProductRows.of(DType.FLOAT32, 0.95, 0.8), ProductRows.of(DType.BFLOAT16, 0.9, 0.7),
                ConvolutionRows.of(1.2), LayerRows.maps(1.5), LayerRows.attention(1.2));
    }
}
