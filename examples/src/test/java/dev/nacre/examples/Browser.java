package dev.nacre.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A browser without a window, where there is one; a test that needs one is skipped where there is none. */
public final class Browser {
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome", "chrome");

    private Browser() {
    }

    /**
     * What a page becomes in a browser that has nothing to complain of.
     *
     * @param page    a file
     * @param scratch a folder for what the browser writes, which is made
     */
    public static String dom(Path page, Path scratch) throws IOException, InterruptedException {
        List<Path> found = Stream.of(System.getenv("PATH").split(":")).map(Path::of)
                .flatMap(folder -> NAMES.stream().map(folder::resolve)).filter(Files::isExecutable).toList();
        assumeTrue(!found.isEmpty(), "none of " + NAMES + " is on the PATH");
        Path dom = Files.createDirectories(scratch).resolve("dom.html");
        Path log = scratch.resolve("browser.log");
        Process browser = new ProcessBuilder(found.getFirst().toString(), "--headless", "--no-sandbox", "--disable-gpu",
                "--disable-background-networking", "--user-data-dir=" + scratch.resolve("profile"),
                "--enable-logging=stderr", "--virtual-time-budget=4000", "--dump-dom", page.toUri().toString())
                .redirectOutput(dom.toFile()).redirectError(log.toFile()).start();
        assertThat(browser.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(Files.readString(log)).doesNotContain("CONSOLE");
        return Files.readString(dom);
    }
}
