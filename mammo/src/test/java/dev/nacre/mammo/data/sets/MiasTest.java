package dev.nacre.mammo.data.sets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.data.Pathology;
import dev.nacre.mammo.data.sets.SetProblem.Kind;
import dev.nacre.nn.InputException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The traps of MiniMIAS on a miniature of its layout. */
class MiasTest {
    @TempDir
    private Path directory;

    /** All pictures are of one size. */
    private record Sized(int size) implements PictureLook {
        @Override
        public Optional<Head> head(Path file) {
            return Optional.of(new Head(size, size, Laterality.UNKNOWN, ViewName.UNKNOWN));
        }

        @Override
        public boolean twoValued(Path file) {
            throw new AssertionError("there are no masks");
        }
    }

    private Miniature layout() {
        return new Miniature(directory).text("Info.txt", "MINI-MIAS: \"x,y image-coordinates", "1st column: reference",
                "REFNUM BG CLASS SEVERITY X Y RADIUS", "mdb001 G CIRC B 535 425 197 ", "mdb002 D NORM",
                "mdb005 F CIRC B 477 133 30", "mdb005 F SPIC M 500 168 26", "mdb216 D CALC M",
                "mdb245 F CALC M *NOTE 3*", "mdb250 G WHAT B 1 2 3", "mdb007 G NORM")
                .files("mdb001.pgm", "mdb002.pgm", "all/mdb005.pgm", "mdb216.pgm", "mdb245.pgm", "mdb250.pgm");
    }

    @Test
    void pairsAreOfOnePatientAndRowsCountFromTheLowerEdge() {
        layout();
        SetContents contents = new Mias().read(directory, new Sized(1024));
        assertThat(contents.problems()).extracting(problem -> problem.place().line()).containsExactly(10L, 11L);
        assertThat(Miniature.kinds(contents)).containsExactly(Kind.UNKNOWN_LABEL, Kind.MISSING_FILE);
        assertThat(contents.records()).extracting(SetRecord::patient).containsExactly("1", "1", "3", "108", "123",
                "125");
        assertThat(contents.records()).extracting(SetRecord::side).startsWith(Laterality.RIGHT, Laterality.LEFT,
                Laterality.RIGHT);
        assertThat(contents.records()).allMatch(record -> record.view().name().equals("MLO")
                && record.kind() == PictureKind.FILM);
        assertThat(contents.records().getFirst().findings()).containsExactly(new Finding(List.of(FindingCategory.MASS),
                List.of("circumscribed"), List.of(new Region.Ellipse(new Region.Point(535, 1024 - 425), 197, 197, 0)),
                Optional.empty(), Optional.of(Pathology.BENIGN)));
    }

    @Test
    void severalLinesOfAFilmAreOneRecordAndScatteredCalcificationsHaveNoPlace() {
        layout();
        List<SetRecord> records = new Mias().read(directory, new Sized(1024)).records();
        assertThat(records.get(1).pathology()).contains(Pathology.NORMAL);
        assertThat(records.get(2).findings()).hasSize(2);
        assertThat(records.get(2).pathology()).contains(Pathology.MALIGNANT);
        assertThat(records.subList(3, 5)).allSatisfy(record -> {
            assertThat(record.findings().getFirst().regions()).isEmpty();
            assertThat(record.pathology()).contains(Pathology.MALIGNANT);
        });
    }

    @Test
    void circlesDoNotBelongToResizedPictures() {
        layout();
        SetContents contents = new Mias().read(directory, new Sized(224));
        assertThat(Miniature.kinds(contents)).containsOnlyOnce(Kind.MISSING_FILE)
                .filteredOn(Kind.UNUSABLE_REGION::equals).hasSize(3);
        assertThat(contents.records().getFirst().findings().getFirst().regions()).isEmpty();
    }

    @Test
    void anotherTextIsAnotherLayout() {
        new Miniature(directory).text("Info.txt", "nothing of the kind");
        assertThatThrownBy(() -> new Mias().read(directory, Miniature.NO_LOOK)).isInstanceOf(InputException.class)
                .hasMessageContaining("no line of its Info.txt begins with a film such as mdb001");
    }
}
