package dev.nacre.examples;

import dev.nacre.core.Device;
import dev.nacre.core.backend.BackendProvider;
import dev.nacre.core.backend.Backends;
import dev.nacre.core.memory.NativePool;
import dev.nacre.kernels.cuda.loader.Capability;
import dev.nacre.kernels.cuda.loader.CudaLoader;
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
@Command(name = "doctor", description = "Says what Nacre finds on this machine: JDK, flags, memory, backends, CUDA.")
final class Doctor implements Callable<Integer> {
    /** Decoded pictures and batches in preparation live on the heap; below this, training at full size is tight. */
    private static final long COMFORTABLE_HEAP = 1L << 30;

    @Spec
    private CommandSpec spec;

    /** Created by the command line alone. */
    Doctor() {
    }

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        line(out, "Nacre", Version.read());
        line(out, "JDK", System.getProperty("java.vm.name") + " " + Runtime.version() + " ("
                + System.getProperty("java.vendor") + ", " + System.getProperty("java.vm.info") + ")");
        line(out, "System", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        line(out, "Flags", String.join(" ", ManagementFactory.getRuntimeMXBean().getInputArguments()));
        line(out, "Cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
        line(out, "Heap", megabytes(Runtime.getRuntime().maxMemory()) + " at most (-Xmx)");
        line(out, "Tensors", megabytes(NativePool.shared().budget()) + " at most, outside the heap (-Dnacre.memory)");
        for (BackendProvider provider : Backends.providers()) {
            line(out, "Backend", provider.name() + " for " + provider.deviceKind() + ": "
                    + (provider.unavailable().isEmpty() ? "can serve" : provider.unavailable()));
        }
        for (Capability part : CudaLoader.here().look().lines()) {
            line(out, "CUDA", part.toString());
        }
        line(out, "Chosen", Backends.of(Device.CPU).name());
        advice().forEach(sentence -> line(out, "Advice", sentence));
        out.flush();
        return 0;
    }

    private static List<String> advice() {
        List<String> advice = new ArrayList<>();
        if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
            advice.add("Start Java with --add-modules jdk.incubator.vector; without it the kernels use no vectors.");
        }
        if (!Doctor.class.getModule().isNativeAccessEnabled()) {
            advice.add("Start Java with --enable-native-access=ALL-UNNAMED; without it the fastest kernels, which are "
                    + "machine code, are not used.");
        }
        if (Backends.providers().stream().allMatch(provider -> provider.name().equals("reference"))) {
            advice.add("Put nacre-kernels on the class path; the reference backend is meant to be read, not fast.");
        }
        if (System.getProperty("java.vm.info", "").contains("interpreted")) {
            advice.add("Leave out -Xint; interpreted kernels are slower by orders of magnitude.");
        }
        if (Runtime.getRuntime().maxMemory() < COMFORTABLE_HEAP) {
            advice.add("Give the heap 1 GiB or more (NACRE_OPTS=-Xmx1g) before training on large pictures.");
        }
        if (advice.isEmpty()) {
            advice.add("Nothing to improve.");
        }
        return advice;
    }

    private static void line(PrintWriter out, String name, String value) {
        out.printf("%-8s %s%n", name, value);
    }

    private static String megabytes(long bytes) {
        return (bytes >> 20) + " MiB";
    }
}
