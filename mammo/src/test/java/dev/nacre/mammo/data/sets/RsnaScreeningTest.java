package dev.nacre.mammo.data.sets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.mammo.data.Birads;
import dev.nacre.mammo.data.DensityClass;
import dev.nacre.mammo.data.Pathology;
import dev.nacre.mammo.data.sets.SetProblem.Kind;
import dev.nacre.nn.InputException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The traps of RSNA 2022 on a miniature of its layout. */
class RsnaScreeningTest {
    private static final String HEADER = "site_id,patient_id,image_id,laterality,view,age,cancer,biopsy,invasive,"
            + "BIRADS,implant,density,machine_id,difficult_negative_case";

    @TempDir
    private Path directory;

    private SetContents read() {
        return new RsnaScreening().read(directory, Miniature.NO_LOOK);
    }

    @Test
    void cancerIsALabelOfTheBreast() {
        new Miniature(directory).text("train.csv", HEADER,
                "2,10006,1,L,CC,61,0,0,0,,0,,29,False",
                "2,10006,2,R,AT,61.0,1,1,1,0.0,0,C,29,False",
                "2,10006,3,R,MLO,61.0,0,1,1,0,0,C,29,False",
                "2,10006,4,L,MLO,61.0,0,0,0,2,0,D,29,True",
                "1,20000,5,R,CC,50,0,0,0,1,0,A,49,False")
                .files("train_images/10006/1.dcm", "train_images/10006/2.dcm", "train_images/10006/3.dcm",
                        "train_images/10006/4.dcm");
        SetContents contents = read();
        assertThat(Miniature.kinds(contents)).containsExactly(Kind.CONTRADICTION, Kind.MISSING_FILE);
        assertThat(contents.problems().getFirst().place().toString()).isEqualTo("train.csv, line 4");
        assertThat(contents.problems().toString()).doesNotContain("10006", "20000");
        assertThat(contents.records()).extracting(record -> record.pathology().orElseThrow()).containsExactly(
                Pathology.NO_CANCER, Pathology.MALIGNANT, Pathology.MALIGNANT, Pathology.NO_CANCER);
        SetRecord first = contents.records().getFirst();
        assertThat(first.birads()).isEmpty();
        assertThat(first.density()).isEmpty();
        assertThat(first.split()).isEmpty();
        SetRecord other = contents.records().get(1);
        assertThat(other.facts().age()).hasValue(61);
        assertThat(other.facts().device()).contains("machine 29");
        assertThat(other.view()).isEqualTo(new ViewName("AT"));
        assertThat(other.view().standard()).isEmpty();
        assertThat(other.birads()).contains(Birads.INCOMPLETE);
        assertThat(other.density()).contains(DensityClass.C);
        assertThat(contents.records().toString()).doesNotContain("10006");
    }

    @Test
    void aTableWithOtherColumnsIsOneSentence() {
        new Miniature(directory).text("train.csv", "patient_id,image_id,laterality,view", "1,2,L,CC");
        assertThatThrownBy(this::read).isInstanceOf(InputException.class)
                .hasMessageContaining("train.csv").hasMessageContaining("[cancer, BIRADS, density] are missing");
    }
}
