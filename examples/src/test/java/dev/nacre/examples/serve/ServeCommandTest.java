package dev.nacre.examples.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.examples.CommandLineRun;
import dev.nacre.examples.Nacre;
import dev.nacre.examples.embedding.EmbeddedFiles;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command in a process of its own: where it listens, what becomes of slow clients, and how it ends. */
@Timeout(120)
class ServeCommandTest {
    private static final Pattern LISTENING = Pattern.compile("Listening on http://127\\.0\\.0\\.1:(\\d+)/");
    /** SIGTERM, as the shell tells it. */
    private static final int TERMINATED = 143;

    @TempDir
    private static Path directory;

    private static Path model;
    private static byte[] mammogram;

    @TempDir
    private Path scratch;

    @BeforeAll
    static void write() throws IOException {
        EmbeddedFiles files = new EmbeddedFiles(directory);
        model = files.model();
        mammogram = Files.readAllBytes(files.dicom(1));
    }

    @Test
    void sigtermLetsARunningRequestEnd() throws Exception {
        Process process = start("--request-seconds", "30");
        try (RawClient running = new RawClient(address(process))) {
            running.send(head());
            running.send(Arrays.copyOf(mammogram, 100));
            Thread.sleep(500);
            process.destroy();
            awaitText("Stopping: running requests may end.");
            try (RawClient late = new RawClient(address(process))) {
                late.send(head());
                assertThat(late.rest()).doesNotContain(" 200 ");
            } catch (IOException refused) {
                assertThat(refused).isNotNull();
            }
            running.send(Arrays.copyOfRange(mammogram, 100, mammogram.length));
            assertThat(running.statusLine()).contains(" 200 ");
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(TERMINATED);
        } finally {
            process.destroyForcibly();
        }
        assertThat(text()).contains("this machine alone", "not for diagnosis", "/embed 200 in ");
        String log = text();
        EmbeddedFiles.SECRETS.forEach(secret -> assertThat(log).doesNotContainIgnoringCase(secret));
    }

    @Test
    void aClientThatIsTooSlowLosesItsConnection() throws Exception {
        Process process = start("--request-seconds", "1");
        try (RawClient slow = new RawClient(address(process))) {
            slow.send(head());
            slow.send("DICM");
            long begin = System.nanoTime();
            assertThat(slow.rest()).doesNotContain(" 200 ");
            assertThat(System.nanoTime() - begin).isLessThan(TimeUnit.SECONDS.toNanos(20));
            try (RawClient quick = new RawClient(address(process))) {
                quick.send(head());
                quick.send(mammogram);
                assertThat(quick.statusLine()).contains(" 200 ");
            }
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void mistakesAreOneSentence() {
        assertMistake("there is no model", "--model", scratch.resolve("none"));
        assertMistake("--port is 70000", "--model", model, "--port", 70000);
        assertMistake("no address of this machine", "--model", model, "--host", "no such host");
        assertMistake("--requests is 0", "--model", model, "--requests", 0);
        assertMistake("two fit into a quarter of the heap", "--model", model, "--port", 0, "--body", 2000);
    }

    private static void assertMistake(String part, Object... options) {
        List<Object> arguments = new ArrayList<>(List.of("serve"));
        arguments.addAll(List.of(options));
        CommandLineRun run = CommandLineRun.of(arguments.toArray());
        assertThat(run.code()).as(run.text()).isEqualTo(2);
        assertThat(run.text().lines()).hasSize(1).first().asString().contains(part);
    }

    private static String head() {
        return "POST /embed HTTP/1.1\r\nHost: x\r\nContent-Length: " + mammogram.length + "\r\n\r\n";
    }

    private Process start(String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElseThrow(),
                "--add-modules=jdk.incubator.vector", "-cp", System.getProperty("java.class.path"),
                Nacre.class.getName(), "serve", "--model", model.toString(), "--port", "0"));
        command.addAll(List.of(options));
        return new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(scratch.resolve("log").toFile()).start();
    }

    private InetSocketAddress address(Process process) throws Exception {
        Matcher matcher = LISTENING.matcher(text());
        while (!matcher.find()) {
            assertThat(process.isAlive()).as(text()).isTrue();
            Thread.sleep(20);
            matcher = LISTENING.matcher(text());
        }
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(matcher.group(1)));
    }

    private void awaitText(String part) throws Exception {
        while (!text().contains(part)) {
            Thread.sleep(20);
        }
    }

    private String text() throws IOException {
        Path log = scratch.resolve("log");
        return Files.exists(log) ? Files.readString(log) : "";
    }
}
