package dev.nacre.mammo.task.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.core.Key;
import dev.nacre.core.io.Json;
import dev.nacre.mammo.data.DensityClass;
import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.data.Pathology;
import dev.nacre.mammo.data.sets.SetRecord;
import dev.nacre.mammo.eval.cases.BinaryResult;
import dev.nacre.mammo.eval.cases.CaseUnit;
import dev.nacre.mammo.eval.cases.Cases;
import dev.nacre.mammo.eval.cases.ClassResult;
import dev.nacre.mammo.eval.cases.Draws;
import dev.nacre.mammo.eval.cases.InventedPictures;
import dev.nacre.mammo.eval.cases.Prediction;
import dev.nacre.mammo.eval.cases.Question;
import dev.nacre.mammo.image.GreyPicture;
import dev.nacre.mammo.image.Mask;
import dev.nacre.mammo.image.PictureMap;
import dev.nacre.mammo.image.PlaneAffine;
import dev.nacre.mammo.image.PlaneBox;
import dev.nacre.mammo.page.PictureFigure;
import dev.nacre.nn.InputException;
import dev.nacre.nn.train.TrainingHistory;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** The folder of an invented task whose patients have names that nobody may read. */
class TaskFolderTest {
    private static final String NAME = "Zwetschge";
    private static final String HOSTILE = "</p><script>alert(\"'1'\")</script>&nbsp;";

    @TempDir
    private Path directory;

    private final InventedPictures pictures = new InventedPictures();
    private Path folder;

    @BeforeEach
    void write() {
        folder = directory.resolve("new").resolve("folder");
        TaskFolder.write(folder, result());
    }

    private List<SetRecord> women(String name, int count) {
        List<SetRecord> all = new ArrayList<>();
        for (int woman = 0; woman < count; woman++) {
            all.add(pictures.of(name + woman, woman % 2 == 0 ? Laterality.LEFT : Laterality.RIGHT,
                    Optional.of(woman % 3 == 0 ? Pathology.MALIGNANT : Pathology.NORMAL),
                    Optional.of(DensityClass.values()[woman % 4]), 45 + woman % 30));
        }
        return all;
    }

    private static Cases binary(List<SetRecord> women, long seed) {
        Key noise = Key.of(seed);
        List<Prediction> said = new ArrayList<>();
        for (int index = 0; index < women.size(); index++) {
            said.add(new Prediction(women.get(index), new double[] {1.5 * noise.uniform(index)
                    + (women.get(index).pathology().orElseThrow() == Pathology.MALIGNANT ? 0.7 : 0)}));
        }
        return Cases.of(Question.named("malignancy").orElseThrow(), CaseUnit.BREAST, said);
    }

    private static Cases density(List<SetRecord> women) {
        List<Prediction> said = new ArrayList<>();
        for (int index = 0; index < women.size(); index++) {
            double[] scores = new double[4];
            scores[(women.get(index).density().orElseThrow().ordinal() + (index % 5 == 0 ? 1 : 0)) % 4] = 1;
            said.add(new Prediction(women.get(index), scores));
        }
        return Cases.of(Question.named("density").orElseThrow(), CaseUnit.PICTURE, said);
    }

    private TaskResult result() {
        Draws draws = new Draws(100, 0.95, 1);
        List<SetRecord> women = women(NAME, 90);
        Cases test = binary(women, 3);
        BinaryResult malignancy = BinaryResult.of(test, Optional.of(binary(women("Mirabelle", 60), 4)), draws);
        Cases densities = density(women);
        double[] losses = new double[50];
        Arrays.setAll(losses, step -> 2.0 / (1 + 0.1 * step));
        double[] rates = new double[50];
        Arrays.fill(rates, 1e-3);
        return new TaskResult("probe", "A linear probe " + HOSTILE, "Cached features of a frozen encoder.",
                List.of(new BinaryPart("malignancy", "Malignancy", malignancy),
                        new ClassPart("density", "Density", ClassResult.of(densities, draws)),
                        new TrainingPart("Cross-entropy", new TrainingHistory(losses, rates, new double[] {25, 50},
                                new double[] {1.2, 0.9}))),
                List.of(test, densities), List.of(new ShownCase("Found", "patient-1", "score 1.9 " + HOSTILE,
                        List.of(figure()))), new Pseudonyms(), Json.object().with("command", "nacre probe " + HOSTILE));
    }

    private static PictureFigure figure() {
        short[] levels = new short[600 * 300];
        for (int index = 0; index < levels.length; index++) {
            double x = index % 300;
            double y = index / 300 - 300.0;
            levels[index] = (short) (x * x + y * y < 250 * 250 ? 90 + (int) (x / 4) : 0);
        }
        float[] heat = new float[150 * 75];
        boolean[] inside = new boolean[heat.length];
        for (int index = 0; index < heat.length; index++) {
            double x = index % 75 - 30.0;
            double y = index / 75 - 70.0;
            heat[index] = (float) Math.exp(-(x * x + y * y) / 200);
            inside[index] = true;
        }
        return new PictureFigure("an invented breast", new GreyPicture(600, 300, 8, levels), 600, 300,
                List.of(new PlaneBox(100, 250, 150, 310)), List.of(new PlaneBox(90, 255, 155, 300)),
                Optional.of(PictureFigure.Heat.spanning(new PictureMap(150, 75, heat), new Mask(150, 75, inside),
                        PlaneAffine.scale(4, 4))));
    }

    @Test
    void figuresStandInOneFileForMachines() throws IOException {
        Json metrics = Json.parse(Files.readString(folder.resolve("metrics.json")));
        assertThat(metrics.get("task").text()).isEqualTo("probe");
        assertThat(metrics.get("note").text()).contains("not for diagnosis");
        Json malignancy = metrics.get("results").get("malignancy");
        assertThat(malignancy.get("cases").whole()).isEqualTo(90);
        assertThat(malignancy.get("figures").get("roc_auc").get("low").decimal()).isBetween(0.5, 1.0);
        assertThat(malignancy.get("operating_points").items()).hasSize(3);
        assertThat(metrics.get("results").get("density").get("confusion").items()).hasSize(4);
        assertThat(metrics.get("configuration").get("command").text()).startsWith("nacre probe");
    }

    @Test
    void predictionsHaveARowForEachCaseAndNoIdentifier() throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve("predictions.csv"));
        assertThat(lines).hasSize(1 + 90 + 90);
        assertThat(lines.get(1)).startsWith("malignancy,breast,patient-1,left,CC,invented.csv:1,malignancy,,");
        assertThat(lines.get(91)).startsWith("density,picture,patient-1,left,CC,invented.csv:1,A,B,");
        for (String file : List.of("metrics.json", "predictions.csv", "report.html")) {
            assertThat(Files.readString(folder.resolve(file))).doesNotContain(NAME).doesNotContain("Mirabelle");
        }
    }

    @Test
    void thePageIsWellFormedAndNeedsNothingElse() throws Exception {
        String text = Files.readString(folder.resolve("report.html"));
        Document page = DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new InputSource(new StringReader(text)));
        assertThat(page.getElementsByTagName("script").getLength()).isZero();
        NodeList all = page.getElementsByTagName("*");
        for (int index = 0; index < all.getLength(); index++) {
            assertThat(((Element) all.item(index)).getAttribute("href"))
                    .matches("|data:(,|image/png;base64,[A-Za-z0-9+/=]+)");
        }
        assertThat(text).doesNotContain("http:", "https:", "url(", "@import").contains("not for diagnosis");
        assertThat(page.getDocumentElement().getTextContent()).contains("A linear probe " + HOSTILE,
                "score 1.9 " + HOSTILE);
        assertThat(page.getElementsByTagName("rect").getLength()).isEqualTo(2);
        assertThat(((Element) page.getElementsByTagName("rect").item(0)).getAttribute("class")).isEqualTo("box truth");
    }

    @Test
    void whatCannotBeWrittenIsOneSentence() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "x");
        TaskResult result = result();
        assertThatThrownBy(() -> TaskFolder.write(file.resolve("below"), result)).isInstanceOf(InputException.class)
                .hasMessageContaining("give another folder");
        assertThat(file).hasContent("x");
    }

    @Test
    void twoPartsOfOneNameAreRefused() {
        TaskResult result = result();
        assertThatThrownBy(() -> new TaskResult("a", "b", "c", List.of(result.parts().get(0), result.parts().get(0)),
                List.of(), List.of(), new Pseudonyms(), Json.object()))
                .hasMessageContaining("two parts of the result are called");
    }
}
