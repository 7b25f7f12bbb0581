package dev.nacre.mammo.data.sets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.mammo.data.Pathology;
import dev.nacre.mammo.data.sets.SetProblem.Kind;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The traps of NL-Breast-Screening on a miniature of its layout. */
class NlBreastScreeningTest {
    @TempDir
    private Path directory;

    @Test
    void pathsOfWindowsPatientsByFolderAndFalsePositives() {
        new Miniature(directory).text("NLBSP-metadata.csv",
                "File Path,Age,Image Laterality,View Position,Cancer,False Positive",
                "abnormal\\1094\\left\\CC\\IM-1.dcm,55,L,CC,1,0", "normal\\2000\\right\\MLO\\IM-1.dcm,60,R,MLO,0,0.0",
                "normal\\2001\\right\\MLO\\IM-1.dcm,60,R,MLO,0,1", "normal\\2001\\left\\MLO\\IM-2.dcm,60,L,MLO,0,True",
                "normal\\2002\\left\\MLO\\gone.dcm,60,L,MLO,0,0", "normal\\2003\\left\\MLO\\IM-2.dcm,60,L,MLO,,maybe")
                .files("images/abnormal/1094/left/CC/IM-1.dcm", "images/normal/2000/right/MLO/IM-1.dcm",
                        "normal/2001/right/MLO/IM-1.dcm", "normal/2001/left/MLO/IM-2.dcm",
                        "normal/2003/left/MLO/IM-2.dcm");
        SetContents contents = new NlBreastScreening().read(directory, Miniature.NO_LOOK);
        assertThat(Miniature.kinds(contents)).containsExactly(Kind.MISSING_FILE, Kind.UNKNOWN_LABEL);
        assertThat(contents.records()).extracting(SetRecord::patient).containsExactly("1094", "2000", "2001", "2001",
                "2003");
        assertThat(contents.records()).extracting(SetRecord::pathology).containsExactly(
                Optional.of(Pathology.MALIGNANT), Optional.of(Pathology.NO_CANCER), Optional.of(Pathology.NO_CANCER),
                Optional.of(Pathology.NO_CANCER), Optional.empty());
        assertThat(contents.records()).extracting(record -> record.facts().recalled()).containsExactly(Optional.empty(),
                Optional.of(false), Optional.of(true), Optional.of(true), Optional.empty());
    }
}
