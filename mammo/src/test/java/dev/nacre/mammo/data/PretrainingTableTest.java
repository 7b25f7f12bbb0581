package dev.nacre.mammo.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nacre.nn.InputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PretrainingTableTest {
    private static final String HEADER = "patient_id,laterality,view,CC,MLO,text,text_augment,fold\n";

    @TempDir
    Path directory;

    @BeforeEach
    void makePictures() throws IOException {
        for (String name : List.of("a.png", "b.png", "c.png")) {
            Files.createFile(directory.resolve(name));
        }
    }

    @Test
    void readsEveryColumn() throws IOException {
        PretrainingTable table = read(HEADER
                + "SECRET1,L,\"['CC', 'MLO']\",\"['a.png', 'b.png']\",['c.png'],\"['no mass', \"\"it's benign\"\"]\","
                + "\"['no lump', 'it is benign']\",0\n"
                + "SECRET2,R,['CC'],['a.png'],[],\"['two\nlines']\",,1\n");
        Breast first = table.breasts().getFirst();
        assertThat(first.line()).isEqualTo(2);
        assertThat(first.patient()).isEqualTo("SECRET1");
        assertThat(first.laterality()).isEqualTo(Laterality.LEFT);
        assertThat(first.pictures()).isEqualTo(Map.of(
                View.CC, List.of(directory.resolve("a.png"), directory.resolve("b.png")),
                View.MLO, List.of(directory.resolve("c.png"))));
        assertThat(first.sections()).containsExactly("no mass", "it's benign");
        assertThat(first.augmentedSections()).containsExactly("no lump", "it is benign");
        assertThat(first.fold()).isZero();
        Breast second = table.breasts().get(1);
        assertThat(second.views()).containsExactly(View.CC);
        assertThat(second.sections()).containsExactly("two\nlines");
        assertThat(second.augmentedSections()).isEqualTo(second.sections());
        assertThat(table.texts()).containsExactly("no mass", "it's benign", "no lump", "it is benign", "two\nlines");
        assertThat(table.pictures()).hasSize(3);
        assertThat(first.toString()).doesNotContain("SECRET1").contains("line 2");
    }

    @Test
    void splitsByFold() throws IOException {
        PretrainingTable table = read(HEADER + row("P1", "0") + row("P2", "1") + row("P3", "2.0"));
        assertThat(table.training(0)).extracting(Breast::fold).containsExactly(1, 2);
        assertThat(table.validation(0)).extracting(Breast::fold).containsExactly(0);
        assertThat(table.validation(7)).isEmpty();
        PretrainingTable single = read(HEADER + row("P1", "3"));
        assertThatThrownBy(() -> single.training(3)).isInstanceOf(InputException.class)
                .hasMessageContainingAll("every row has fold 3", "choose another");
    }

    @Test
    void toleratesByteOrderMarkWindowsLineEndsEmptyLinesAndBlankCells() throws IOException {
        PretrainingTable table = read("\uFEFF" + HEADER.replace("\n", "\r\n") + "\r\n"
                + "P1,,nan,['a.png'],0,\"['', 'second', None]\",\"['x', '', 'y']\",0\r\n\r\n");
        Breast breast = table.breasts().getFirst();
        assertThat(breast.line()).isEqualTo(3);
        assertThat(breast.laterality()).isEqualTo(Laterality.UNKNOWN);
        assertThat(breast.sections()).containsExactly("second");
        assertThat(breast.augmentedSections()).containsExactly("second");
    }

    @Test
    void theRewordingColumnAndTheViewColumnMayBeMissing() throws IOException {
        PretrainingTable table = read("fold,text,MLO,CC,laterality,patient_id\n1,['t'],['b.png'],,R,P\n");
        assertThat(table.breasts().getFirst().views()).containsExactly(View.MLO);
        assertThat(table.breasts().getFirst().augmentedSections()).containsExactly("t");
    }

    @Test
    void aTableThatIsNoTableIsRefused() throws IOException {
        assertThatThrownBy(() -> PretrainingTable.read(directory.resolve("none.csv"), directory))
                .isInstanceOf(InputException.class).hasMessageContainingAll("none.csv", "does not exist");
        assertThatThrownBy(() -> PretrainingTable.read(directory, directory))
                .isInstanceOf(InputException.class).hasMessageContaining("cannot be read");
        Path table = Files.writeString(directory.resolve("t.csv"), HEADER + row("P1", "0"));
        assertThatThrownBy(() -> PretrainingTable.read(table, directory.resolve("nowhere")))
                .isInstanceOf(InputException.class).hasMessageContainingAll("nowhere", "directory");
        Files.write(table, (HEADER + row("P\u00E9", "0")).getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> PretrainingTable.read(table, directory))
                .isInstanceOf(InputException.class).hasMessageContaining("UTF-8");
        assertRefused("", "is empty", "patient_id");
        assertRefused(HEADER, "has no rows");
        assertRefused(HEADER + "P1,L,\"['CC'],['a.png'],[],['t'],,0\n", "cannot be read as CSV", "quotes");
    }

    @Test
    void missingColumnsAreAllNamedWithThoseFound() throws IOException {
        assertRefused("patient_id,laterality,CC,words,fold\n", "[MLO, text]",
                "[patient_id, laterality, CC, words, fold]");
        assertRefused("patient_id,laterality,CC,MLO,text,fold,fold\n", "column fold occurs twice");
    }

    @Test
    void aTableWithoutHeaderShowsNoPatient() throws IOException {
        assertRefused(row("SECRET", "0"), "line 1", "none of the columns", "the first line must name the columns");
    }

    @Test
    void defectsOfARowNameLineAndColumn() throws IOException {
        assertRefused(HEADER + row("P1", "0") + "\n" + "P2,L,,['a.png'],[],['t' 'u'],,0\n",
                "line 4, column text", "expected ',' or ']' at character 6", "write a list");
        assertRefused(HEADER + "P,L,,a.png,[],['t'],,0\n", "line 2, column CC", "expected a quoted text");
        assertRefused(HEADER + "P,L,,'a.png',[],['t'],,0\n", "line 2, column CC", "not a list");
        assertRefused(HEADER + "P,L,,[3],[],['t'],,0\n", "column CC", "entry 1", "not a text");
        assertRefused(HEADER + "P,L,,[''],[],['t'],,0\n", "column CC", "empty path");
        assertRefused(HEADER + "P,L,,[],[],['t'],,0\n", "column CC", "no picture");
        assertRefused(HEADER + "P,L,,['a.png'],[],,,0\n", "column text", "no text");
        assertRefused(HEADER + "P,L,,['a.png'],[],\"['', ' ']\",,0\n", "column text", "no text");
        assertRefused(HEADER + "P,L,,['a.png'],[],['t'],\"['t', 'u']\",0\n",
                "column text_augment", "lists 2", "text lists 1");
        assertRefused(HEADER + "P,L,['XCCL'],['a.png'],[],['t'],,0\n", "column view", "known are CC and MLO");
        assertRefused(HEADER + "P,L,\"['CC', 'MLO']\",['a.png'],[],['t'],,0\n", "column view", "[CC, MLO]", "[CC]");
        assertRefused(HEADER + "P,B,,['a.png'],[],['t'],,0\n", "column laterality", "neither L nor R");
        assertRefused(HEADER + "P,L,,['a.png'],[],['t'],,\n", "column fold", "not a whole number");
        assertRefused(HEADER + ",L,,['a.png'],[],['t'],,0\n", "column patient_id", "empty");
        assertRefused(HEADER + "P,L,,['a.png'],['t'],,0\n", "line 2", "7 cells", "8");
    }

    @Test
    void linesAreCountedAcrossQuotedLineEnds() throws IOException {
        assertRefused(HEADER + "P,L,,['a.png'],[],\"['two\nlines']\",,0\n" + "Q,L,,['a.png'],[],[,,0\n",
                "line 4, column text");
    }

    @Test
    void missingPicturesAreNamedAndCounted() throws IOException {
        assertRefused(HEADER + "P,L,,\"['a.png', 'gone.png']\",[],['t'],,0\nQ,L,,['too.png'],[],['t'],,0\n",
                "line 2, column CC", "gone.png", "1 more");
    }

    @Test
    void onePatientHasOneFold() throws IOException {
        assertThat(read(HEADER + row("P", "0") + row("P", "0")).breasts()).hasSize(2);
        assertRefused(HEADER + row("SECRET", "0") + row("Q", "1") + row("SECRET", "1"),
                "line 4, column fold", "line 2");
    }

    @Test
    void readsTheTableOfRealMammograms() {
        Path beside = Path.of("../shared/data");
        Path shared = Files.exists(beside) ? beside : Path.of("..").resolve(beside);
        assumeTrue(Files.exists(shared.resolve("real-24.csv")), "skipped: real-24.csv is not in ../shared/data");
        PretrainingTable table = PretrainingTable.read(shared.resolve("real-24.csv"), shared);
        assertThat(table.breasts()).hasSize(24);
        assertThat(table.texts()).hasSize(24);
        assertThat(table.pictures()).hasSize(24);
        assertThat(table.training(0)).hasSize(24);
    }

    private static String row(String patient, String fold) {
        return patient + ",L,['CC'],['a.png'],[],['no mass'],['no lump']," + fold + "\n";
    }

    private PretrainingTable read(String content) throws IOException {
        return PretrainingTable.read(Files.writeString(directory.resolve("table.csv"), content), directory);
    }

    private void assertRefused(String content, String... parts) throws IOException {
        Path table = Files.writeString(directory.resolve("table.csv"), content);
        assertThatThrownBy(() -> PretrainingTable.read(table, directory)).isInstanceOf(InputException.class)
                .hasMessageContaining("table.csv").hasMessageContainingAll(parts)
                .hasMessageNotContaining("SECRET");
    }
}
