package dev.nacre.examples.serve;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.nacre.core.io.Json;
import dev.nacre.core.io.JsonException;
import dev.nacre.core.memory.Admission;
import dev.nacre.core.memory.AdmissionException;
import dev.nacre.core.memory.MemoryBudgetException;
import dev.nacre.nn.InputException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/** Answers every request with JSON, and logs its path, its status and how long it took: nothing that it brought. */
final class RequestHandler implements HttpHandler {
    private final ServiceSettings settings;
    private final PictureQuestions questions;
    private final Consumer<String> log;
    private final Admission bodies;
    private final Semaphore requests;
    private final Map<String, Route> routes = Map.of(
            "/", new Route("GET", exchange -> contents()),
            "/health", new Route("GET", exchange -> health()),
            "/embed", new Route("POST", exchange -> withBody(exchange, body -> questions().embedding(body))),
            "/zeroshot", new Route("POST", exchange -> withBody(exchange,
                    body -> questions().scores(body, exchange.getRequestURI().getRawQuery()))),
            "/sentences", new Route("POST", exchange -> withBody(exchange,
                    body -> questions().sentenceEmbeddings(body))));
    private volatile boolean closing;

    /** What is done at a path. */
    private record Route(String method, Answer answer) {
    }

    private interface Answer {
        Json.Fields to(HttpExchange exchange) throws IOException;
    }

    private interface Question {
        Json.Fields about(byte[] body);
    }

    RequestHandler(ServiceSettings settings, PictureQuestions questions, Consumer<String> log) {
        this.settings = settings;
        this.questions = questions;
        this.log = log;
        bodies = new Admission("bodies of requests", settings.bodies(), settings.mostRequests());
        requests = new Semaphore(settings.mostRequests());
    }

    private PictureQuestions questions() {
        return questions;
    }

    /** From now on all requests are told to go elsewhere. */
    void close() {
        closing = true;
    }

    @Override
    public void handle(HttpExchange exchange) {
        long start = System.nanoTime();
        String path = Objects.requireNonNullElse(exchange.getRequestURI().getPath(), "");
        try (exchange) {
            String outcome;
            try {
                Reply reply = reply(exchange, path);
                send(exchange, reply);
                outcome = Integer.toString(reply.status());
            } catch (IOException gone) {
                outcome = "cut off";
            }
            log.accept((routes.containsKey(path) ? path : "unknown path") + " " + outcome + " in "
                    + (System.nanoTime() - start) / 1_000_000 + " ms");
        }
    }

    private Reply reply(HttpExchange exchange, String path) throws IOException {
        Route route = routes.get(path);
        if (route == null) {
            return Reply.refused(Reply.NOT_FOUND, "there is nothing at this path: GET / says what there is");
        }
        if (!route.method().equals(exchange.getRequestMethod())) {
            return Reply.wrongMethod(route.method());
        }
        if (closing) {
            return Reply.busy("the service is being stopped");
        }
        if (route.method().equals("GET")) {
            return Reply.ok(route.answer().to(exchange));
        }
        if (!requests.tryAcquire()) {
            return Reply.busy("the service has as many requests as it takes: send this one again later");
        }
        try {
            return computed(exchange, route);
        } finally {
            requests.release();
        }
    }

    private Reply computed(HttpExchange exchange, Route route) throws IOException {
        try {
            return Reply.ok(route.answer().to(exchange));
        } catch (RefusedRequestException refused) {
            return refused.reply();
        } catch (InputException | JsonException mistake) {
            return Reply.refused(Reply.BAD_REQUEST, mistake.getMessage());
        } catch (AdmissionException refused) {
            return refused.reason() == AdmissionException.Reason.TOO_LARGE
                    ? Reply.refused(Reply.TOO_LARGE, refused.getMessage()) : Reply.busy(refused.getMessage());
        } catch (MemoryBudgetException | OutOfMemoryError full) {
            return Reply.busy("the service is short of memory: send this request again later");
        } catch (RuntimeException unforeseen) {
            // Its message could hold anything that came with the request.
            StackTraceElement[] trace = unforeseen.getStackTrace();
            log.accept("unexpected " + unforeseen.getClass().getName() + (trace.length > 0 ? " at " + trace[0] : ""));
            return Reply.refused(Reply.UNEXPECTED, "something unexpected went wrong");
        }
    }

    private Json.Fields withBody(HttpExchange exchange, Question question) throws IOException {
        try (RequestBody body = RequestBody.read(exchange, settings.mostBody(), bodies)) {
            return question.about(body.bytes());
        }
    }

    private void send(HttpExchange exchange, Reply reply) throws IOException {
        byte[] text = reply.text().getBytes(StandardCharsets.UTF_8);
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        boolean unread = reply.status() == Reply.TOO_LARGE || reply.status() == Reply.UNAVAILABLE;
        if (unread) {
            exchange.getResponseHeaders().set("Connection", "close");
        }
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(reply.status(), head ? -1 : text.length);
        OutputStream body = exchange.getResponseBody();
        if (!head) {
            body.write(text);
            body.flush();
        }
        if (unread) {
            // Many clients read an answer only after they have sent everything, and see a broken connection otherwise.
            exchange.getRequestBody().skip(settings.mostBody());
        }
    }

    private Json.Fields health() {
        return Json.object().with("status", "ok").with("requests",
                settings.mostRequests() - requests.availablePermits());
    }

    private Json.Fields contents() {
        return Json.object()
                .with("GET /health", "whether the service works, and how many requests it has")
                .with("POST /embed", "a DICOM file or a picture; answers its vector")
                .with("POST /zeroshot?sentence=…", "a DICOM file or a picture; answers how well sentences fit it: those"
                        + " of the query, or else those below")
                .with("POST /sentences", "{\"sentences\": [\"…\"]}; answers their vectors")
                .with("longest body", settings.mostBody())
                .with("sentences", new Json.Items(questions.sentences().stream()
                        .map(sentence -> (Json) new Json.Text(sentence)).toList()));
    }
}
