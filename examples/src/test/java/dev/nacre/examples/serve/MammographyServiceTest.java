package dev.nacre.examples.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.core.io.Json;
import dev.nacre.examples.embedding.EmbeddedFiles;
import dev.nacre.mammo.Mammography;
import dev.nacre.mammo.clip.MammoClipFile;
import dev.nacre.mammo.clip.MammoClipPredictor;
import dev.nacre.nn.InputException;
import dev.nacre.nn.published.Licence;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real requests over the loopback address, good ones and bad ones. */
@Timeout(120)
class MammographyServiceTest {
    private static final int CLIENTS = 64;
    private static final int MOST_BODY = 100_000;
    private static final List<String> SENTENCES = List.of("There is a mass.", "There is no mass.");
    private static final Logger ROOT = Logger.getLogger("");

    @TempDir
    private static Path directory;

    private static Mammography model;
    private static byte[] mammogram;
    private static float[] vector;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final Handler log = new LogHandler(lines);
    private MammographyService service;

    @BeforeAll
    static void load() throws IOException {
        EmbeddedFiles files = new EmbeddedFiles(directory);
        model = Mammography.load(files.model());
        mammogram = Files.readAllBytes(files.dicom(1));
        vector = model.embedPicture(mammogram);
    }

    @AfterAll
    static void unload() {
        model.close();
    }

    @BeforeEach
    void start() {
        ROOT.addHandler(log);
        service = start(CLIENTS);
    }

    private MammographyService start(int requests) {
        return MammographyService.start(model, SENTENCES, new ServiceSettings(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), requests, MOST_BODY,
                (long) CLIENTS * 2 * MOST_BODY, Duration.ofSeconds(5), false), lines::add);
    }

    @AfterEach
    void stop() {
        service.close();
        ROOT.removeHandler(log);
        String seen = String.join("\n", lines).toLowerCase(Locale.ROOT);
        EmbeddedFiles.SECRETS.forEach(secret -> assertThat(seen).doesNotContain(secret));
    }

    @Test
    void givesTheVectorOfAMammogram() throws Exception {
        Json answer = answer(200, post("/embed", BodyPublishers.ofByteArray(mammogram)));
        List<Json> numbers = answer.get("embedding").items();
        assertThat(numbers).hasSize(vector.length);
        for (int index = 0; index < vector.length; index++) {
            assertThat((float) numbers.get(index).decimal()).isEqualTo(vector[index]);
        }
        awaitLine("/embed 200 in ");
    }

    @Test
    void givesTheSameForABodyWhoseLengthWasNotTold() throws Exception {
        BodyPublisher chunked = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(mammogram));
        assertThat(answer(200, post("/embed", chunked)))
                .isEqualTo(answer(200, post("/embed", BodyPublishers.ofByteArray(mammogram))));
    }

    @Test
    void comparesWithTheSentencesOfTheStartOrOfTheQuery() throws Exception {
        BodyPublisher body = BodyPublishers.ofByteArray(mammogram);
        List<Json> atStart = answer(200, post("/zeroshot", body)).get("scores").items();
        assertThat(atStart).hasSize(2);
        assertThat(atStart.get(0).get("share").decimal() + atStart.get(1).get("share").decimal())
                .isBetween(0.999999, 1.000001);
        List<Json> asked = answer(200, post("/zeroshot?sentence=There%20is%20no%20mass.&sentence=Zwetschge+Ilseken",
                body)).get("scores").items();
        assertThat(asked.getFirst().get("cosine")).isEqualTo(atStart.get(1).get("cosine"));
        assertThat(asked.getFirst().get("number").whole()).isOne();
    }

    @Test
    void givesTheVectorsOfSentences() throws Exception {
        Json answer = answer(200, post("/sentences", BodyPublishers.ofString(
                "{\"sentences\": [\"There is a mass.\", \"Zwetschge Ilseken\"]}")));
        float[] expected = model.embedSentences(SENTENCES)[0];
        assertThat((float) answer.get("embeddings").items().getFirst().items().get(3).decimal())
                .isEqualTo(expected[3]);
        refused(400, "1 to 64 sentences", post("/sentences", BodyPublishers.ofString("{\"sentences\": []}")));
        refused(400, "", post("/sentences", BodyPublishers.ofString("{\"sentences\": 7}")));
        refused(400, "", post("/sentences", BodyPublishers.ofString("not JSON")));
    }

    @Test
    void saysWhatThereIs() throws Exception {
        assertThat(answer(200, request("/").GET()).get("sentences").items()).hasSize(2);
        assertThat(answer(200, request("/health").GET()).get("status").text()).isEqualTo("ok");
    }

    @Test
    void mistakesAreOneSentence() throws Exception {
        refused(404, "GET / says what there is", request("/patients/Zwetschge").GET());
        refused(404, "", post("/embed/more", BodyPublishers.ofByteArray(mammogram)));
        HttpResponse<String> method = refused(405, "takes POST alone", request("/embed").GET());
        assertThat(method.headers().firstValue("Allow")).hasValue("POST");
        refused(405, "takes GET alone", request("/health").DELETE());
        refused(400, "has no body", post("/embed", BodyPublishers.noBody()));
        refused(400, "picture in memory is neither PNG", post("/embed", BodyPublishers.ofString("Zwetschge")));
        byte[] damaged = mammogram.clone();
        for (int index = 300; index < 400; index++) {
            damaged[index] ^= 0x55;
        }
        refused(400, "", post("/embed", BodyPublishers.ofByteArray(damaged)));
        refused(400, "something else than sentence", post("/zeroshot?name=Zwetschge",
                BodyPublishers.ofByteArray(mammogram)));
        refused(400, "1 to 64 sentences", post("/zeroshot?sentence=", BodyPublishers.ofByteArray(mammogram)));
        awaitLine("unknown path 404");
    }

    @Test
    void everyAnswerHasTheNotice() throws Exception {
        for (HttpRequest.Builder request : List.of(request("/").GET(), request("/health").GET(), request("/no").GET(),
                request("/embed").GET(), post("/embed", BodyPublishers.noBody()),
                post("/embed", BodyPublishers.ofByteArray(mammogram)))) {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
            assertThat(Json.parse(response.body()).get("notice").text()).isEqualTo("Research use, not for diagnosis.");
            assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json; charset=utf-8");
        }
        HttpResponse<String> head = client.send(request("/health").method("HEAD", BodyPublishers.noBody()).build(),
                BodyHandlers.ofString());
        assertThat(head.statusCode()).isEqualTo(405);
    }

    @Test
    void tooLongABodyIsRefusedBeforeItIsRead() throws Exception {
        try (RawClient raw = new RawClient(service.address())) {
            raw.send("POST /embed HTTP/1.1\r\nHost: x\r\nContent-Length: 10000000000\r\n\r\n");
            assertThat(raw.statusLine()).contains(" 413 ");
        }
        try (RawClient raw = new RawClient(service.address())) {
            raw.send("POST /embed HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
            String chunk = "1000\r\n" + "x".repeat(0x1000) + "\r\n";
            for (int count = 0; count < MOST_BODY / 0x1000 + 1; count++) {
                raw.send(chunk);
            }
            assertThat(raw.statusLine()).as("amid the chunks").contains(" 413 ");
        }
        assertStillWorks();
    }

    @Test
    void bodiesThatEndEarlyOrLieDoNoHarm() throws Exception {
        for (String start : List.of("POST /embed HTTP/1.1\r\nHost: x\r\nContent-Length: 5000\r\n\r\nDICM",
                "POST /embed HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1000\r\nabc",
                "POST /embed HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nZwetschge\r\n",
                "POST /embed HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
                "POST /embed HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nPAT4711 is more than that",
                "POST mailto:Zwetschge HTTP/1.1\r\nHost: x\r\n\r\n", "Zwetschge\r\n\r\n", "POST ", "\0\1\2\3")) {
            try (RawClient raw = new RawClient(service.address())) {
                raw.send(start);
                raw.endOutput();
                assertThat(raw.rest()).as(start).doesNotContain(" 200 ").doesNotContainIgnoringCase("zwetschge");
            }
        }
        assertStillWorks();
    }

    @Test
    void aFullServiceTellsOthersToComeBack() throws Exception {
        try (MammographyService small = start(1); RawClient slow = new RawClient(small.address())) {
            slow.send("POST /embed HTTP/1.1\r\nHost: x\r\nContent-Length: " + mammogram.length + "\r\n\r\n");
            URI uri = URI.create("http://127.0.0.1:" + small.address().getPort() + "/");
            while (answer(200, HttpRequest.newBuilder(uri.resolve("/health")).GET()).get("requests").whole() == 0) {
                Thread.sleep(5);
            }
            HttpResponse<String> busy = refused(503, "as many requests as it takes",
                    HttpRequest.newBuilder(uri.resolve("/embed")).POST(BodyPublishers.ofByteArray(mammogram)));
            assertThat(busy.headers().firstValue("Retry-After")).hasValue("2");
            slow.send(mammogram);
            assertThat(slow.statusLine()).contains(" 200 ");
        }
    }

    @Test
    void bodiesTogetherAreBounded() throws Exception {
        ServiceSettings settings = new ServiceSettings(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 9,
                MOST_BODY, 2 * MOST_BODY, Duration.ZERO, false);
        List<RawClient> slow = new ArrayList<>();
        try (MammographyService small = MammographyService.start(model, List.of(), settings, lines::add)) {
            for (int count = 0; count < 2; count++) {
                slow.add(new RawClient(small.address()));
                slow.get(count).send("POST /embed HTTP/1.1\r\nHost: x\r\nContent-Length: " + MOST_BODY + "\r\n\r\n");
            }
            URI uri = URI.create("http://127.0.0.1:" + small.address().getPort() + "/embed");
            HttpResponse<String> answer;
            do {
                answer = client.send(HttpRequest.newBuilder(uri).POST(BodyPublishers.ofByteArray(mammogram)).build(),
                        BodyHandlers.ofString());
            } while (answer.statusCode() == 200);
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("as many pictures as it may");
        } finally {
            for (RawClient raw : slow) {
                raw.close();
            }
        }
    }

    @Test
    void sixtyFourClientsGetTheSameVector() throws Exception {
        String expected = client.send(post("/embed", BodyPublishers.ofByteArray(mammogram)).build(),
                BodyHandlers.ofString()).body();
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int count = 0; count < 4 * CLIENTS; count++) {
            answers.add(client.sendAsync(post("/embed", BodyPublishers.ofByteArray(mammogram)).build(),
                    BodyHandlers.ofString()));
        }
        int computed = 0;
        for (CompletableFuture<HttpResponse<String>> answer : answers) {
            if (answer.get().statusCode() == 200) {
                assertThat(answer.get().body()).isEqualTo(expected);
                computed++;
            } else {
                assertThat(answer.get().statusCode()).isEqualTo(503);
            }
        }
        assertThat(computed).isGreaterThanOrEqualTo(CLIENTS);
    }

    @Test
    void theAddressIsTakenOnce() {
        ServiceSettings taken = new ServiceSettings(service.address(), 1, 1, 2, Duration.ZERO, false);
        assertThatThrownBy(() -> MammographyService.start(model, List.of(), taken, lines::add))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("cannot listen on").hasMessageContaining("--port");
        assertThatThrownBy(() -> new ServiceSettings(service.address(), 0, 1, 2, Duration.ZERO, false))
                .isInstanceOf(InputException.class);
    }

    @Test
    void weightsWhoseLicenceForbidsItAreServedOnlyToTheirOwner() {
        Path restricted = directory.resolve("restricted.safetensors");
        MammoClipPredictor own = MammoClipPredictor.load(directory.resolve("model.safetensors"));
        MammoClipFile.write(new MammoClipPredictor(own.model(), own.texts(), own.pictures(),
                Optional.of(new Licence("test", "For nobody but you.", false))), Json.object(), restricted);
        own.model().release();
        try (Mammography loaded = Mammography.load(restricted)) {
            InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            assertThatThrownBy(() -> MammographyService.start(loaded, List.of(),
                    new ServiceSettings(any, 1, 1, 2, Duration.ZERO, false), lines::add))
                    .isInstanceOf(InputException.class).hasMessageContaining("does not permit serving")
                    .hasMessageContaining("For nobody but you.").hasMessageContaining("--own-weights");
            MammographyService.start(loaded, List.of(), new ServiceSettings(any, 1, 1, 2, Duration.ZERO, true),
                    lines::add).close();
        }
    }

    private void assertStillWorks() throws Exception {
        answer(200, post("/embed", BodyPublishers.ofByteArray(mammogram)));
        assertThat(answer(200, request("/health").GET()).get("requests").whole()).isZero();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.address().getPort() + path));
    }

    private HttpRequest.Builder post(String path, BodyPublisher body) {
        return request(path).POST(body);
    }

    private Json answer(int status, HttpRequest.Builder request) throws Exception {
        HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        EmbeddedFiles.SECRETS.forEach(secret -> assertThat(response.body()).doesNotContainIgnoringCase(secret));
        return Json.parse(response.body());
    }

    private HttpResponse<String> refused(int status, String part, HttpRequest.Builder request) throws Exception {
        HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(Json.parse(response.body()).get("error").text()).contains(part);
        EmbeddedFiles.SECRETS.forEach(secret -> assertThat(response.body()).doesNotContainIgnoringCase(secret));
        return response;
    }

    /** A line is written after its answer. */
    private void awaitLine(String part) throws InterruptedException {
        while (lines.stream().noneMatch(line -> line.contains(part))) {
            Thread.sleep(5);
        }
    }

    /** All that anybody logs while a test runs. */
    private static final class LogHandler extends Handler {
        private final Queue<String> lines;

        LogHandler(Queue<String> lines) {
            this.lines = lines;
        }

        @Override
        public void publish(LogRecord line) {
            lines.add(new SimpleFormatter().format(line));
        }

        @Override
        public void flush() {
            // Everything is there at once.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
