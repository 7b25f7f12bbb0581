package dev.nacre.mammo.data.sets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.data.Pathology;
import dev.nacre.mammo.data.sets.SetProblem.Kind;
import dev.nacre.mammo.dicom.DataSet;
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
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The traps of CMMD on a miniature of its layout, with DICOM files. */
class CmmdTest {
    private static final String HEADER = "ID1,LeftRight,Age,number,abnormality,classification,subtype";

    @TempDir
    private Path directory;

    private SetContents read() {
        return new Cmmd().read(directory, new FileLook());
    }

    @BeforeEach
    void layout() throws IOException {
        new Miniature(directory).text("CMMD_clinicaldata_revision.csv", HEADER, "D1-0001,R,44,2,calcification,Benign,",
                "D2-0002,L,40,2,both,Malignant,Luminal A");
        picture("CMMD/D1-0001/1.2/1.3/1-1.dcm", "R", "cranio-caudal");
        picture("CMMD/D1-0001/1.2/1.3/1-2.dcm", "R", "medio-lateral oblique");
        picture("CMMD/D1-0001/1.2/1.3/1-3.dcm", "L", "cranio-caudal");
        picture("CMMD/D2-0002/1.2/1.4/1-1.dcm", "L", "cranio-caudal");
    }

    @Test
    void sideAndViewComeFromThePicturesAndTheOtherBreastHasNoLabel() {
        SetContents contents = read();
        assertThat(contents.problems()).isEmpty();
        assertThat(contents.records()).extracting(SetRecord::side).containsExactly(Laterality.RIGHT, Laterality.RIGHT,
                Laterality.LEFT, Laterality.LEFT);
        assertThat(contents.records()).extracting(record -> record.view().name()).containsExactly("CC", "MLO", "CC",
                "CC");
        assertThat(contents.records()).extracting(SetRecord::pathology).containsExactly(Optional.of(Pathology.BENIGN),
                Optional.of(Pathology.BENIGN), Optional.empty(), Optional.of(Pathology.MALIGNANT));
        assertThat(contents.records()).extracting(record -> record.facts().age()).containsExactly(OptionalInt.of(44),
                OptionalInt.of(44), OptionalInt.empty(), OptionalInt.of(40));
        assertThat(contents.records().get(2).findings()).isEmpty();
        List<Finding> both = contents.records().get(3).findings();
        assertThat(both).flatExtracting(Finding::categories).containsExactly(FindingCategory.CALCIFICATION,
                FindingCategory.MASS);
        assertThat(both.getFirst().descriptors()).containsExactly("Luminal A");
        assertThat(both.getFirst().regions()).isEmpty();
    }

    @Test
    void knownDuplicatesAreDroppedOnce() throws IOException {
        picture("CMMD/D1-0202/1.2/1.3/1-1.dcm", "R", "cranio-caudal");
        picture("CMMD/D2-0284/1.2/1.3/1-1.dcm", "R", "cranio-caudal");
        picture("CMMD/D2-0284/1.2/1.3/1-2.dcm", "R", "medio-lateral oblique");
        picture("CMMD/D1-0808/1.2/1.3/1-1.dcm", "L", "cranio-caudal");
        picture("CMMD/D1-1292/1.2/1.3/1-1.dcm", "L", "cranio-caudal");
        picture("CMMD/D1-1292/1.2/1.3/1-2.dcm", "L", "medio-lateral oblique");
        SetContents contents = read();
        assertThat(Miniature.kinds(contents)).containsExactly(Kind.DUPLICATE, Kind.DUPLICATE, Kind.DUPLICATE);
        assertThat(contents.problems().toString()).doesNotContain("D2-0284", "D1-1292");
        assertThat(contents.records()).extracting(SetRecord::patient).containsExactly("D1-0001", "D1-0001", "D1-0001",
                "D1-0202", "D1-0808", "D1-1292", "D2-0002");
    }

    @Test
    void thePublishedWorkbookSaysTheSameAsItsTextAndTheTextIsPreferred() throws IOException {
        SetContents text = read();
        new Miniature(directory).workbook("CMMD_clinicaldata_revision.xlsx", HEADER,
                "D1-0001,R,44,2,calcification,Malignant,", "D2-0002,L,40,2,both,Malignant,Luminal A");
        assertThat(read().records()).isEqualTo(text.records());
        Files.delete(directory.resolve("CMMD_clinicaldata_revision.csv"));
        assertThat(read().records()).extracting(SetRecord::pathology).containsExactly(
                Optional.of(Pathology.MALIGNANT), Optional.of(Pathology.MALIGNANT), Optional.empty(),
                Optional.of(Pathology.MALIGNANT));
    }

    @Test
    void masksBesideThePicturesAreNoPictures() throws IOException {
        new Miniature(directory).files("masks/D1-0001_R_MLO.png", "masks/D2-0002_L_CC_1.png",
                "masks/D2-0002_L_CC_2.png");
        SetContents contents = read();
        assertThat(contents.problems()).isEmpty();
        assertThat(contents.records()).hasSize(4);
        assertThat(contents.records().getFirst().findings().getFirst().regions()).isEmpty();
        assertThat(contents.records().get(1).findings().getFirst().regions()).containsExactly(
                new Region.MaskFile(directory.resolve("masks/D1-0001_R_MLO.png")));
        assertThat(contents.records().get(3).findings()).hasSize(3);
        assertThat(contents.records().get(3).findings().get(2).regions()).hasSize(2);
    }

    @Test
    void whatIsWrongIsReported() throws IOException {
        new Miniature(directory).text("CMMD_clinicaldata_revision.csv", HEADER, "D1-0001,R,44,2,calcification,Benign,",
                "D1-0001,R,44,2,mass,Malignant,", "D1-0009,L,44,2,lump,Benign,")
                .text("CMMD/D2-0002/1.2/1.4/1-1.dcm", "no picture");
        picture("CMMD/D2-0003/1.2/1.4/1-1.dcm", "", "cranio-caudal");
        SetContents contents = read();
        assertThat(Miniature.kinds(contents)).containsExactly(Kind.CONTRADICTION, Kind.UNKNOWN_LABEL, Kind.UNREADABLE,
                Kind.UNKNOWN_LABEL, Kind.MISSING_FILE);
        assertThat(contents.records().getFirst().pathology()).contains(Pathology.BENIGN);
    }

    private void picture(String name, String side, String view) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        short[] pixels = new short[64];
        pixels[5] = 9;
        DataSet code = new DataSetBuilder().text(Tag.CODE_MEANING, view).build();
        DataSetBuilder attributes = new DataSetBuilder().text(Tag.SOP_CLASS_UID, "1.2.840.10008.5.1.4.1.1.1.2")
                .text(Tag.SOP_INSTANCE_UID, "2.25.1").text(Tag.MODALITY, "MG").items(Tag.VIEW_CODE_SEQUENCE, code);
        if (!side.isEmpty()) {
            attributes.text(Tag.IMAGE_LATERALITY, side);
        }
        DicomWriter.write(file, attributes.build(), new PixelFrames(8, 8, 8, false, "MONOCHROME2",
                List.of(new short[][] {pixels})), Compression.NONE);
    }
}
