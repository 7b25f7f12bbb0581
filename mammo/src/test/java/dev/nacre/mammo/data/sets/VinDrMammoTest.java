package dev.nacre.mammo.data.sets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.mammo.data.Birads;
import dev.nacre.mammo.data.DensityClass;
import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.data.SetSplit;
import dev.nacre.mammo.data.View;
import dev.nacre.mammo.data.sets.SetProblem.Kind;
import dev.nacre.nn.InputException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The traps of VinDr-Mammo on a miniature of its layout. */
class VinDrMammoTest {
    private static final String PICTURES = "study_id,series_id,image_id,laterality,view_position,height,width,"
            + "breast_birads,breast_density,split";
    private static final String FINDINGS = "study_id,series_id,image_id,laterality,view_position,height,width,"
            + "breast_birads,breast_density,finding_categories,finding_birads,xmin,ymin,xmax,ymax,split";

    @TempDir
    private Path directory;

    private SetContents read() {
        return new VinDrMammo().read(directory, Miniature.NO_LOOK);
    }

    private Miniature miniature(String... findings) {
        String[] lines = new String[findings.length + 1];
        lines[0] = FINDINGS;
        System.arraycopy(findings, 0, lines, 1, findings.length);
        return new Miniature(directory).text("breast-level_annotations.csv", PICTURES,
                "s1,x,i1,L,CC,3518,2800,BI-RADS 4,DENSITY C,training",
                "s1,x,i2,R,MLO,3518,2800,BI-RADS 1,DENSITY B,training",
                "s2,x,i3,L,MLO,3518,2800,BI-RADS 2,DENSITY A,test")
                .text("finding_annotations.csv", lines)
                .files("images/s1/i1.dicom", "images/s1/i2.dicom", "images/s2/i3.dicom");
    }

    @Test
    void severalFindingsOfAPictureAndRowsWithoutBoxes() {
        miniature("s1,x,i1,L,CC,3518,2800,BI-RADS 4,DENSITY C,\"['Mass', 'Skin Retraction']\",BI-RADS 4,"
                + "2355.5,1731.25,2482.97,1852.75,training",
                "s1,x,i1,L,CC,3518,2800,BI-RADS 4,DENSITY C,['Suspicious Calcification'],BI-RADS 3,10,20,30,40,"
                        + "training",
                "s1,x,i2,R,MLO,3518,2800,BI-RADS 1,DENSITY B,['No Finding'],,,,,,training");
        SetContents contents = read();
        assertThat(contents.problems()).isEmpty();
        assertThat(contents.records()).hasSize(3);
        SetRecord first = contents.records().getFirst();
        assertThat(first.side()).isEqualTo(Laterality.LEFT);
        assertThat(first.view().standard()).contains(View.CC);
        assertThat(first.file()).isEqualTo(directory.resolve("images/s1/i1.dicom"));
        assertThat(first.birads()).contains(Birads.SUSPICIOUS);
        assertThat(first.density()).contains(DensityClass.C);
        assertThat(first.split()).contains(SetSplit.TRAINING);
        assertThat(first.pathology()).isEmpty();
        assertThat(first.findings()).hasSize(2);
        Finding mass = first.findings().getFirst();
        assertThat(mass.categories()).containsExactly(FindingCategory.MASS, FindingCategory.SKIN_RETRACTION);
        assertThat(mass.birads()).contains(Birads.SUSPICIOUS);
        assertThat(mass.regions()).containsExactly(new Region.Box(2355.5, 1731.25, 2482.97, 1852.75));
        assertThat(first.findings().get(1).categories()).containsExactly(FindingCategory.CALCIFICATION);
        assertThat(first.findings().get(1).birads()).contains(Birads.PROBABLY_BENIGN);
        assertThat(contents.records().get(1).findings()).isEmpty();
        assertThat(contents.records().get(2).split()).contains(SetSplit.TEST);
    }

    @Test
    void whatTheHeadersSayStandsInATableThatMayBeMissing() {
        miniature();
        assertThat(read().records()).extracting(SetRecord::facts).containsOnly(RecordFacts.NONE);
        miniature().text("metadata.csv", "SOP Instance UID,Patient's Age,Manufacturer", "i1,053Y,SIEMENS", "i2,,",
                "i3,old,IMS s.r.l.");
        SetContents contents = read();
        assertThat(contents.records()).extracting(SetRecord::facts).containsExactly(
                RecordFacts.NONE.withAge(OptionalInt.of(53)).withDevice(Optional.of("SIEMENS")), RecordFacts.NONE,
                RecordFacts.NONE.withDevice(Optional.of("IMS s.r.l.")));
        assertThat(Miniature.kinds(contents)).containsExactly(Kind.UNKNOWN_LABEL);
    }

    @Test
    void whatIsWrongIsToldByRowAndNeverByValue() {
        miniature("s1,x,i1,L,CC,3518,2800,BI-RADS 4,DENSITY C,['Wound'],BI-RADS 9,5,5,4,9,training",
                "s9,x,i9,L,CC,3518,2800,BI-RADS 4,DENSITY C,['Mass'],BI-RADS 4,1,1,2,2,training",
                "s1,x,i2,R,MLO,3518,2800,BI-RADS 1,DENSITY B,Mass,,,,,,training");
        assertThat(directory.resolve("images/s2/i3.dicom").toFile().delete()).isTrue();
        SetContents contents = read();
        assertThat(Miniature.kinds(contents)).containsExactly(Kind.UNKNOWN_LABEL, Kind.UNUSABLE_REGION,
                Kind.UNKNOWN_LABEL, Kind.UNKNOWN_LABEL, Kind.MISSING_FILE, Kind.ORPHAN);
        assertThat(contents.problems().get(1).place().toString()).isEqualTo("finding_annotations.csv, line 2");
        assertThat(contents.problems().get(4).place().toString()).isEqualTo("breast-level_annotations.csv, line 4");
        assertThat(contents.problems().get(5).place().line()).isEqualTo(3);
        assertThat(contents.problems().toString()).doesNotContain("Wound", "s9", "i9", "i3");
        Finding unknown = contents.records().getFirst().findings().getFirst();
        assertThat(unknown.categories()).containsExactly(FindingCategory.UNSPECIFIED);
        assertThat(unknown.regions()).isEmpty();
        assertThat(contents.records()).hasSize(2);
    }

    @Test
    void aPictureThatStandsTwiceIsKeptOnce() {
        miniature().text("breast-level_annotations.csv", PICTURES,
                "s1,x,i1,L,CC,3518,2800,BI-RADS 4,DENSITY C,training",
                "s1,x,i1,L,CC,3518,2800,BI-RADS 5,DENSITY C,training");
        SetContents contents = read();
        assertThat(Miniature.kinds(contents)).containsExactly(Kind.DUPLICATE);
        assertThat(contents.records()).hasSize(1);
        assertThat(contents.records().getFirst().birads()).contains(Birads.SUSPICIOUS);
    }

    @Test
    void anotherLayoutIsOneSentence() {
        new Miniature(directory).text("train.csv", "a,b");
        assertThatThrownBy(this::read).isInstanceOf(InputException.class)
                .hasMessageContaining("does not have the layout of vindr-mammo")
                .hasMessageContaining("breast-level_annotations.csv");
    }

    @Test
    void aPathOutOfTheFolderIsNotFollowed() {
        miniature().text("breast-level_annotations.csv", PICTURES,
                "..,x,../../images/s1/i1,L,CC,3518,2800,BI-RADS 4,DENSITY C,training",
                "../../..,x,i1,L,CC,3518,2800,BI-RADS 4,DENSITY C,training");
        assertThat(Miniature.kinds(read())).isEqualTo(List.of(Kind.MISSING_FILE, Kind.MISSING_FILE));
    }
}
