package dev.nacre.bench.gpu;

import dev.nacre.bench.DeviceOption;
import dev.nacre.bench.MachineText;
import dev.nacre.bench.peers.DevicePeer;
import dev.nacre.core.Device;
import dev.nacre.core.backend.Backend;
import dev.nacre.core.backend.Backends;
import dev.nacre.kernels.cuda.CudaBackend;
import dev.nacre.kernels.cuda.loader.Capability;
import dev.nacre.kernels.cuda.loader.CudaLoader;
import dev.nacre.nn.InputException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What a GPU takes, beside its own limits and PyTorch. */
@Command(name = "gpu", mixinStandardHelpOptions = true, sortOptions = false,
        description = {"Measures a GPU: products, convolutions, attention, the contrastive loss, layers, whole"
                + " networks at 1520 x 912 up to the batch that has no memory, and the host's time of captured steps,"
                + " beside the limits that the same run finds, and beside PyTorch, eager and compiled, where a Python"
                + " with torch sees the GPU.",
            "What has no kernel for CUDA is skipped and said so. See docs/gpu.md."})
public final class GpuBench implements Callable<Integer> {
    private static final double MINUTE = 60;
    private static final List<String> PYTHONS = List.of("python3", "python");

    private final Plan plan;

    @Spec
    private CommandSpec spec;

    @Option(names = DeviceOption.NAME, defaultValue = "cuda", paramLabel = "DEVICE",
            description = "Which GPU: cuda, or cuda:1 for the second (default: ${DEFAULT-VALUE}).")
    private String name;

    @Option(names = "--quick", description = "Fewer shapes, fewer runs: a few minutes.")
    private boolean quick;

    @Option(names = "--only", defaultValue = "", paramLabel = "TEXT",
            description = "Only lines whose name contains this; captured steps are a line of that name.")
    private String only;

    @Option(names = "--minutes", defaultValue = "Infinity", paramLabel = "N",
            description = "After so many minutes nothing new begins; what is left out is said (default: no limit).")
    private double minutes;

    @Option(names = "--python", paramLabel = "PATH",
            description = "A Python with torch (default: python3 or python, where its torch sees the GPU).")
    private String python;

    @Option(names = "--alone", description = "Without PyTorch.")
    private boolean alone;

    @Option(names = "--out", paramLabel = "DIR",
            description = "Also write gpu-<date>.md and .json into this folder, anew after each line.")
    private Path out;

    @Option(names = "--code", paramLabel = "TEXT", description = "The version of the code (default: what git says).")
    private String code;

    /**
     * What is measured, and how.
     *
     * @param sizes    of the works
     * @param effort   of each
     * @param repeats  of captured steps
     * @param network  whose inference is captured
     * @param width    of the layers that are captured
     * @param picture  side of the picture of that network
     */
    record Plan(GpuCases.Sizes sizes, Effort effort, int repeats, String network, int width, int picture) {
        static final Plan FULL = new Plan(GpuCases.Sizes.FULL, Effort.FULL, 200, "b2", 1024, 512);
        static final Plan QUICK = new Plan(GpuCases.Sizes.QUICK, Effort.QUICK, 50, "b2", 1024, 512);
    }

    /** Created by the command line alone. */
    GpuBench() {
        this(null);
    }

    /** Measures that, whatever is asked for; null for what is asked for. */
    GpuBench(Plan plan) {
        this.plan = plan;
    }

    @Override
    public Integer call() {
        if (!(minutes > 0)) {
            throw new InputException("--minutes is " + minutes + ": give a number above 0");
        }
        Plan chosen = plan != null ? plan : quick ? Plan.QUICK : Plan.FULL;
        List<GpuCase> cases = GpuCases.of(chosen.sizes).stream().filter(one -> one.name().contains(only)).toList();
        boolean captures = "captured steps".contains(only);
        if (cases.isEmpty() && !captures) {
            throw new InputException("no line's name contains \"" + only + "\"");
        }
        if (out != null) {
            checkWritable();
        }
        Device device = DeviceOption.parse(name);
        Backend backend = Backends.of(device);
        if (!(backend instanceof CudaBackend cuda)) {
            throw new InputException(DeviceOption.NAME + " is " + name + ", which is no GPU: nacre bench kernel, model"
                    + " and peers measure the processor");
        }
        measure(chosen, cases, captures, device, cuda);
        return 0;
    }

    private void measure(Plan chosen, List<GpuCase> cases, boolean captures, Device device, CudaBackend backend) {
        PrintWriter screen = spec.commandLine().getOut();
        Optional<String> found = python(device);
        try (PeerSide peer = found.map(program -> new PeerSide(program, device.kind() + ":" + device.index(),
                chosen.effort)).orElse(null)) {
            GpuReport report = new GpuReport(code == null ? MachineText.code() : code, MachineText.machine(),
                    backend.name(), CudaLoader.here().look().lines().stream().map(Capability::toString).toList(),
                    peer == null ? "nobody" : peer.name(), quick ? "quick" : "full");
            screen.println(report.device() + ", beside " + report.peer() + "\n" + GpuRow.heading());
            screen.flush();
            GpuRun run = new GpuRun(device, backend, peer, chosen.effort, MINUTE * minutes);
            for (GpuCase one : cases) {
                run.measure(one, row -> {
                    screen.println(row.markdown(run.limits()));
                    screen.flush();
                    write(report, run, List.of());
                });
            }
            List<HostTime> captured = !captures ? List.of() : run.captured(new CapturedSteps(backend, chosen.effort,
                    chosen.repeats), chosen.network, chosen.width, chosen.picture);
            if (!captured.isEmpty()) {
                screen.println("\n" + HostTime.heading());
                captured.forEach(step -> screen.println(step.markdown()));
            }
            run.close();
            write(report, run, captured);
            screen.flush();
        }
    }

    private void write(GpuReport report, GpuRun run, List<HostTime> captured) {
        if (out != null) {
            report.write(out, run, captured);
        }
    }

    private void checkWritable() {
        try {
            Files.createDirectories(out);
        } catch (IOException e) {
            throw new InputException("--out is " + out + ", which cannot be made (" + e.getMessage()
                    + "): choose another folder", e);
        }
    }

    private Optional<String> python(Device device) {
        if (alone) {
            return Optional.empty();
        }
        List<String> programs = python == null ? PYTHONS : List.of(python);
        Optional<String> found = DevicePeer.among(programs, device.kind() + ":" + device.index());
        if (found.isEmpty() && python != null) {
            throw new InputException(python + " is no Python whose torch sees the GPU: give another one by --python,"
                    + " or --alone");
        }
        if (found.isEmpty()) {
            PrintWriter remarks = spec.commandLine().getErr();
            remarks.println("No Python whose torch sees the GPU was found (" + String.join(", ", programs)
                    + "): PyTorch's columns stay empty; name one by --python PATH");
            remarks.flush();
        }
        return found;
    }
}
