package dev.nacre.examples.finealign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.examples.Browser;
import dev.nacre.examples.CommandLineRun;
import dev.nacre.mammo.exam.ExamView;
import dev.nacre.mammo.finealign.model.FineAlignConfig.Mode;
import dev.nacre.mammo.image.GreyPicture;
import dev.nacre.mammo.image.GreyPng;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** The page of an exam, by an untrained model: that all of it is there and works, not what it shows. */
class ExplainTest {
    @TempDir
    static Path directory;

    private static Path page;
    private static Path report;
    private static Path model;

    @BeforeAll
    static void write() throws IOException {
        Path exam = DrawnExam.pictures(directory.resolve("Ilseken"), ExamView.values());
        report = Files.writeString(directory.resolve("report.txt"), DrawnExam.REPORT);
        model = DrawnExam.model(directory.resolve("model.safetensors"), Mode.RECOMMENDED);
        page = directory.resolve("page.html");
        CommandLineRun run = CommandLineRun.of("finealign", "explain", exam, "--report", report, "--model", model,
                "--threshold", 0.3, "--out", page);
        assertThat(run.code()).as(run.text()).isZero();
        assertThat(run.text()).contains("not for diagnosis");
    }

    @Test
    void thePageIsWellFormedAndNeedsNothingElse() throws Exception {
        Document document = parsed(page);
        NodeList elements = document.getElementsByTagName("*");
        for (int index = 0; index < elements.getLength(); index++) {
            Element element = (Element) elements.item(index);
            assertThat(element.getAttribute("href")).matches("|data:(,|image/png;base64,[A-Za-z0-9+/=]+)");
            assertThat(element.getAttribute("src")).matches("|data:image/png;base64,[A-Za-z0-9+/=]+");
        }
        assertThat(Files.readString(page)).doesNotContain("http:", "https:", "url(", "@import");
    }

    @Test
    void nothingNamesThePatientOrAFile() throws IOException {
        String text = Files.readString(page);
        assertThat(text).doesNotContainIgnoringCase(DrawnExam.SECRETS.toArray(String[]::new))
                .doesNotContain(directory.toString(), "model.safetensors", "report.txt", ".dcm");
        assertThat(text).contains("One sentence left out");
    }

    @Test
    void allOfItIsThere() throws Exception {
        Document document = parsed(page);
        String text = document.getDocumentElement().getTextContent();
        assertThat(text).contains("Research use, not for diagnosis.", "at least 0.30", "Irregular", "mode R");
        assertThat(classes(document, "figure", "view")).hasSize(4);
        for (Element figure : classes(document, "svg", "")) {
            assertThat(figure.getAttribute("aria-label")).startsWith("Mammogram, ");
        }
        assertThat(classes(document, "input", "").stream().filter(one -> one.getAttribute("type").equals("radio")))
                .hasSize(11);
        // Ten layers besides the picture, each in four views.
        assertThat(classes(document, "image", "layer")).hasSize(40);
        assertThat(classes(document, "g", "region")).isNotEmpty();
        assertThat(classes(document, "span", "word").stream().map(Element::getTextContent))
                .contains("Irregular", "mass", "BI", "RADS", "5");
    }

    /** The marks of a page in a report stay words of the report. */
    @Test
    void aReportCannotWriteIntoThePage() throws IOException {
        assertThat(Files.readString(page)).doesNotContain("<script>mass").contains("&lt;", "&amp;");
    }

    /** Boxes lie where their coordinates say, on the pixels of the file. */
    @Test
    void boxesAreOnOriginalPixels() throws IOException {
        String text = Files.readString(page);
        Matcher place = Pattern.compile("columns (\\d+) to (\\d+), rows (\\d+) to (\\d+)").matcher(text);
        int places = 0;
        while (place.find()) {
            assertThat(Integer.parseInt(place.group(2))).isBetween(Integer.parseInt(place.group(1)) + 1,
                    DrawnExam.WIDTH);
            assertThat(Integer.parseInt(place.group(4))).isBetween(Integer.parseInt(place.group(3)) + 1,
                    DrawnExam.HEIGHT);
            places++;
        }
        assertThat(places).isPositive();
    }

    @Test
    void viewsAndReportMayBeMissing() throws Exception {
        Path exam = DrawnExam.pictures(directory.resolve("one"), ExamView.RIGHT_MLO);
        Path alone = directory.resolve("alone.html");
        CommandLineRun run = CommandLineRun.of("finealign", "explain", exam, "--model",
                DrawnExam.model(directory.resolve("precursor.safetensors"), Mode.PRECURSOR), "--out", alone);
        assertThat(run.code()).as(run.text()).isZero();
        Document document = parsed(alone);
        assertThat(document.getDocumentElement().getTextContent()).contains("No report was given.", "below 0.58",
                "not in this exam", "mode P");
        assertThat(classes(document, "svg", "")).hasSize(1);
    }

    @Test
    void drawnLesionsAreShownBesideWhatWasFound() throws IOException {
        Path exam = DrawnExam.pictures(directory.resolve("marked"), ExamView.LEFT_CC);
        Path masks = Files.createDirectories(directory.resolve("masks"));
        Path mask = masks.resolve("left_cc.png");
        short[] levels = new short[DrawnExam.HEIGHT * DrawnExam.WIDTH];
        for (int index = 0; index < levels.length; index++) {
            levels[index] = (short) (index / DrawnExam.WIDTH / 10 == 9 && index % DrawnExam.WIDTH / 10 == 4 ? 255 : 0);
        }
        Files.write(mask, GreyPng.encode(new GreyPicture(DrawnExam.HEIGHT, DrawnExam.WIDTH, 8, levels)));
        BufferedImage red = new BufferedImage(DrawnExam.WIDTH, DrawnExam.HEIGHT, BufferedImage.TYPE_INT_RGB);
        for (int index = 0; index < levels.length; index++) {
            red.setRGB(index % DrawnExam.WIDTH, index / DrawnExam.WIDTH, levels[index] > 0 ? 0xFF0000 : 0);
        }
        Path marked = directory.resolve("marked.html");
        CommandLineRun run = CommandLineRun.of("finealign", "explain", exam, "--model", model, "--truth", masks,
                "--out", marked);
        assertThat(run.code()).as(run.text()).isZero();
        assertThat(Files.readString(marked)).contains("A lesion was drawn at columns 40 to 50, rows 90 to 100.",
                "d=\"M40 90H50M40 100H50M40 90V100M50 90V100\"", "show-truth");
        String grey = Files.readString(marked);
        ImageIO.write(red, "png", mask.toFile());
        CommandLineRun.of("finealign", "explain", exam, "--model", model, "--truth", masks, "--out", marked);
        assertThat(Files.readString(marked).equals(grey)).isTrue();
        Files.write(mask, GreyPng.encode(new GreyPicture(DrawnExam.WIDTH, DrawnExam.HEIGHT, 8, levels)));
        CommandLineRun turned = CommandLineRun.of("finealign", "explain", exam, "--model", model, "--truth", masks,
                "--out", marked);
        assertThat(turned.code()).isEqualTo(2);
        assertThat(turned.text()).contains("150 x 200 pixels and its picture has 200 x 150");
    }

    @Test
    void mistakesAreTold() throws IOException {
        assertThat(CommandLineRun.of("finealign", "explain", report, "--model", model, "--out", page).code())
                .isEqualTo(2);
        Path exam = DrawnExam.pictures(directory.resolve("twice"), ExamView.LEFT_CC);
        Path copy = Files.copy(exam.resolve("Zwetschge-0.dcm"), exam.resolve("copy.dcm"));
        CommandLineRun twice = CommandLineRun.of("finealign", "explain", exam, "--model", model, "--out",
                directory.resolve("never.html"));
        assertThat(twice.code()).isEqualTo(2);
        assertThat(twice.text()).contains("are both the left CC view", copy.getFileName().toString())
                .doesNotContain("Zwetschge-0");
        assertThat(CommandLineRun.of("finealign", "explain", exam, "--model", model, "--threshold", 2, "--out",
                directory.resolve("never.html")).text()).contains("--threshold is 2");
        assertThat(directory.resolve("never.html")).doesNotExist();
    }

    /** The keyboard does what the mouse does: focus shows where a word fits, Escape lets go. */
    @Test
    void aBrowserShowsWhereAWordFits() throws Exception {
        String focused = dom("""
                addEventListener("load", () => setTimeout(() => {
                  document.querySelector(".whole").focus();
                  document.activeElement.dispatchEvent(new KeyboardEvent("keydown", {key: "ArrowRight"}));
                  document.querySelectorAll("input[name='layer']")[3].click();
                }, 300));
                """, "focused");
        assertThat(focused).contains("class=\"word shown\"").containsPattern("<body class=\"[^\"]*pointing")
                .containsPattern("<body class=\"[^\"]*replaced");
        assertThat(Pattern.compile("class=\"heat\"[^>]*href=\"data:image/png").matcher(focused).results().count())
                .isEqualTo(2);
        assertThat(Pattern.compile("class=\"layer on\" data-layer=\"3\"").matcher(focused).results().count())
                .isEqualTo(4);
        String untouched = dom("", "untouched");
        assertThat(untouched).contains("class=\"ready\"").doesNotContain("class=\"word shown\"");
    }

    private static String dom(String script, String name) throws Exception {
        Path acting = Files.writeString(directory.resolve(name + ".html"),
                Files.readString(page).replace("</body>", "<script>" + script + "</script></body>"));
        return Browser.dom(acting, directory.resolve(name));
    }

    private static List<Element> classes(Document document, String name, String style) {
        List<Element> found = new ArrayList<>();
        NodeList elements = document.getElementsByTagName(name);
        for (int index = 0; index < elements.getLength(); index++) {
            Element element = (Element) elements.item(index);
            if (style.isEmpty() || List.of(element.getAttribute("class").split(" ")).contains(style)) {
                found.add(element);
            }
        }
        return found;
    }

    private static Document parsed(Path file) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        return factory.newDocumentBuilder().parse(new InputSource(new StringReader(Files.readString(file))));
    }
}
