package dev.nacre.mammo.data.sets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.mammo.data.Birads;
import dev.nacre.mammo.data.DensityClass;
import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.data.Pathology;
import dev.nacre.mammo.data.sets.SetProblem.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The traps of EMBED on a miniature of its layout. */
class EmbedTest {
    private static final String PICTURES = "empi_anon,acc_anon,anon_dicom_path,FinalImageType,ImageLateralityFinal,"
            + "ViewPosition,spot_mag,ROI_coords,ManufacturerModelName";
    private static final String FINDINGS = "empi_anon,acc_anon,numfind,asses,tissueden,side,bside,massshape,massmargin,"
            + "massdens,calcfind,calcdistri,path_severity,age_at_study";

    @TempDir
    private Path directory;

    private SetContents read() {
        return new Embed().read(directory, Miniature.NO_LOOK);
    }

    @BeforeEach
    void layout() {
        new Miniature(directory).text("tables/EMBED_OpenData_metadata.csv", PICTURES,
                "7,91,/mnt/nas/anon/cohort_1/7/91/a.dcm,2D,L,CC,,\"[[10, 20, 30.5, 45], [1, 2, 3, 4]]\",Senographe",
                "7,91,/mnt/nas/anon/cohort_1/7/91/b.dcm,cview,L,MLO,0.0,[]",
                "7,91,/mnt/nas/anon/cohort_1/7/91/c.dcm,2D,R,CC,0,", "7,91,cohort_1/7/91/d.dcm,2D,L,CC,1.0,",
                "8,92,cohort_2\\8\\92\\e.dcm,C-view,R,MLO,0,", "8,93,cohort_2/8/93/f.dcm,2D,R,MLO,0,")
                .text("tables/EMBED_OpenData_clinical.csv", FINDINGS, "7,91.0,1,A,3.0,L,,X,S,+,,,,61.84",
                        "7,91.0,2,A,3.0,L,L,,,,\"A,P\",G,1.0", "7,91.0,3,N,3.0,R,,,,,,,",
                        "8,92,1,B,5,B,R,Q,,,,,4", "8,93,1,X,2,,,,,,,,")
                .files("images/cohort_1/7/91/a.dcm", "images/cohort_1/7/91/b.dcm", "images/cohort_1/7/91/c.dcm",
                        "images/cohort_1/7/91/d.dcm", "cohort_2/8/92/e.dcm", "cohort_2/8/93/f.dcm");
    }

    @Test
    void findingsJoinThePicturesOfTheirBreastAlone() {
        SetContents contents = read();
        assertThat(contents.problems()).isEmpty();
        SetRecord left = contents.records().getFirst();
        SetRecord right = contents.records().get(2);
        assertThat(left.findings()).filteredOn(finding -> finding.regions().isEmpty()).containsExactly(
                new Finding(List.of(FindingCategory.MASS), List.of("irregular", "spiculated", "high density"),
                        List.of(), Optional.of(Birads.INCOMPLETE), Optional.empty()),
                new Finding(List.of(FindingCategory.CALCIFICATION), List.of("amorphous", "punctate", "grouped"),
                        List.of(), Optional.of(Birads.INCOMPLETE), Optional.of(Pathology.MALIGNANT)));
        assertThat(right.findings()).isEmpty();
        assertThat(left.birads()).contains(Birads.INCOMPLETE);
        assertThat(right.birads()).contains(Birads.NEGATIVE);
        assertThat(left.pathology()).contains(Pathology.MALIGNANT);
        assertThat(right.pathology()).isEmpty();
        assertThat(left.density()).contains(DensityClass.C);
        assertThat(left.exam()).isEqualTo(right.exam()).isEqualTo("91");
    }

    @Test
    void ageBelongsToTheExamAndTheDeviceToThePicture() {
        List<SetRecord> records = read().records();
        assertThat(records.getFirst().facts()).isEqualTo(
                RecordFacts.NONE.withAge(OptionalInt.of(61)).withDevice(Optional.of("Senographe")));
        assertThat(records.get(1).facts()).isEqualTo(RecordFacts.NONE.withAge(OptionalInt.of(61)));
        assertThat(records.get(4).facts()).isEqualTo(RecordFacts.NONE);
    }

    @Test
    void boxesBeginWithTheRow() {
        assertThat(read().records().getFirst().findings()).flatExtracting(Finding::regions).containsExactly(
                new Region.Box(20, 10, 45, 30.5), new Region.Box(2, 1, 4, 3));
    }

    @Test
    void syntheticPicturesAndSpotViewsAreToldApart() {
        List<SetRecord> records = read().records();
        assertThat(records).extracting(SetRecord::kind).containsExactly(PictureKind.DIGITAL, PictureKind.SYNTHETIC,
                PictureKind.DIGITAL, PictureKind.DIGITAL, PictureKind.SYNTHETIC, PictureKind.DIGITAL);
        assertThat(records.get(3).view().standard()).isEmpty();
        assertThat(records.get(3).view().name()).isEqualTo("CC SPOT");
    }

    @Test
    void maleDensityIsNoneAndBothSidesMeanBothButPathologyHasItsOwn() {
        SetRecord man = read().records().get(4);
        assertThat(man.density()).isEmpty();
        assertThat(man.birads()).contains(Birads.BENIGN);
        assertThat(man.findings().getFirst().categories()).containsExactly(FindingCategory.ARCHITECTURAL_DISTORTION);
        assertThat(man.pathology()).contains(Pathology.BENIGN);
        new Miniature(directory).text("tables/EMBED_OpenData_metadata.csv", PICTURES,
                "8,92,cohort_2/8/92/e.dcm,2D,L,MLO,0,");
        SetRecord left = read().records().getFirst();
        assertThat(left.findings()).hasSize(1);
        assertThat(left.pathology()).isEmpty();
    }

    @Test
    void noAssessmentAndNoSideAreNoProblem() {
        SetRecord last = read().records().get(5);
        assertThat(last.birads()).isEmpty();
        assertThat(last.density()).contains(DensityClass.B);
        assertThat(last.side()).isEqualTo(Laterality.RIGHT);
    }

    @Test
    void whatIsWrongIsReported() {
        new Miniature(directory).text("tables/EMBED_OpenData_metadata.csv", PICTURES,
                "7,91,cohort_1/7/91/a.dcm,2D,L,CC,0,\"[[10, 20, 5, 45]]\"",
                "7,91,cohort_1/7/91/gone.dcm,2D,L,CC,0,", "7,91,cohort_1/7/91/b.dcm,ROI_SSC,L,CC,0,",
                "7,99,cohort_1/7/91/c.dcm,2D,L,CC,0,[1 2]", "7,91,../../etc/passwd,2D,L,CC,0,")
                .text("tables/EMBED_OpenData_clinical.csv", FINDINGS, "7,91,1,Z,9,L,,?,,,,,7");
        SetContents contents = read();
        assertThat(Miniature.kinds(contents)).containsExactly(Kind.UNKNOWN_LABEL, Kind.UNKNOWN_LABEL,
                Kind.UNKNOWN_LABEL, Kind.UNKNOWN_LABEL, Kind.UNUSABLE_REGION, Kind.MISSING_FILE, Kind.NO_MAMMOGRAM,
                Kind.UNLABELLED, Kind.UNUSABLE_REGION, Kind.MISSING_FILE);
        assertThat(contents.records()).hasSize(2);
    }

    @Test
    void theReducedTablesWillDo() {
        new Miniature(directory.resolve("b")).text("EMBED_OpenData_metadata_reduced.csv", PICTURES,
                "7,91,cohort_1/7/91/a.dcm,2D,L,CC,0,").text("EMBED_OpenData_clinical_reduced.csv",
                "acc_anon,asses,tissueden,side", "91,S,4,L").files("cohort_1/7/91/a.dcm");
        SetContents contents = new Embed().read(directory.resolve("b"), Miniature.NO_LOOK);
        assertThat(contents.problems()).isEmpty();
        assertThat(contents.records().getFirst().birads()).contains(Birads.SUSPICIOUS);
    }
}
