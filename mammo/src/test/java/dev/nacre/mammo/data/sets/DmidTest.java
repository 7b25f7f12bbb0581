package dev.nacre.mammo.data.sets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.data.Pathology;
import dev.nacre.mammo.data.sets.SetProblem.Kind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The traps of DMID on a miniature of its layout. */
class DmidTest {
    @TempDir
    private Path directory;

    private Miniature layout() {
        return new Miniature(directory).files("TIFF Images/IMG001.tif", "TIFF Images/IMG002.tif",
                "TIFF Images/IMG003.tif", "TIFF Images/IMG004.tif", "ROI Masks/IMG001.tif",
                "Pixel-level annotation/IMG001.tif", "ROI Masks/IMG002.tif")
                .text("Reports/Img001.txt", "There is a mass of 1.5 cm.", "BI-RADS 4")
                .text(StandardCharsets.ISO_8859_1, "Reports/Img002.txt", "Cooper´s ligaments")
                .text("Reports/Img003.txt", "Normal.").text("Reports/Img004.txt", "Nothing.");
    }

    private void check(SetContents contents) {
        assertThat(contents.records()).extracting(SetRecord::side).containsExactly(Laterality.LEFT, Laterality.RIGHT,
                Laterality.RIGHT, Laterality.UNKNOWN);
        assertThat(contents.records()).extracting(record -> record.view().name()).containsExactly("MLO", "CC", "CC",
                "");
        SetRecord first = contents.records().getFirst();
        assertThat(first.file()).isEqualTo(directory.resolve("TIFF Images/IMG001.tif"));
        assertThat(first.findings()).containsExactly(new Finding(List.of(FindingCategory.MASS), List.of("spiculated"),
                List.of(new Region.MaskFile(directory.resolve("Pixel-level annotation/IMG001.tif")),
                        new Region.MaskFile(directory.resolve("ROI Masks/IMG001.tif"))), Optional.empty(),
                Optional.of(Pathology.MALIGNANT)));
        assertThat(first.report()).containsExactly(new ReportSection("report",
                "There is a mass of 1.5 cm.\nBI-RADS 4"));
        SetRecord second = contents.records().get(1);
        assertThat(second.findings()).flatExtracting(Finding::categories).containsExactly(
                FindingCategory.CALCIFICATION, FindingCategory.MASS, FindingCategory.UNSPECIFIED);
        assertThat(second.findings()).flatExtracting(Finding::regions).hasSize(1);
        assertThat(second.pathology()).contains(Pathology.MALIGNANT);
        assertThat(second.report().getFirst().text()).isEqualTo("Cooper´s ligaments");
        assertThat(contents.records().get(2).pathology()).contains(Pathology.NORMAL);
        assertThat(contents.records()).extracting(SetRecord::patient).doesNotHaveDuplicates();
    }

    @Test
    void masksPicturesAndReportsHaveTheSameNumberAndOtherCapitals() {
        layout().text("metadata.txt", "Image,View,Tissue,Class,Severity,X,Y,Radius", "IMG001,MLOLT,G,SPIC,M,10,20,5",
                "IMG002,CCRT,D,CALC,B,10,20,5", "IMG002,CCRT,D,CIRC,M,30,20,5", "IMG003,CCRT,F,NORM,N,,,");
        SetContents contents = new Dmid().read(directory, Miniature.NO_LOOK);
        assertThat(Miniature.kinds(contents)).containsExactly(Kind.UNLABELLED);
        check(contents);
    }

    @Test
    void theTableMayBeAWorkbookWithoutHeader() {
        layout().workbook("Metadata.xlsx", "IMG001,LT MLO,G,SPIC,M,10,20,5", "IMG002,RIGHT_CC,D,CALC,B,10,20,5",
                "IMG002,CC-R,D,CIRC,M,30,20,5", "IMG003,CCRT,F,NORM");
        check(new Dmid().read(directory, Miniature.NO_LOOK));
    }

    @Test
    void whatIsWrongIsReported() {
        layout().text("Info.txt", "IMG001 MLOLT G LUMP M", "IMG9 MLOLT G CIRC M", "IMG002 CCRT G CIRC M",
                "IMG003 CCRT G NORM", "IMG004 CCRT G NORM").files("TIFF Images/IMG005.tif");
        SetContents contents = new Dmid().read(directory, Miniature.NO_LOOK);
        assertThat(Miniature.kinds(contents)).containsExactly(Kind.UNKNOWN_LABEL, Kind.MISSING_FILE, Kind.UNLABELLED,
                Kind.UNLABELLED, Kind.MISSING_FILE);
        assertThat(contents.records()).hasSize(5);
    }
}
