package dev.nacre.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.core.io.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** The whole demo, in little: that all of it is there, not what the figures are. */
class DemoTest {
    @TempDir
    static Path directory;

    private static Path out;
    private static String screen;

    @BeforeAll
    static void run() {
        out = directory.resolve("demo");
        StringWriter written = new StringWriter();
        StringWriter errors = new StringWriter();
        assertThat(demo(written, errors, "--quick", "--out", out.toString())).as(errors.toString()).isZero();
        screen = written.toString();
    }

    @Test
    void theScreenShowsTheTableAndWhereThePageIs() {
        assertThat(screen).contains("Mass (", "Calcification (", "before training",
                "maximum", "percentile", "white top-hat", "blob filter", "model minus baseline",
                "not for diagnosis", "a quick run")
                .contains(out.resolve("index.html").toString());
    }

    @Test
    void figuresAreThereForPrograms() throws IOException {
        Json figures = Json.parse(Files.readString(out.resolve("figures.json")));
        assertThat(figures.get("held_out_breasts").whole()).isEqualTo(32);
        assertThat(figures.get("held_out_patients").whole()).isEqualTo(16);
        for (String finding : List.of("mass", "calcification")) {
            Json result = figures.get(finding);
            assertThat(result.get("positives").whole()).isBetween(1L, 31L);
            for (Json interval : List.of(result.get("trained"), result.get("untrained"),
                    result.get("baselines").get("white top-hat"), result.get("minus_best_baseline"))) {
                assertThat(interval.get("estimate").decimal())
                        .isBetween(interval.get("low").decimal(), interval.get("high").decimal());
            }
        }
    }

    @Test
    void thePageIsWellFormedAndNeedsNothingElse() throws Exception {
        String page = Files.readString(out.resolve("index.html"));
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        Document document = factory.newDocumentBuilder().parse(new InputSource(new StringReader(page)));
        NodeList elements = document.getElementsByTagName("*");
        for (int index = 0; index < elements.getLength(); index++) {
            Element element = (Element) elements.item(index);
            assertThat(element.hasAttribute("src")).isFalse();
            assertThat(element.getAttribute("href")).matches("|data:.*");
        }
        assertThat(page).doesNotContain("<script", "http:", "https:", "url(", "@import", directory.toString());
        assertThat(page).contains("Research use, not for diagnosis.", "A quick run.");
        assertThat(document.getElementsByTagName("image").getLength()).isBetween(4, 24).isEven();
        assertThat(document.getElementsByTagName("table").getLength()).isEqualTo(2);
    }

    @Test
    void aBrowserHasNothingToComplainOf() throws Exception {
        String dom = Browser.dom(out.resolve("index.html"), directory.resolve("browser"));
        assertThat(dom).contains("Held-out phantoms", "</html>");
    }

    @Test
    void aFolderThatHoldsSomethingIsRefused() {
        StringWriter errors = new StringWriter();
        assertThat(demo(new StringWriter(), errors, "--quick", "--out", out.toString())).isEqualTo(2);
        assertThat(errors.toString().lines().toList()).hasSize(1).first().asString().startsWith("nacre: the folder")
                .contains("is not empty: give a new folder");
    }

    private static int demo(StringWriter written, StringWriter errors, String... options) {
        String[] arguments = Stream.concat(Stream.of("demo"), Stream.of(options)).toArray(String[]::new);
        return Nacre.commandLine().setOut(new PrintWriter(written, true)).setErr(new PrintWriter(errors, true))
                .execute(arguments);
    }
}
