package dev.nacre.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.core.io.Json;
import dev.nacre.mammo.data.View;
import dev.nacre.mammo.page.Plot;
import dev.nacre.nn.metric.Interval;
import dev.nacre.nn.metric.RocCurve;
import dev.nacre.nn.train.TrainingHistory;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** The page of a made-up result, in which every text is hostile. */
class DemoPageTest {
    private static final String HOSTILE = "</p><script>alert(\"'1'\")</script>&nbsp;";
    private static final double[] SCORES = {3, 2.5, 2, 1, 0, -1};
    private static final boolean[] POSITIVE = {true, false, true, false, true, false};

    @TempDir
    private Path directory;

    @Test
    void nothingThatIsSaidBecomesMarkup() throws Exception {
        Document page = DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new InputSource(new StringReader(DemoPage.of(result()))));
        assertThat(page.getElementsByTagName("script").getLength()).isZero();
        assertThat(page.getDocumentElement().getTextContent()).contains(HOSTILE + ", left", HOSTILE + " code",
                HOSTILE + " command", HOSTILE + " baseline");
    }

    @Test
    void boxesLieWhereTheFindingsAre() throws Exception {
        Document page = DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new InputSource(new StringReader(DemoPage.of(result()))));
        NodeList boxes = page.getElementsByTagName("rect");
        assertThat(boxes.getLength()).isPositive();
        for (int index = 0; index < boxes.getLength(); index++) {
            // The picture of 840 rows is shown with 420.
            double around = 0.012 * 420;
            assertThat(attribute(boxes, index, "x")).isEqualTo(Plot.number(50 - around));
            assertThat(attribute(boxes, index, "y")).isEqualTo(Plot.number(100 - around));
            assertThat(attribute(boxes, index, "width")).isEqualTo(Plot.number(20 + 2 * around));
            assertThat(attribute(boxes, index, "height")).isEqualTo(Plot.number(30 + 2 * around));
        }
    }

    @Test
    void examplesAreTheClearestAndTheMiddleOfEachOutcome() throws IOException {
        Examples examples = new Examples(result().findings().getFirst());
        assertThat(examples.all(Examples.Outcome.FOUND)).containsExactly(0, 2);
        assertThat(examples.all(Examples.Outcome.MISSED)).containsExactly(4);
        assertThat(examples.all(Examples.Outcome.FALSE_ALARM)).containsExactly(1);
        assertThat(examples.shown(Examples.Outcome.FOUND)).containsExactly(0, 2);
        assertThat(examples.above(2)).isEqualTo(2.0 / 3);
    }

    private static String attribute(NodeList elements, int index, String name) {
        return elements.item(index).getAttributes().getNamedItem(name).getNodeValue();
    }

    private DemoResult result() throws IOException {
        Path file = directory.resolve("picture.png");
        BufferedImage image = new BufferedImage(400, 840, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setSample(7, 7, 0, 200);
        ImageIO.write(image, "png", file.toFile());
        List<DemoBreast> breasts = new ArrayList<>();
        for (int index = 0; index < SCORES.length; index++) {
            List<DemoBreast.Box> boxes = POSITIVE[index]
                    ? List.of(new DemoBreast.Box(Finding.MASS, 100, 200, 40, 60)) : List.of();
            breasts.add(new DemoBreast("p" + index, HOSTILE + ", left",
                    List.of(new DemoBreast.Picture(View.CC, file, boxes)),
                    POSITIVE[index] ? Set.of(Finding.MASS) : Set.of()));
        }
        Measured measured = new Measured(HOSTILE + " baseline", HOSTILE, SCORES, new Interval(0.7, 0.6, 0.8, 0.95),
                RocCurve.of(POSITIVE, SCORES));
        FindingResult finding = new FindingResult(Finding.MASS, POSITIVE, measured, measured, List.of(measured),
                new Interval(0, -0.1, 0.1, 0.95), 2);
        return new DemoResult(HOSTILE + " code", HOSTILE + " command", Json.object().with("key", HOSTILE), 10, 1.5,
                false, breasts, List.of(finding), new TrainingHistory(new double[] {2, 1}, new double[] {0.1, 0.2},
                new double[] {2}, new double[] {1.5}));
    }
}
