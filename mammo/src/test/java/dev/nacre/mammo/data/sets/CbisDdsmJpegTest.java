package dev.nacre.mammo.data.sets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.data.Pathology;
import dev.nacre.mammo.data.SetSplit;
import dev.nacre.mammo.data.sets.SetProblem.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The traps of CBIS-DDSM in JPEG on a miniature of its layout. */
class CbisDdsmJpegTest {
    private static final String CASES = "patient_id,breast_density,left or right breast,image view,abnormality id,"
            + "abnormality type,assessment,pathology";
    /** Files whose names begin with big are of the films' size; no JPEG is exactly two-valued. */
    private static final PictureLook LOOK = new PictureLook() {
        @Override
        public Optional<Head> head(Path file) {
            int size = file.getFileName().toString().startsWith("big") ? 40 : 9;
            return Optional.of(new Head(size, size, Laterality.UNKNOWN, ViewName.UNKNOWN));
        }

        @Override
        public boolean twoValued(Path file) {
            return false;
        }
    };

    @TempDir
    private Path directory;

    @BeforeEach
    void layout() {
        new Miniature(directory).text("csv/dicom_info.csv", "file_path,image_path,PatientID,SeriesDescription",
                "x,CBIS-DDSM/jpeg/1.1/big-1.jpg,Mass-Training_P_00001_LEFT_CC,full mammogram images",
                "x,CBIS-DDSM/jpeg/1.2/1-1.jpg,Mass-Training_P_00001_LEFT_CC_1,cropped images",
                "x,CBIS-DDSM/jpeg/1.2/1-2.jpg,Mass-Training_P_00001_LEFT_CC_1,ROI mask images",
                "x,CBIS-DDSM/jpeg/1.3/1-1.jpg,Mass-Training_P_00001_LEFT_CC_2,",
                "x,CBIS-DDSM/jpeg/1.3/big-2.jpg,Mass-Training_P_00001_LEFT_CC_2,",
                "x,CBIS-DDSM/jpeg/1.4/big-1.jpg,Calc-Test_P_00002_RIGHT_MLO,full mammogram images",
                "x,CBIS-DDSM/jpeg/1.5/gone.jpg,Calc-Test_P_00002_RIGHT_MLO_1,ROI mask images")
                .text("csv/mass_case_description_train_set.csv", CASES, "P_00001,3,LEFT,CC,1,mass,3,BENIGN",
                        "P_00001,3,LEFT,CC,2,mass,0,MALIGNANT")
                .text("csv/mass_case_description_test_set.csv", CASES)
                .text("csv/calc_case_description_train_set.csv", CASES)
                .text("csv/calc_case_description_test_set.csv", CASES.replace("breast_density", "breast density"),
                        "P_00002,2,RIGHT,MLO,1,calcification,2,BENIGN_WITHOUT_CALLBACK")
                .files("jpeg/1.1/big-1.jpg", "jpeg/1.2/1-1.jpg", "jpeg/1.2/1-2.jpg", "jpeg/1.3/1-1.jpg",
                        "jpeg/1.3/big-2.jpg", "jpeg/1.4/big-1.jpg");
    }

    @Test
    void theDescriptionNamesTheMaskAndElseTheSizeDoes() {
        SetContents contents = new CbisDdsmJpeg().read(directory, LOOK);
        assertThat(Miniature.kinds(contents)).containsExactly(Kind.MISSING_FILE);
        assertThat(contents.records()).hasSize(2);
        SetRecord mass = contents.records().getFirst();
        assertThat(mass.file()).isEqualTo(directory.resolve("jpeg/1.1/big-1.jpg"));
        assertThat(mass.findings()).flatExtracting(Finding::regions).isEqualTo(List.of(
                new Region.MaskFile(directory.resolve("jpeg/1.2/1-2.jpg")),
                new Region.MaskFile(directory.resolve("jpeg/1.3/big-2.jpg"))));
        assertThat(mass.pathology()).contains(Pathology.MALIGNANT);
        assertThat(mass.birads().orElseThrow().code()).isEqualTo("0");
        assertThat(contents.records().get(1).split()).contains(SetSplit.TEST);
        assertThat(contents.records().get(1).findings().getFirst().regions()).isEmpty();
    }
}
