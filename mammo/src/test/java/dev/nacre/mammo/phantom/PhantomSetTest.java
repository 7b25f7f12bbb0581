package dev.nacre.mammo.phantom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.mammo.data.Breast;
import dev.nacre.mammo.data.PretrainingTable;
import dev.nacre.mammo.data.View;
import dev.nacre.mammo.image.GreyPicture;
import dev.nacre.mammo.image.PictureReader;
import dev.nacre.nn.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PhantomSetTest {
    private static final PhantomSettings SETTINGS = new PhantomSettings(24, 5, 9, 96, 64, 0.5, 0.5);

    @TempDir
    static Path directory;

    private static Path set;
    private static PhantomTruth truth;

    @BeforeAll
    static void write() {
        set = directory.resolve("set");
        truth = PhantomSet.write(set, SETTINGS);
    }

    @Test
    void theTablesAreThoseOfPretraining() {
        PretrainingTable training = PretrainingTable.read(set.resolve("train.csv"), set);
        PretrainingTable test = PretrainingTable.read(set.resolve("test.csv"), set);
        assertThat(training.breasts()).hasSize(38);
        assertThat(training.validation(0)).hasSize(2);
        assertThat(test.breasts()).hasSize(10);
        Set<String> patients = new HashSet<>();
        training.breasts().forEach(breast -> patients.add(breast.patient()));
        assertThat(test.breasts()).noneMatch(breast -> patients.contains(breast.patient()));
        for (Breast breast : training.breasts()) {
            assertThat(breast.views()).containsExactly(View.CC, View.MLO);
            assertThat(breast.sections()).hasSize(2);
        }
    }

    @Test
    void truthAndTablesAndPicturesAgree() {
        List<Breast> rows = Stream.concat(PretrainingTable.read(set.resolve("train.csv"), set).breasts().stream(),
                PretrainingTable.read(set.resolve("test.csv"), set).breasts().stream()).toList();
        assertThat(truth.breasts()).hasSameSizeAs(rows);
        for (int i = 0; i < rows.size(); i++) {
            PhantomTruth.Row row = truth.breasts().get(i);
            assertThat(row.patient()).isEqualTo(rows.get(i).patient());
            assertThat(row.pictures().get(View.CC)).isEqualTo(rows.get(i).pictures().get(View.CC).getFirst());
            assertThat(row.lesions()).hasSize((row.mass() ? 2 : 0) + (row.calcification() ? 2 : 0));
            for (PhantomTruth.Box box : row.lesions()) {
                assertThat(row.has(box.kind())).isTrue();
                GreyPicture mask = PictureReader.read(box.mask());
                int white = 0;
                for (int y = 0; y < mask.height(); y++) {
                    for (int x = 0; x < mask.width(); x++) {
                        boolean inside = x >= box.box().x0() && x < box.box().x1() && y >= box.box().y0()
                                && y < box.box().y1();
                        white += mask.level(y, x) == 255 ? 1 : 0;
                        assertThat(mask.level(y, x)).isIn(inside ? new Integer[] {0, 255} : new Integer[] {0});
                    }
                }
                assertThat(white).isPositive();
            }
        }
    }

    @Test
    void theSameSettingsGiveTheSameFiles() throws IOException {
        Path again = directory.resolve("again");
        PhantomSet.write(again, SETTINGS);
        try (Stream<Path> files = Files.walk(set)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(again.resolve(set.relativize(file))).hasSameBinaryContentAs(file);
            }
        }
    }

    @Test
    void foldersInUseAndBrokenSetsAreRefused() throws IOException {
        assertThatThrownBy(() -> PhantomSet.write(set, SETTINGS)).isInstanceOf(InputException.class)
                .hasMessageContaining("is not empty");
        Path broken = Files.createDirectory(directory.resolve("broken"));
        Files.copy(set.resolve("lesions.csv"), broken.resolve("lesions.csv"));
        assertThatThrownBy(() -> PhantomTruth.read(broken)).isInstanceOf(InputException.class)
                .hasMessageContaining("truth.csv is missing or damaged");
    }
}
