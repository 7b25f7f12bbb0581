package dev.nacre.mammo.data.sets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nacre.mammo.data.SetSplit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The samples of both tables that their authors published, with files that need only be there. */
class MammoClipSamplesTest {
    @TempDir
    private Path directory;

    private SetContents read(String name, List<String> imageColumns) throws IOException {
        Path sample = Stream.of("../shared/data", "../../shared/data").map(Path::of)
                .map(folder -> folder.resolve("batmanlab-Mammo-FM").resolve(name)).filter(Files::exists).findFirst()
                .orElse(null);
        assumeTrue(sample != null, "../shared/data/batmanlab-Mammo-FM/" + name + " is not there");
        Files.copy(sample, directory.resolve(name));
        Miniature miniature = new Miniature(directory);
        new SetTable(sample, StandardCharsets.UTF_8, ',').forEach(imageColumns, row -> imageColumns.forEach(column ->
                Stream.of(row.text(column).split("[^\\w.]+")).filter(image -> !image.isEmpty()).forEach(image ->
                        miniature.files("png/" + row.text("patient_id") + "/" + image
                                + (image.endsWith(".png") ? "" : ".png")))));
        return new MammoClipTables().read(directory, Miniature.NO_LOOK);
    }

    @Test
    void captions() throws IOException {
        SetContents contents = read("clip_pretrain_100.csv", List.of("CC", "MLO"));
        assertThat(contents.problems()).isEmpty();
        assertThat(contents.records()).hasSize(100).allSatisfy(record -> assertThat(record.report()).isNotEmpty());
        assertThat(contents.records()).filteredOn(record -> record.view().name().equals("CC")).hasSize(53);
        assertThat(contents.records().stream().map(SetRecord::patient).distinct()).hasSize(23);
        SplitCheck.require(contents.records());
    }

    @Test
    void rawReports() throws IOException {
        SetContents contents = read("upmc_dicom_consolidated_final_folds_BIRADS_num_1_report.csv",
                List.of("image_id"));
        assertThat(Miniature.kinds(contents)).containsExactly(SetProblem.Kind.DUPLICATE);
        assertThat(contents.records()).hasSize(14).allSatisfy(record -> assertThat(record.report()).extracting(
                ReportSection::name).contains("findings", "impression"));
        assertThat(contents.records()).filteredOn(record -> record.split().equals(Optional.of(SetSplit.VALIDATION)))
                .isNotEmpty();
    }
}
