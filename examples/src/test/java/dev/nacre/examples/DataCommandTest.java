package dev.nacre.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.core.io.Json;
import dev.nacre.mammo.data.sets.MammogramSet;
import dev.nacre.mammo.data.sets.MammogramSets;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code data check}: what it counts, what it refuses, and whom it does not name. */
class DataCommandTest {
    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void countsBySplitAndLabelWithoutNamingAnyone() throws IOException {
        set("Zwetschge,L,CC,Zwetschge-1.png,4b,C,malignant,train",
                "Zwetschge,L,MLO,Zwetschge-2.png,4b,C,malignant,train",
                "Ilseken,R,CC,Ilseken.png,1,,normal,test", "Ilseken,R,CC,Ilseken.png,1,,normal,test",
                "Ilseken,R,MLO,gone.png,1,,normal,test", "Ilseken,R,AT,Ilseken-2.png,seven,,normal,test");
        assertThat(nacre("data", "check", "csv", directory)).as(err.toString()).isZero();
        assertThat(out.toString().lines()).contains("pictures of one's own with plain tables (research use, not for"
                + " diagnosis)", "4 pictures of 2 patients in 2 exams", "split: test 2, training 2",
                "side and view, training: left CC 1, left MLO 1", "side and view, test: right AT 1, right CC 1",
                "BI-RADS, training: 4b 2", "BI-RADS, test: 1 1, none 1", "density, training: C 2",
                "density, test: none 2", "pathology, test: normal 2", "findings, training: mass 1", "1 missing files",
                "places of findings, training: box 1", "1 duplicates", "1 unknown labels",
                "  pictures.csv, line 6: the picture is not there; download it, or leave the row out");
        assertThat(out.toString() + err).doesNotContainIgnoringCase("zwetschge").doesNotContainIgnoringCase("ilseken")
                .doesNotContain("seven", "gone");
    }

    @Test
    void theSamePictureUnderTwoNamesIsFoundByItsBytes() throws IOException {
        set("Zwetschge,L,CC,Zwetschge-1.png,,,,train", "Ilseken,L,MLO,Ilseken.png,,,,test");
        Files.copy(directory.resolve("Zwetschge-1.png"), directory.resolve("Ilseken.png"),
                StandardCopyOption.REPLACE_EXISTING);
        assertThat(nacre("data", "check", "csv", directory)).isZero();
        assertThat(out.toString().lines()).contains("1 pictures of 1 patients in 1 exams", "1 duplicates",
                "  pictures.csv, line 3: the file has the same content as that of pictures.csv, line 2, which is of"
                        + " another patient, on the other side of the split; the first is kept");
        out.getBuffer().setLength(0);
        assertThat(nacre("data", "check", "csv", directory, "--skip-contents")).isZero();
        assertThat(out.toString().lines()).contains("2 pictures of 2 patients in 2 exams",
                "nothing missing, double or unknown");
    }

    @Test
    void jsonHasTheSameCountsAndEveryProblem() throws IOException {
        set("Zwetschge,L,CC,Zwetschge-1.png,4b,C,malignant,train", "Zwetschge,L,MLO,1.png,,,,train",
                "Zwetschge,L,MLO,2.png,,,,train", "Zwetschge,L,MLO,3.png,,,,train", "Zwetschge,L,MLO,4.png,,,,train");
        assertThat(nacre("data", "check", "csv", directory, "--json")).as(err.toString()).isZero();
        Json json = Json.parse(out.toString());
        assertThat(json.get("set").text()).isEqualTo("csv");
        assertThat(json.get("counts").get("pictures").whole()).isEqualTo(1);
        assertThat(json.get("published").fields()).isEmpty();
        assertThat(json.get("labels").items()).anySatisfy(label -> {
            assertThat(label.get("label").text()).isEqualTo("BI-RADS");
            assertThat(label.get("part").text()).isEqualTo("training");
            assertThat(label.get("counts").get("4b").whole()).isEqualTo(1);
        });
        assertThat(json.get("problems").items()).hasSize(4).allSatisfy(problem -> {
            assertThat(problem.get("kind").text()).isEqualTo("missing_file");
            assertThat(problem.get("table").text()).isEqualTo("pictures.csv");
        });
        assertThat(json.get("problems").items().get(3).get("line").whole()).isEqualTo(6);
        assertThat(out.toString() + err).doesNotContainIgnoringCase("zwetschge");
    }

    @Test
    void publishedCountsStandBesideWhatIsFound() throws IOException {
        Files.writeString(directory.resolve("Info.txt"), "mdb001 G NORM\nmdb002 G NORM\n");
        Files.writeString(directory.resolve("mdb001.pgm"), "picture");
        assertThat(nacre("data", "check", "mias", directory)).as(err.toString()).isZero();
        assertThat(out.toString().lines()).contains("published: 322 pictures (here 1), 161 patients (here 1)");
    }

    @Test
    void aSetWithoutPicturesIsAnError() throws IOException {
        set("Zwetschge,L,CC,gone.png,4b,C,malignant,train");
        assertThat(nacre("data", "check", "csv", directory)).isEqualTo(2);
        assertThat(out.toString().lines()).contains("1 missing files");
        assertThat(err.toString()).contains("holds no picture of csv that can be used").hasLineCount(1);
        Files.writeString(directory.resolve("pictures.csv"), "patient,side,view,file\n");
        assertThat(nacre("data", "check", "csv", directory)).isEqualTo(2);
    }

    @Test
    void aPatientOnTwoSidesOfTheSplitEndsWithOneSentence() throws IOException {
        set("Zwetschge,L,CC,Zwetschge-1.png,4b,C,malignant,train", "Zwetschge,L,MLO,Zwetschge-2.png,4b,C,,test");
        assertThat(nacre("data", "check", "csv", directory)).isEqualTo(2);
        assertThat(err.toString()).startsWith("nacre: 1 patient stands on two sides of the split")
                .doesNotContain("Zwetschge").hasLineCount(1);
    }

    @Test
    void anotherLayoutOrNameEndsWithOneSentence() throws IOException {
        set();
        for (MammogramSet set : MammogramSets.all()) {
            if (!set.name().equals("csv")) {
                err.getBuffer().setLength(0);
                assertThat(nacre("data", "check", set.name(), directory)).as(set.name()).isEqualTo(2);
                assertThat(err.toString()).contains("does not have the layout of " + set.name()).hasLineCount(1);
            }
        }
        err.getBuffer().setLength(0);
        assertThat(nacre("data", "check", "nothing", directory)).isEqualTo(2);
        assertThat(err.toString()).contains("there is no set 'nothing'", "vindr-mammo").hasLineCount(1);
        assertThat(nacre("data", "check", "csv", directory.resolve("nowhere"))).isEqualTo(2);
        assertThat(nacre("data")).isEqualTo(2);
    }

    @Test
    void everySetHasItsPage() throws IOException {
        Path docs = Stream.of("docs/data", "../docs/data").map(Path::of).filter(Files::isDirectory).findFirst()
                .orElseThrow();
        String index = Files.readString(docs.resolve("README.md"));
        for (MammogramSet set : MammogramSets.all()) {
            assertThat(docs.resolve(set.name() + ".md")).content()
                    .contains("./nacre data check " + set.name() + " DIR");
            assertThat(index).contains("[`" + set.name() + "`](" + set.name() + ".md)");
        }
    }

    private void set(String... rows) throws IOException {
        Files.writeString(directory.resolve("pictures.csv"), "patient,side,view,file,birads,density,pathology,split\n"
                + String.join("\n", rows) + "\n");
        Files.writeString(directory.resolve("findings.csv"),
                "file,category,xmin,ymin,xmax,ymax\nZwetschge-1.png,mass,1,2,3,4\n");
        for (String name : new String[] {"Zwetschge-1.png", "Zwetschge-2.png", "Ilseken.png", "Ilseken-2.png"}) {
            Files.writeString(directory.resolve(name), "picture of " + name.hashCode());
        }
    }

    private int nacre(Object... arguments) {
        return Nacre.run(Nacre.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true)),
                Stream.of(arguments).map(Object::toString).toArray(String[]::new));
    }
}
