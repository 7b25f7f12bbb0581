package dev.nacre.mammo.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PretrainingRowsTest {
    private static Breast row(int line, String text, String... files) {
        return new Breast(line, "p" + line, Laterality.LEFT, Map.of(View.CC, List.of(files).stream().map(Path::of)
                .toList()), List.of(text), List.of("re" + text), 1);
    }

    @Test
    void rowsOfAllSourcesAreOneList() {
        PretrainingRows mixed = PretrainingRows.mixed(List.of(
                new PretrainingRows(List.of(row(1, "a", "1.png")), List.of(row(2, "b", "2.png"))),
                new PretrainingRows(List.of(row(3, "a", "3.png")), List.of())));
        assertThat(mixed.training()).extracting(Breast::line).containsExactly(1, 3);
        assertThat(mixed.validation()).extracting(Breast::line).containsExactly(2);
        assertThat(mixed.texts()).containsExactly("a", "rea", "b", "reb");
        assertThat(mixed.pictures()).containsExactly(Path.of("1.png"), Path.of("3.png"), Path.of("2.png"));
    }

    @Test
    void rowsWhosePicturesAreNotThereAreLeftOut() {
        PretrainingRows rows = new PretrainingRows(List.of(row(1, "a", "1.png", "2.png"), row(2, "b", "2.png")),
                List.of(row(3, "c", "3.png")));
        PretrainingRows found = rows.withPictures(file -> file.equals(Path.of("2.png")) ? Optional.empty()
                : Optional.of(Path.of("x").resolve(file)));
        assertThat(found.training()).extracting(Breast::line).containsExactly(1);
        assertThat(found.pictures()).containsExactly(Path.of("x/1.png"), Path.of("x/3.png"));
        assertThat(found.training().getFirst().augmentedSections()).containsExactly("rea");
    }

    /** The border between two texts counts, too. */
    @Test
    void hashesOfTextsTellThemApart() {
        assertThat(FileHash.ofTexts(List.of("a mass", "left"))).hasSize(64)
                .isEqualTo(FileHash.ofTexts(List.of("a mass", "left")))
                .isNotEqualTo(FileHash.ofTexts(List.of("a mas", "sleft")))
                .isNotEqualTo(FileHash.ofTexts(List.of("left", "a mass")));
    }
}
