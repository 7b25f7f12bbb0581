package dev.nacre.examples.serve;

import com.sun.net.httpserver.HttpServer;
import dev.nacre.mammo.Mammography;
import dev.nacre.nn.InputException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * A model behind the JDK's own HTTP server. An example: no encryption and no login, so it belongs on the loopback
 * address, or behind a proxy that has both. The model stays its owner's, who closes it after the service.
 */
public final class MammographyService implements AutoCloseable {
    private static final int BACKLOG = 256;

    private final HttpServer server;
    private final ExecutorService threads;
    private final RequestHandler handler;
    private final ServiceSettings settings;

    private MammographyService(HttpServer server, RequestHandler handler, ServiceSettings settings) {
        this.server = server;
        this.handler = handler;
        this.settings = settings;
        // A thread for each connection that is being read costs little, since it is virtual; requests are bounded.
        threads = Executors.newVirtualThreadPerTaskExecutor();
        server.setExecutor(threads);
        server.createContext("/", handler);
        server.start();
    }

    /**
     * Starts to listen.
     *
     * @param sentences that pictures are compared with where a request brings none; may be empty
     * @param log       takes a line for each request, from many threads, without anything that the request brought
     * @throws InputException if the weights may not be served, or the address cannot be listened on
     */
    public static MammographyService start(Mammography model, List<String> sentences, ServiceSettings settings,
            Consumer<String> log) {
        requirePermission(model, settings);
        RequestHandler handler = new RequestHandler(settings, new PictureQuestions(model, sentences), log);
        try {
            return new MammographyService(HttpServer.create(settings.address(), BACKLOG), handler, settings);
        } catch (IOException refused) {
            throw new InputException("the service cannot listen on " + settings.address().getHostString() + " port "
                    + settings.address().getPort() + " (" + refused.getMessage() + "): choose another --port or --host",
                    refused);
        }
    }

    /** Some publishers allow no one to answer other people's requests with their weights. */
    private static void requirePermission(Mammography model, ServiceSettings settings) {
        boolean forbidden = model.licence().stream().anyMatch(licence -> !licence.permitsServing());
        if (forbidden && !settings.ownWeights()) {
            throw new InputException("the licence of these published weights does not permit serving them: "
                    + model.licence().orElseThrow().notice()
                    + " Where you trained them yourself, from nothing, say --own-weights");
        }
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    /** Takes no more requests, lets running ones end within the grace of the settings, and stops listening. */
    @Override
    public void close() {
        handler.close();
        server.stop(Math.toIntExact(settings.grace().toSeconds()));
        threads.close();
    }
}
