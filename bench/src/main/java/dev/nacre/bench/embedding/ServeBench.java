package dev.nacre.bench.embedding;

import dev.nacre.bench.ResidentMemory;
import dev.nacre.bench.dicom.InventedMammogram;
import dev.nacre.core.memory.AdmissionException;
import dev.nacre.core.memory.MemoryBudget;
import dev.nacre.core.memory.NativePool;
import dev.nacre.mammo.Mammography;
import dev.nacre.mammo.MammographyOptions;
import dev.nacre.mammo.dicom.DicomWriter.Compression;
import dev.nacre.nn.InputException;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Many threads on one model, in this process or behind a service: how fast, how long, how much memory. */
@Command(name = "serve", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Calls one model from many threads without a pause, in this process or behind nacre serve, and"
                + " compares every answer with that of a call alone.")
public final class ServeBench implements Callable<Integer> {
    private static final int UNAVAILABLE = 503;
    private static final int MEBIBYTE_BITS = 20;

    @Spec
    private CommandSpec spec;

    @ArgGroup(multiplicity = "1")
    private Target target;

    @Option(names = "--threads", defaultValue = "64", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.")
    private int threads;

    @Option(names = "--seconds", defaultValue = "60", paramLabel = "N",
            description = "For which new calls are begun (default: ${DEFAULT-VALUE}).")
    private double seconds;

    @Option(names = "--pictures", arity = "1..*", paramLabel = "FILE",
            description = "Pictures of any kind; without it, four invented DICOM files of 2560 x 3328.")
    private List<Path> pictures = List.of();

    @Option(names = "--at-once", paramLabel = "N",
            description = "Networks at a time (default: as many as cores). In this process alone.")
    private Integer atOnce;

    @Option(names = "--tensors", paramLabel = "SIZE",
            description = "Most memory for networks, such as 1g (default: all that the pool has left). In this process"
                    + " alone.")
    private String tensors;

    @Option(names = "--patience", defaultValue = "600", paramLabel = "N",
            description = "Seconds that a call waits before it is refused (default: ${DEFAULT-VALUE}). In this process"
                    + " alone.")
    private double patience;

    /** Created by the command line alone. */
    ServeBench() {
    }

    /** What is called. */
    private static final class Target {
        @Option(names = "--model", required = true, paramLabel = "FILE", description = "A model, in this process.")
        private Path model;

        @Option(names = "--url", required = true, paramLabel = "URL",
                description = "A running service, such as http://127.0.0.1:8080/.")
        private URI url;
    }

    @Override
    public Integer call() throws Exception {
        if (threads < 1 || !(seconds > 0) || !(patience >= 0)) {
            throw new InputException(threads + " threads for " + seconds + " seconds with a patience of " + patience
                    + ": give at least 1, more than 0, and no negative patience");
        }
        Path folder = Files.createTempDirectory("nacre-serve");
        List<Path> invented = new ArrayList<>();
        try {
            if (pictures.isEmpty()) {
                for (int number = 0; number < 4; number++) {
                    invented.add(folder.resolve(number + ".dcm"));
                    InventedMammogram.write(invented.get(number), InventedMammogram.levels(number), Compression.NONE);
                }
            }
            List<Path> files = pictures.isEmpty() ? invented : pictures;
            return target.model != null ? inProcess(files) : overHttp(files);
        } finally {
            for (Path file : invented) {
                Files.deleteIfExists(file);
            }
            Files.delete(folder);
        }
    }

    private int inProcess(List<Path> files) throws Exception {
        PrintWriter screen = spec.commandLine().getOut();
        MammographyOptions options = MammographyOptions.defaults()
                .withPatience(Duration.ofMillis(Math.round(1000 * patience)))
                .withTensorBytes(tensors == null ? Long.MAX_VALUE : MemoryBudget.parse(tensors));
        NativePool pool = NativePool.shared();
        long before = pool.inUse();
        try (Mammography model = Mammography.load(target.model,
                atOnce == null ? options : options.withAtOnce(atOnce))) {
            screen.println("Weights " + mebibytes(pool.inUse() - before) + "; resident after loading "
                    + ResidentMemory.peakText());
            int code = report(new LoadRun(threads, files.size(), seconds, picture -> {
                try {
                    return Optional.of(Arrays.toString(model.embedPicture(files.get(picture))));
                } catch (AdmissionException refused) {
                    if (refused.reason() != AdmissionException.Reason.TIMED_OUT) {
                        throw refused;
                    }
                    return Optional.empty();
                }
            }));
            screen.println("Tensors at most " + mebibytes(pool.peak()) + " with weights; resident at most "
                    + ResidentMemory.peakText());
            screen.flush();
            return code;
        } finally {
            screen.println("In the pool after closing: " + (pool.inUse() - before) + " bytes more than before");
            screen.flush();
        }
    }

    private int overHttp(List<Path> files) throws Exception {
        List<byte[]> bodies = new ArrayList<>();
        for (Path file : files) {
            bodies.add(Files.readAllBytes(file));
        }
        URI uri = target.url.resolve("/embed");
        try (HttpClient client = HttpClient.newHttpClient()) {
            return report(new LoadRun(threads, files.size(), seconds, picture -> answer(client, HttpRequest
                    .newBuilder(uri).POST(BodyPublishers.ofByteArray(bodies.get(picture))).build())));
        }
    }

    private static Optional<String> answer(HttpClient client, HttpRequest request)
            throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
        if (response.statusCode() == UNAVAILABLE) {
            return Optional.empty();
        }
        if (response.statusCode() != 200) {
            throw new InputException("the service answered with status " + response.statusCode() + ": "
                    + response.body().strip());
        }
        return Optional.of(response.body());
    }

    private int report(LoadRun test) throws Exception {
        PrintWriter screen = spec.commandLine().getOut();
        LoadReport report = test.run();
        screen.println(threads + " threads, " + Runtime.getRuntime().availableProcessors() + " cores");
        screen.println(LoadReport.head());
        screen.println(report.row());
        screen.println(report.wrong() == 0 ? "Every answer is that of a call alone, bit for bit."
                : report.wrong() + " answers are not those of a call alone.");
        screen.flush();
        return report.wrong() == 0 ? 0 : 1;
    }

    private static String mebibytes(long bytes) {
        return (bytes >> MEBIBYTE_BITS) + " MiB";
    }
}
