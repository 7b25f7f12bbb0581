package dev.nacre.mammo.data.sets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.mammo.data.Birads;
import dev.nacre.mammo.data.DensityClass;
import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.data.Pathology;
import dev.nacre.mammo.data.SetSplit;
import dev.nacre.mammo.data.View;
import dev.nacre.mammo.data.sets.SetProblem.Kind;
import dev.nacre.mammo.dicom.DataSetBuilder;
import dev.nacre.mammo.dicom.DicomWriter;
import dev.nacre.mammo.dicom.DicomWriter.Compression;
import dev.nacre.mammo.dicom.PixelFrames;
import dev.nacre.mammo.dicom.Tag;
import dev.nacre.mammo.prepare.FileLook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The traps of CBIS-DDSM on a miniature of its layout, with DICOM files. */
class CbisDdsmTest {
    private static final String PATHS = ",image file path,cropped image file path,ROI mask file path";
    private static final String MASS = "patient_id,breast_density,left or right breast,image view,abnormality id,"
            + "abnormality type,mass shape,mass margins,assessment,pathology,subtlety" + PATHS;
    private static final String CALC = "patient_id,breast density,left or right breast,image view,abnormality id,"
            + "abnormality type,calc type,calc distribution,assessment,pathology,subtlety" + PATHS;

    @TempDir
    private Path directory;

    private Miniature miniature;

    @BeforeEach
    void layout() throws IOException {
        // The paths of the tables are those of another download, and one ends with a line end.
        String stale = ",x/1/2/000000.dcm,x/1/2/000001.dcm,\"x/1/2/000000.dcm\n\"";
        miniature = new Miniature(directory)
                .text("mass_case_description_train_set.csv", MASS,
                        "P_00001,3,LEFT,CC,1,mass,OVAL,CIRCUMSCRIBED,3,BENIGN,4" + stale,
                        "P_00001,3,LEFT,CC,2,mass,IRREGULAR,SPICULATED,5,MALIGNANT,4" + stale)
                .text("mass_case_description_test_set.csv", MASS,
                        "P_00002,2,RIGHT,MLO,1,mass,ROUND,ILL_DEFINED,4,BENIGN_WITHOUT_CALLBACK,5" + stale)
                .text("calc_case_description_train_set.csv", CALC,
                        "P_00002,1,LEFT,CC,1,calcification,PLEOMORPHIC,CLUSTERED,4,MALIGNANT,5" + stale)
                .text("calc_case_description_test_set.csv", CALC);
        film("Mass-Training_P_00001_LEFT_CC/1.1/2.2/1-1.dcm", 40, 30, 0);
        // The crop comes first, the mask second.
        film("Mass-Training_P_00001_LEFT_CC_1/1.1/2.3/1-1.dcm", 9, 8, 0);
        film("Mass-Training_P_00001_LEFT_CC_1/1.1/2.3/1-2.dcm", 40, 30, 2);
        // The other way round, in folders of their own.
        film("Mass-Training_P_00001_LEFT_CC_2/1.1/2.4/1-1.dcm", 40, 30, 2);
        film("Mass-Training_P_00001_LEFT_CC_2/1.1/2.5/1-1.dcm", 12, 11, 0);
        // A mask of another size than its film.
        film("Mass-Test_P_00002_RIGHT_MLO/1.1/2.6/000000.dcm", 40, 30, 0);
        film("Mass-Test_P_00002_RIGHT_MLO_1/1.1/2.7/000000.dcm", 10, 10, 0);
        film("Mass-Test_P_00002_RIGHT_MLO_1/1.1/2.7/000001.dcm", 42, 31, 2);
        film("Calc-Training_P_00002_LEFT_CC/1.1/2.8/1-1.dcm", 40, 30, 0);
        // A crop as large as its film.
        film("Calc-Training_P_00002_LEFT_CC_1/1.1/2.9/1-1.dcm", 40, 30, 0);
        film("Calc-Training_P_00002_LEFT_CC_1/1.1/2.9/1-2.dcm", 40, 30, 2);
    }

    private SetContents read() {
        return new CbisDdsm().read(directory, new FileLook());
    }

    private static Path mask(Finding finding) {
        assertThat(finding.regions()).hasSize(1);
        return ((Region.MaskFile) finding.regions().getFirst()).file();
    }

    @Test
    void severalAbnormalitiesOfAFilmAreOneRecordMalignantIfOneIs() {
        SetRecord film = read().records().getFirst();
        assertThat(film.file()).endsWithRaw(Path.of("Mass-Training_P_00001_LEFT_CC/1.1/2.2/1-1.dcm"));
        assertThat(film.side()).isEqualTo(Laterality.LEFT);
        assertThat(film.view().standard()).contains(View.CC);
        assertThat(film.pathology()).contains(Pathology.MALIGNANT);
        assertThat(film.birads()).contains(Birads.HIGHLY_SUGGESTIVE);
        assertThat(film.findings()).hasSize(2);
        assertThat(film.findings().getFirst().pathology()).contains(Pathology.BENIGN);
        assertThat(film.findings().getFirst().descriptors()).containsExactly("OVAL", "CIRCUMSCRIBED");
        assertThat(film.findings().get(1).categories()).containsExactly(FindingCategory.MASS);
    }

    @Test
    void theMaskIsFoundWhicheverFileItIs() {
        List<SetRecord> records = read().records();
        assertThat(mask(records.get(0).findings().get(0))).endsWithRaw(Path.of("2.3/1-2.dcm"));
        assertThat(mask(records.get(0).findings().get(1))).endsWithRaw(Path.of("2.4/1-1.dcm"));
        assertThat(mask(records.get(1).findings().get(0))).endsWithRaw(Path.of("2.7/000001.dcm"));
        assertThat(mask(records.get(2).findings().get(0))).endsWithRaw(Path.of("2.9/1-2.dcm"));
    }

    @Test
    void bothNamesOfTheDensityColumnAreRead() {
        assertThat(read().records()).extracting(record -> record.density().orElseThrow())
                .containsExactly(DensityClass.C, DensityClass.B, DensityClass.A);
    }

    @Test
    void aPatientOfBothSplitsIsMovedToTheTestPart() {
        SetContents contents = read();
        assertThat(Miniature.kinds(contents)).containsExactly(Kind.REGROUPED);
        assertThat(contents.problems().getFirst().place().toString())
                .isEqualTo("calc_case_description_train_set.csv, line 2");
        assertThat(contents.records()).extracting(record -> record.split().orElseThrow())
                .containsExactly(SetSplit.TRAINING, SetSplit.TEST, SetSplit.TEST);
        SplitCheck.require(contents.records());
    }

    @Test
    void valuesEndingWithALineEndAreRead() {
        miniature.text("calc_case_description_train_set.csv", CALC.replace("pathology", "\"pathology\n\""),
                "P_00002,1,LEFT,CC,1,calcification,PLEOMORPHIC,CLUSTERED,4,\"MALIGNANT\n\",5,a,b,c",
                "P_00003,1,LEFT,CC,1,calcification,PLEOMORPHIC,CLUSTERED,4,BENIGN,5,a,b,c");
        SetContents contents = read();
        assertThat(contents.records().get(2).pathology()).contains(Pathology.MALIGNANT);
        assertThat(Miniature.kinds(contents)).containsExactly(Kind.MISSING_FILE, Kind.REGROUPED);
        assertThat(contents.problems().getFirst().place().line()).isEqualTo(5);
    }

    @Test
    void anAbnormalityWithoutMaskIsReported() throws IOException {
        Files.delete(directory.resolve("Mass-Training_P_00001_LEFT_CC_1/1.1/2.3/1-2.dcm"));
        SetContents contents = read();
        assertThat(Miniature.kinds(contents)).containsExactly(Kind.MISSING_FILE, Kind.REGROUPED);
        assertThat(contents.records().getFirst().findings().getFirst().regions()).isEmpty();
    }

    /** A picture with two levels, or with many where {@code levels} is 0. */
    private void film(String name, int height, int width, int levels) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        short[] pixels = new short[height * width];
        for (int index = 0; index < pixels.length; index++) {
            pixels[index] = (short) (levels == 2 ? index % 2 * 255 : index);
        }
        DicomWriter.write(file, new DataSetBuilder().text(Tag.SOP_CLASS_UID, "1.2.840.10008.5.1.4.1.1.7")
                .text(Tag.SOP_INSTANCE_UID, "2.25.1").text(Tag.MODALITY, "MG").build(),
                new PixelFrames(height, width, 16, false, "MONOCHROME2", List.of(new short[][] {pixels})),
                Compression.NONE);
    }
}
