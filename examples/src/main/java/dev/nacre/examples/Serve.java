package dev.nacre.examples;

import dev.nacre.bench.DeviceOption;
import dev.nacre.examples.serve.MammographyService;
import dev.nacre.examples.serve.ServiceSettings;
import dev.nacre.mammo.Mammography;
import dev.nacre.mammo.MammographyOptions;
import dev.nacre.nn.InputException;
import dev.nacre.nn.train.StopSignal;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Answers requests over HTTP until it is stopped. */
@Command(name = "serve", mixinStandardHelpOptions = true, sortOptions = false,
        description = {"Answers requests over HTTP: a DICOM file or a picture in, its vector or its scores out, as"
            + " JSON.",
            "Ctrl-C and SIGTERM let running requests end. Without encryption and login, so it listens to this machine"
                + " alone unless told otherwise. Research use, not for diagnosis."})
final class Serve implements Callable<Integer> {
    private static final int MEBIBYTE = 1 << 20;
    /** Connections that send nothing or are being refused, besides those of requests. */
    private static final int FURTHER_CONNECTIONS = 256;
    private static final int MOST_PORT = 65_535;

    @Spec
    private CommandSpec spec;

    @Option(names = "--model", required = true, paramLabel = "RUN",
            description = "The folder that pretrain wrote, a model file, or a checkpoint of Mammo-CLIP.")
    private Path model;

    @Option(names = "--tokenizer", paramLabel = "FILE", description = "For a published checkpoint: its vocab.txt or"
            + " tokenizer.json, if that does not lie beside it.")
    private Path tokenizer;

    @Mixin
    private SentenceArguments sentences;

    @Option(names = "--host", defaultValue = "127.0.0.1", paramLabel = "ADDRESS",
            description = "Where to listen (default: ${DEFAULT-VALUE}, this machine alone).")
    private String host;

    @Option(names = "--port", defaultValue = "8080", paramLabel = "N",
            description = "Default: ${DEFAULT-VALUE}; 0 takes a free one and says which.")
    private int port;

    @Option(names = "--requests", defaultValue = "128", paramLabel = "N",
            description = "Requests at a time; more are told to come back (default: ${DEFAULT-VALUE}).")
    private int requests;

    @Option(names = "--body", defaultValue = "64", paramLabel = "MIB",
            description = "The largest picture as it is sent, in MiB (default: ${DEFAULT-VALUE}).")
    private int body;

    @Option(names = "--request-seconds", defaultValue = "60", paramLabel = "N",
            description = "How long a client may take to send its request (default: ${DEFAULT-VALUE}).")
    private int requestSeconds;

    @Option(names = "--wait-seconds", defaultValue = "60", paramLabel = "N",
            description = "How long a request waits for others before it is told to come back (default:"
                    + " ${DEFAULT-VALUE}).")
    private int waitSeconds;

    @Option(names = "--own-weights", description = "These weights are not the published ones whose licence forbids"
            + " serving, though the file looks like it: I trained them.")
    private boolean ownWeights;

    @Mixin
    private DeviceOption device;

    /** Created by the command line alone. */
    Serve() {
    }

    @Override
    public Integer call() throws InterruptedException {
        check();
        setServerLimits();
        PrintWriter screen = spec.commandLine().getOut();
        CountDownLatch asked = new CountDownLatch(1);
        try (StopSignal _ = new StopSignal(2L * waitSeconds + requestSeconds, TimeUnit.SECONDS, asked::countDown);
                Mammography loaded = load();
                MammographyService service = MammographyService.start(loaded, sentences.sentences(), settings(),
                        line -> print(screen, line))) {
            InetSocketAddress address = service.address();
            print(screen, "Listening on http://" + address.getHostString() + ":" + address.getPort() + "/ ("
                    + (address.getAddress().isLoopbackAddress() ? "this machine alone"
                    : "whoever reaches this address may send pictures: there is no encryption and no login")
                    + "). Research use, not for diagnosis.");
            asked.await();
            print(screen, "Stopping: running requests may end.");
        }
        return 0;
    }

    private Mammography load() {
        Path file = ModelArguments.file(model);
        MammographyOptions options = MammographyOptions.defaults().withPatience(Duration.ofSeconds(waitSeconds));
        return tokenizer == null ? Mammography.load(file, options) : Mammography.load(file, tokenizer, options);
    }

    private static void print(PrintWriter screen, String line) {
        screen.println(line);
        screen.flush();
    }

    private void check() {
        Numbers.atLeast("--port", port, 0);
        Numbers.atLeast("--requests", requests, 1);
        Numbers.atLeast("--body", body, 1);
        Numbers.atLeast("--request-seconds", requestSeconds, 1);
        Numbers.atLeast("--wait-seconds", waitSeconds, 1);
        if (port > MOST_PORT) {
            throw new InputException("--port is " + port + ": give 0 to " + MOST_PORT);
        }
    }

    private ServiceSettings settings() {
        return new ServiceSettings(new InetSocketAddress(address(), port), requests, (long) body * MEBIBYTE,
                Runtime.getRuntime().maxMemory() / 4, Duration.ofSeconds(waitSeconds), ownWeights);
    }

    private InetAddress address() {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException unknown) {
            throw new InputException("--host is '" + host + "', which is no address of this machine", unknown);
        }
    }

    /**
     * What the JDK's server takes from properties alone, read when its first class is loaded: slow clients lose their
     * connection, and so do those who would open too many. Properties that the user set stay.
     */
    private void setServerLimits() {
        set("sun.net.httpserver.maxReqTime", requestSeconds);
        // It counts from the end of the request, waiting and computing included.
        set("sun.net.httpserver.maxRspTime", 2 * waitSeconds + requestSeconds);
        set("jdk.httpserver.maxConnections", requests + FURTHER_CONNECTIONS);
    }

    private static void set(String property, int value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, Integer.toString(value));
        }
    }
}
