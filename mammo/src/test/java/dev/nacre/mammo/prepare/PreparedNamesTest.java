package dev.nacre.mammo.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PreparedNamesTest {
    @Test
    void endingsThatSayNothingBecomePng() {
        assertThat(PreparedNames.of("a/1.2.840.dcm", false)).isEqualTo("a/1.2.840.png");
        assertThat(PreparedNames.of("a/1.2.840", false)).isEqualTo("a/1.2.840.png");
        assertThat(PreparedNames.of("a.dcm/IM1", false)).isEqualTo("a.dcm/IM1.png");
        assertThat(PreparedNames.of("x/.png", false)).isEqualTo("x/.png.png");
        assertThat(PreparedNames.of("a/b.TIFF", true)).isEqualTo("a/b.TIFF.png");
    }

    @Test
    void tablesOfTheOriginalFilesFindThePictures() {
        Set<Path> there = Set.of(Path.of("p/one.png"), Path.of("p/two.dcm.png"), Path.of("p/three.png"));
        assertThat(PreparedNames.find(Path.of("p/one.png"), there::contains)).contains(Path.of("p/one.png"));
        assertThat(PreparedNames.find(Path.of("p/one.dicom"), there::contains)).contains(Path.of("p/one.png"));
        assertThat(PreparedNames.find(Path.of("p/two.dcm"), there::contains)).contains(Path.of("p/two.dcm.png"));
        assertThat(PreparedNames.find(Path.of("p/four.dcm"), there::contains)).isEmpty();
    }
}
