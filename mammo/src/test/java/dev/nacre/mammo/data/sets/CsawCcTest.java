package dev.nacre.mammo.data.sets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.mammo.data.Pathology;
import dev.nacre.mammo.data.sets.SetProblem.Kind;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The traps of CSAW-CC on a miniature of its layout. */
class CsawCcTest {
    private static final String HEADER = "anon_patientid,exam_year,x_age,x_case,x_cancer_laterality,x_type,rad_timing,"
            + "imagelaterality,viewposition,libra_percentdensity,anon_filename";

    @TempDir
    private Path directory;

    @Test
    void onlyTheDiseasedBreastAtTheScreeningThatFoundItIsMalignant() {
        Miniature miniature = new Miniature(directory).text("anon_dataset_nonhidden_211125.csv", HEADER,
                "w1,2012,1,1,Left,2,1,Left,CC,20.5,f1", "w1,2012,1,1,Left,2,1.0,Right,CC,20.5,f2",
                "w1,2010,1,1,Left,2,3,Left,CC,20.5,f3", "w2,2012,1,1.0,Right,2,2,Right,MLO,20.5,f4.dcm",
                "w3,2012,2,0,,,,Left,CC,30,f5", "w4,2012,2,,,,,Left,CC,30,f6", "w3,2012,2,0,,,,Left,CC,30,f5",
                "w3,2012,2,0,,,,Right,CC,30,f7")
                .files("images/f1.dcm", "images/f2.dcm", "images/f3.dcm", "a/b/f4.dcm", "images/f5.dcm",
                        "images/f6.dcm", "anon_annotations_nonhidden/f1_mask.png");
        SetContents contents = new CsawCc().read(directory, Miniature.NO_LOOK);
        assertThat(Miniature.kinds(contents)).containsExactly(Kind.UNKNOWN_LABEL, Kind.DUPLICATE, Kind.MISSING_FILE);
        assertThat(contents.records()).extracting(SetRecord::pathology).containsExactly(
                Optional.of(Pathology.MALIGNANT), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.of(Pathology.NO_CANCER), Optional.empty());
        SetRecord first = contents.records().getFirst();
        assertThat(first.findings().getFirst().regions()).containsExactly(
                new Region.MaskFile(directory.resolve("anon_annotations_nonhidden/f1_mask.png")));
        assertThat(first.findings().getFirst().pathology()).contains(Pathology.MALIGNANT);
        assertThat(contents.records().get(1).findings()).isEmpty();
        assertThat(first.exam()).isEqualTo(contents.records().get(1).exam())
                .isNotEqualTo(contents.records().get(2).exam());
        miniature.text("CSAW-CC_breast_cancer_screening_data.csv", HEADER, "w3,2012,2,0,,,,Left,CC,30,f5");
        assertThat(new CsawCc().read(directory, Miniature.NO_LOOK).records()).hasSize(1);
    }

    @Test
    void percentDensityAndRecallStandBesideTheLabels() {
        new Miniature(directory).text("CSAW-CC_breast_cancer_screening_data.csv", HEADER + ",rad_recall",
                "w1,2012,1,0,,,,Left,CC,20.5,f1,1", "w2,2012,1,0,,,,Left,CC,120,f2,0.0",
                "w3,2012,1,0,,,,Left,CC,,f3,").files("f1.dcm", "f2.dcm", "f3.dcm");
        SetContents contents = new CsawCc().read(directory, Miniature.NO_LOOK);
        assertThat(Miniature.kinds(contents)).containsExactly(Kind.UNKNOWN_LABEL);
        assertThat(contents.records()).extracting(record -> record.facts().percentDensity()).containsExactly(
                OptionalDouble.of(20.5), OptionalDouble.empty(), OptionalDouble.empty());
        assertThat(contents.records()).extracting(record -> record.facts().recalled()).containsExactly(
                Optional.of(true), Optional.of(false), Optional.empty());
        assertThat(contents.records()).extracting(SetRecord::density).containsOnly(Optional.empty());
    }
}
