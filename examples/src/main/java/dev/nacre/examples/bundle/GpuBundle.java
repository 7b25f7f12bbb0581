package dev.nacre.examples.bundle;

import dev.nacre.examples.Outputs;
import dev.nacre.examples.Version;
import dev.nacre.nn.InputException;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Packs Java, Nacre, its tests on a GPU and its benchmark for a host that has none of them. */
@Command(name = "gpu-bundle", mixinStandardHelpOptions = true, sortOptions = false,
        description = {"Packs a folder for a GPU host without network and Java: run.sh there finds CUDA's libraries,"
                + " runs doctor, the tests on a GPU, and bench gpu, and writes text and JSON.",
            "The folder has three files and at most 40 MiB; anything larger is refused. For Linux on x86-64, and made"
                + " there. See docs/gpu.md."})
public final class GpuBundle implements Callable<Integer> {
    /** What a bundle may take at most, so that it can be sent anywhere. */
    static final long MOST_BYTES = 40L << 20;

    @Spec
    private CommandSpec spec;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "A new folder for the bundle.")
    private Path out;

    @Option(names = "--jars", paramLabel = "DIR",
            description = "What to pack: the jars of the Maven profile gpu-bundle (default: those that the launcher"
                    + " has collected).")
    private Path jars;

    @Option(names = "--code", paramLabel = "TEXT",
            description = "The version that the results will name (default: that of this build).")
    private String code;

    /** Created by the command line alone. */
    GpuBundle() {
    }

    @Override
    public Integer call() throws IOException {
        String system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        if (!system.equals("Linux amd64")) {
            throw new InputException("a bundle is made under Linux on x86-64, whose Java it holds, and this is "
                    + system + ": make it there");
        }
        Outputs.checkNewFolder(out);
        Path from = jars == null ? collected() : jars;
        PrintWriter screen = spec.commandLine().getOut();
        BundleFolder folder = new BundleFolder(out.toAbsolutePath(), code == null ? Version.code() : code);
        long bytes = folder.make(from, MOST_BYTES, line -> {
            screen.println(line);
            screen.flush();
        });
        screen.printf(Locale.ROOT, "The bundle is %s, %.1f MiB. Copy it to the GPU host and start it there:"
                + " ./run.sh tests, ./run.sh bench, or ./run.sh all%n", out, bytes / (double) (1 << 20));
        screen.flush();
        return 0;
    }

    /** Beside the jar, or the classes, of this command. */
    private static Path collected() {
        try {
            Path own = Path.of(GpuBundle.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            Path found = own.getParent().getParent().resolve("bundle").resolve("target").resolve("lib");
            if (Files.isDirectory(found)) {
                return found;
            }
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
        throw new InputException("the jars of the bundle have not been collected: start ./nacre gpu-bundle in Nacre's"
                + " own folder, or run mvn -Pgpu-bundle -DskipTests package and give --jars"
                + " examples/bundle/target/lib");
    }
}
